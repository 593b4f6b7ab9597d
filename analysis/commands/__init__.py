"""Subcommands of `python -m analysis`; one a file, each with COMMAND."""
