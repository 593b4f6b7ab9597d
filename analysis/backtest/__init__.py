"""The back-test: what the index said, day by day and without look-ahead, beside what is known to have happened."""
