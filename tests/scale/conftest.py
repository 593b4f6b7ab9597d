"""The PostgreSQL server of the contract tests, for stores of size too."""

from __future__ import annotations

from tests.contracts.conftest import postgres_server, postgres_tools

__all__ = ["postgres_server", "postgres_tools"]
