"""Spreadsheets: reading sparsely, writing large. Knows nothing of ledgers."""
