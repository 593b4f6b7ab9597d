"""Feed formats; one a file, each with FORMAT. They run inside the parsing child only."""
