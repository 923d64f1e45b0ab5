"""The tab 台账: ledgers, their records, one record in detail."""
