"""The PostgreSQL engine: connection, migration and upkeep of one database."""
