"""What a reader waits for and what is sent, measured in a real browser on a store as it is. Figures, not assertions.

A server of its own process, Chromium and the development packages are needed. A visit counts every byte of an empty
browser; then pairs are opened on the warm server, the second actor of a pair is changed, and filters of the evidence.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.errors import ExportError
from data.settings import ROOT

FLAGS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update")
START_SECONDS, WAIT = 60, 240_000
CHART, FINDING = ".js-plotly-plot .main-svg", ".dt-finding"
POINTS = """() => Math.max(0, ...[...document.querySelectorAll('.js-plotly-plot')]
    .flatMap(plot => plot.data.map(trace => (trace.x || []).length)))"""
# Streamlit tells by an attribute when a page is drawn to its end.
DONE = "() => document.querySelector('.stApp').getAttribute('data-test-script-state') === 'notRunning'"
CHANGED = """before => { const now = document.querySelector('.dt-finding');
    return now && now.textContent !== before && document.querySelector('.js-plotly-plot .main-svg') }"""


Box = tuple[str, tuple[str, ...]]  # the label of a box, and what to choose in it, a round each


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured: seconds a round, bytes, and the longest trace of any chart in points.

    Files are counted as they come over the wire, messages as they are before the connection compresses them.
    """

    cold_files: int
    cold_messages: int
    cold_chart: float
    first_charts: tuple[float, ...]
    changes: tuple[float, ...]
    filters: tuple[float, ...]
    change_bytes: tuple[int, ...]
    points: int


def rank(values: Sequence[float], share: float) -> float:
    """Give the value under which a share of all lie (the nearest that was measured)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


@contextlib.contextmanager
def served(environment: dict[str, str]) -> Iterator[str]:
    """Run the dashboard on a free port until the block ends; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "views", "serve", "--no-browser", "--port", str(port)]
    settings = os.environ | environment
    with subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as app:
        try:
            wait_for(port)
            yield f"http://localhost:{port}"
        finally:
            app.terminate()


def wait_for(port: int) -> None:
    """Wait until somebody listens. Raises ExportError after START_SECONDS."""
    for _ in range(START_SECONDS * 10):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise ExportError("the dashboard did not start")


class Reader:
    """A browser window that counts what it receives."""

    def __init__(self, browser: Any, base: str) -> None:
        self.base, self.received, self.loaded = base, 0, 0
        self.context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 1400})
        self.page = self.context.new_page()
        self.page.set_default_timeout(WAIT)
        self.page.on("websocket", self.listen)
        wire = self.context.new_cdp_session(self.page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", self.count)

    def listen(self, wire: Any) -> None:
        """Count the messages of a connection."""
        wire.on("framereceived", lambda payload: self.add(len(payload)))

    def add(self, size: int) -> None:
        """Count a message."""
        self.received += size

    def count(self, event: dict[str, Any]) -> None:
        """Count a file as it came over the wire."""
        self.loaded += int(event["encodedDataLength"])

    def settle(self) -> None:
        """Wait until the page is drawn to its end."""
        self.page.wait_for_timeout(300)
        self.page.wait_for_function(DONE)
        self.page.wait_for_timeout(300)

    def open(self, path: str) -> float:
        """Open a page and give the seconds until its chart stands."""
        start = time.perf_counter()
        self.page.goto(self.base + path)
        self.page.locator(CHART).first.wait_for()
        return time.perf_counter() - start

    def choose(self, label: str, choice: str) -> float:
        """Take another choice of a box and give the seconds until its answer stands: a finding, else the whole page."""
        before = self.page.locator(FINDING).first.text_content() if self.page.locator(FINDING).count() else None
        self.page.get_by_role("combobox", name=label).first.click()
        self.page.keyboard.type(choice)
        option = self.page.get_by_role("option", name=choice, exact=True).first
        option.wait_for()
        start = time.perf_counter()
        option.click()
        if before is not None:
            self.page.wait_for_function(CHANGED, arg=before)
            return time.perf_counter() - start
        self.page.wait_for_timeout(30)
        self.page.wait_for_function(DONE)
        return time.perf_counter() - start


def pair_path(pair: str, language: str) -> str:
    """Give the address of a pair's page."""
    a, b = pair.split("-")
    return f"/pair?lang={language}&a={a}&b={b}"


def measure_cold(browser: Any, base: str, path: str) -> tuple[float, int, int]:
    """Open a page in an empty browser: seconds to its chart, bytes of files and of messages."""
    cold = Reader(browser, base)
    seconds = cold.open(path)
    cold.settle()
    cold.context.close()
    return seconds, cold.loaded, cold.received


def measure(base: str, pairs: Sequence[str], boxes: tuple[Box, Box], rounds: int, language: str) -> Figures:
    """Measure in a browser; `boxes` are that of the second actor and a filter of the evidence."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a development package, needed here alone

    first: list[float] = []
    changes: list[float] = []
    filters: list[float] = []
    sizes: list[int] = []
    points = 0
    with (
        sync_playwright() as play,
        contextlib.closing(play.chromium.launch(executable_path=find_browser(), args=list(FLAGS))) as browser,
    ):
        measure_cold(browser, base, pair_path(pairs[0], language))  # warms the server
        cold_chart, files, messages = measure_cold(browser, base, pair_path(pairs[0], language))
        reader = Reader(browser, base)
        reader.open(pair_path(pairs[0], language))
        for pair in [pairs[n % len(pairs)] for n in range(rounds)]:
            first.append(reader.open(pair_path(pair, language)))
            reader.settle()
            points, before = max(points, reader.page.evaluate(POINTS)), reader.received
            changes.append(reader.choose(boxes[0][0], boxes[0][1][len(changes) % len(pairs)]))
            reader.settle()
            sizes.append(reader.received - before)
        reader.page.goto(f"{base}/evidence?lang={language}")
        reader.settle()
        for number in range(rounds):
            before = reader.received
            filters.append(reader.choose(boxes[1][0], boxes[1][1][number % len(boxes[1][1])]))
            reader.settle()
            sizes.append(reader.received - before)
    return Figures(files, messages, cold_chart, tuple(first), tuple(changes), tuple(filters), tuple(sizes), points)


def too_slow() -> type[Exception]:
    """Name what is raised when a page takes longer than WAIT."""
    from playwright.sync_api import TimeoutError as TooSlow  # noqa: PLC0415 - a development package

    return TooSlow


def find_browser() -> str:
    """Find Chromium. Raises ExportError where there is none."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        raise ExportError("bench needs Chromium: on Debian, apt-get install chromium")
    return found


def place_of(store: Path | None) -> dict[str, str]:
    """Give the settings of a server that reads a store's file; none for the user's own store."""
    return {"DETENTE_STORE": f"sqlite:///{store.resolve()}"} if store else {}
