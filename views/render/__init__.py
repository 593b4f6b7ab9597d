"""Renderers: one chart specification to a figure on screen, a picture, a slide, a table."""
