"""整改: the loop of problems, from finding to closing."""
