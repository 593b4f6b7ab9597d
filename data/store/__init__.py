"""Stores: `open_store` picks the engine by the URL's scheme; one engine a file in `data/store/engines`."""

from __future__ import annotations

from contextlib import AbstractContextManager

from data.errors import SettingsError
from data.plugins import discover
from data.store import engines
from data.store.base import Engine, Store

__all__ = ["engine_of", "open_store"]


def engine_of(url: str) -> Engine:
    """Give the engine that understands a store URL; raises SettingsError naming those there are."""
    found = discover(engines, "ENGINE", Engine)
    scheme = url.partition("://")[0]
    if scheme not in found:
        known = ", ".join(f"{name}://" for name in found)
        raise SettingsError(f"no store engine for {scheme}://; DETENTE_STORE may start with {known}")
    return found[scheme]


def open_store(url: str, *, read_only: bool = False) -> AbstractContextManager[Store]:
    """Open a store; migrate it first (after a backup) unless read-only. Raises StoreError with what to do."""
    return engine_of(url).open(url, read_only=read_only)
