"""Subcommands of `python -m ingest`; one a file, each with COMMAND."""
