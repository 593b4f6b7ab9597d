"""Charts: pure functions from frames to specifications and figures; one chart a file."""
