"""What we know and what we keep: model, errors, settings, catalogue, store."""
