"""Log lines for machines: key=value or JSON, one line an event, on standard error.

Whatever comes from outside is escaped, so that a title can forge no line and colour no terminal. Facts of an event go
in `extra={"facts": {...}}`; texts of articles never do.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

_BARE = re.compile(r"[\w.:/+-]+", re.ASCII)


class LineFormatter(logging.Formatter):
    """Formats a record as one line of ASCII: time, level, event, then its facts in the order given."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        facts: Mapping[str, Any] = getattr(record, "facts", {})
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        table = {"at": at, "level": record.levelname.lower(), "event": record.getMessage(), **facts}
        if self._kind == "json":
            return json.dumps(table, default=str)
        return " ".join(f"{key}={_value(value)}" for key, value in table.items() if value is not None)


def _value(value: Any) -> str:
    text = str(value)
    return text if _BARE.fullmatch(text) else json.dumps(text)


def start_logging(kind: str | None) -> None:
    """Send the project's log lines to standard error; without a kind, nothing is logged."""
    logger = logging.getLogger("detente")
    logger.handlers.clear()
    logger.propagate = False
    handler = logging.StreamHandler(sys.stderr) if kind else logging.NullHandler()
    handler.setFormatter(LineFormatter(kind or "kv"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
