"""Tone scorers: a sentence in, a number in -1..1 out; one scorer a file, each with SCORER."""
