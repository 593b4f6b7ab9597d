"""The analysis on several processes or machines: the same functions as in one process, only elsewhere."""
