"""The error tree. Every error carries what a person needs to act: the file, feed or line, and what to do next.

DetenteError
├── SettingsError       an environment variable or option makes no sense
├── CatalogError        a shipped or user catalogue file is wrong (path, line)
├── UsageError          a command line is wrong (exit code 3)
├── FeedError           one feed failed; the run goes on (feed_id, reason)
│   ├── FetchError      the network part
│   └── ParseError      the bytes are no feed
├── StoreError          the database cannot be used
├── CodingError         an input record cannot be coded
├── WorkerError         a process or machine that shares the work is not there or failed
└── ExportError         a file cannot be written
"""

from __future__ import annotations

from pathlib import Path


class DetenteError(Exception):
    """Base of all expected errors: its text is shown to the user as it stands."""


class SettingsError(DetenteError):
    """An environment variable or setting makes no sense."""


class UsageError(DetenteError):
    """A command line is wrong; commands exit with code 3."""


class CatalogError(DetenteError):
    """A catalogue file is wrong."""

    def __init__(self, message: str, path: Path | str, line: int | None = None) -> None:
        self.path, self.line = Path(path), line
        where = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{where}: {message}")


class FeedError(DetenteError):
    """One feed failed; `reason` is a short stable word that is counted and translated."""

    def __init__(self, reason: str, message: str, feed_id: str | None = None) -> None:
        self.reason, self.feed_id = reason, feed_id
        super().__init__(message)


class FetchError(FeedError):
    """The feed's bytes could not be had."""


class ParseError(FeedError):
    """The bytes are no feed that can be read."""


class StoreError(DetenteError):
    """The database cannot be used."""


class CodingError(DetenteError):
    """An input record cannot be coded."""


class WorkerError(DetenteError):
    """A process or machine that shares the work is not there or failed."""


class ExportError(DetenteError):
    """A file cannot be written."""
