"""The SQLite engine: connection, migration and upkeep of one file."""
