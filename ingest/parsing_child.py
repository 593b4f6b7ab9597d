"""The parsing child: reads jobs on stdin, answers on stdout, within limits of time and memory, and opens nothing.

`python -m ingest.parsing_child`; a job is two frames (JSON head, feed bytes), an answer one. A frame is its length in
four bytes and its content. A job that costs too much ends the process; the parent starts another.
"""

from __future__ import annotations

import json
import signal
import struct
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from data.errors import ParseError
from data.settings import ROOT
from ingest.parse import load_formats, parse_feed

MEMORY_BYTES = 512 * 1024 * 1024


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Read one frame, None at the end of the stream."""
    size = stream.read(4)
    if len(size) < 4:
        return None
    content = stream.read(struct.unpack(">I", size)[0])
    return content if len(content) == struct.unpack(">I", size)[0] else None


def write_frame(stream: IO[bytes], content: bytes) -> None:
    """Write one frame."""
    stream.write(struct.pack(">I", len(content)) + content)
    stream.flush()


def answer(head: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Do one job."""
    try:
        parsed = parse_feed(data, content_type=head["content_type"], language=head["language"], url=head["url"])
    except ParseError as error:
        return {"reason": error.reason, "message": str(error)}
    except MemoryError:
        return {"reason": "too_costly", "message": "the feed needs too much memory to read"}
    except Exception as error:  # noqa: BLE001 - whatever a parser raises on hostile bytes costs this feed only
        return {"reason": "unreadable", "message": f"the feed cannot be read ({type(error).__name__})"}
    return asdict(parsed)


def _limit_memory() -> None:
    if sys.platform == "win32":
        return  # the parent's clock is the only limit there
    import resource  # noqa: PLC0415 - absent on Windows

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: float) -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)  # its signal ends the process, in C code too


def _refuse_outside(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what a parser has no business with: sockets, processes, files that are not Python's or the project's."""
    if event.startswith(("socket.connect", "socket.getaddrinfo", "subprocess.", "os.exec", "os.system", "os.fork")):
        raise PermissionError(event)
    if event == "open" and isinstance(arguments[0], str):
        allowed = (sys.prefix, sys.base_prefix, str(ROOT))
        if "w" in str(arguments[1] or "r") or not str(Path(arguments[0]).absolute()).startswith(allowed):
            raise PermissionError(event)


def main() -> None:
    """Serve jobs until the parent closes the pipe."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    load_formats()
    _limit_memory()
    sys.addaudithook(_refuse_outside)
    while (head := read_frame(source)) is not None and (data := read_frame(source)) is not None:
        job = json.loads(head)
        _limit_time(job["cpu_seconds"])
        result = json.dumps(answer(job, data)).encode()
        _limit_time(0)
        write_frame(sink, result)


if __name__ == "__main__":
    main()
