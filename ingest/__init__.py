"""Feed to article: fetch, parse, clean, store. Knows nothing of events."""
