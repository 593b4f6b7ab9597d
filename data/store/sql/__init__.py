"""The SQL that engines share: plain statements with `?` for values, in functions over a `Database`."""
