"""What the words mean: pure functions and dataclasses, no SQL, no files, no Qt, no clock."""
