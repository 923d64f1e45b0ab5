"""测评·检查: forms, rounds filled in a grid, reports and results."""
