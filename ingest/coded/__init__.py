"""Event data of others: one format a file, with `ROWS`."""
