"""Subcommands of `python -m data`; one a file, each with COMMAND."""
