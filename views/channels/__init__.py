"""Channels that carry alerts out; off by default; one channel a file."""
