"""Pages: widgets and layout only; one page a file."""
