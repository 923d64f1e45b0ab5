"""The desk without a window: one module for each group of commands."""
