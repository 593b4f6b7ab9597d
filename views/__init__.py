"""Indicator to chart, page and file."""
