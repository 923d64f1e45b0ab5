"""What was: the operations, the recycle bin, the locked periods."""
