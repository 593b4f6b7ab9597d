"""Stores: `open_store` picks the engine by the URL's scheme; one engine a file."""
