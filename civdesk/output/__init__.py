"""What goes out: the archive folder, its sheets and its index."""
