"""Store engines: one file a URL scheme, each with ENGINE."""
