"""Subcommands of `python -m views`; one a file, each with COMMAND."""
