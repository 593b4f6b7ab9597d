"""Benchmarks of the analysis: one file each, with `BENCH`, a function that gives printed rows."""
