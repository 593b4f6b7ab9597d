"""The parent of the parsing children: hands them bytes, kills those that take too long, starts new ones."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from types import TracebackType
from typing import Any, Self

from data.errors import ParseError
from data.settings import ROOT
from ingest.parse import ParsedFeed
from ingest.parsing_child import read_frame, write_frame
from ingest.raw import RawEntry, RawFeed

CPU_SECONDS = 10.0
WALL_SECONDS = 40.0


class _Child:
    """One child process; started when first needed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def _start(self) -> subprocess.Popen[bytes]:
        environment = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        environment |= {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
        return subprocess.Popen(
            [sys.executable, "-m", "ingest.parsing_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=environment,
        )

    def ask(self, head: dict[str, Any], data: bytes) -> dict[str, Any] | None:
        """Do one job; None if the child died or had to be killed."""
        process = self._process = self._process or self._start()
        clock = threading.Timer(WALL_SECONDS, process.kill)
        clock.start()
        try:
            if process.stdin is None or process.stdout is None:
                raise BrokenPipeError
            write_frame(process.stdin, json.dumps(head).encode())
            write_frame(process.stdin, data)
            answer = read_frame(process.stdout)
        except OSError:
            answer = None
        finally:
            clock.cancel()
        if answer is None:
            self.close()
            return None
        found: dict[str, Any] = json.loads(answer)
        return found

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


class FeedParser:
    """A few reused children; `parse` may be called from several threads."""

    def __init__(self, children: int = 2, cpu_seconds: float = CPU_SECONDS) -> None:
        self._cpu_seconds = cpu_seconds
        self._idle: queue.LifoQueue[_Child] = queue.LifoQueue()
        self._children = [_Child() for _ in range(children)]
        for child in self._children:
            self._idle.put(child)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in self._children:
            child.close()

    def parse(self, data: bytes, *, content_type: str | None, language: str | None, url: str) -> ParsedFeed:
        """Read a feed in a child. Raises ParseError: what the child says, or `too_costly` if it died of the feed."""
        head = {"content_type": content_type, "language": language, "url": url, "cpu_seconds": self._cpu_seconds}
        child = self._idle.get()
        try:
            answer = child.ask(head, data)
        finally:
            self._idle.put(child)
        if answer is None:
            raise ParseError("too_costly", "the feed takes too much time or memory to read; it was given up")
        if "reason" in answer:
            raise ParseError(answer["reason"], answer["message"])
        return _parsed(answer)


def _parsed(answer: dict[str, Any]) -> ParsedFeed:
    table: dict[str, Any] = dict(answer["feed"])
    table["entries"] = tuple(RawEntry(**row) for row in table["entries"])
    table |= {name: tuple(table[name]) for name in ("skip_hours", "skip_days")}
    return ParsedFeed(RawFeed(**table), answer["encoding"], answer["suspect"])
