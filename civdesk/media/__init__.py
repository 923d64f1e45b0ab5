"""Pictures, videos, PDF: bytes in, facts or bytes out. Knows nothing of ledgers."""
