"""The server refuses strangers, adds its headers and says how fresh the store is."""

from __future__ import annotations

import contextlib
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

import pytest

from tests.views.demo import LAST
from tests.views.serving import served
from views.server import read_health

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def port(demo_path: Path) -> Iterator[int]:
    with served(demo_path.parent) as found:
        yield found


def upgrade_request(host: str, origin: str, *more: str) -> bytes:
    """Write what asks for a WebSocket."""
    lines = [
        "GET /_stcore/stream HTTP/1.1",
        f"Host: {host}",
        f"Origin: {origin}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        *more,
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def upgrade(port: int, host: str, origin: str) -> int:
    """Ask for a WebSocket and give the answer's status."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(upgrade_request(host, origin))
        return int(connection.recv(100).split()[1])


def get(port: int, path: str, **headers: str) -> tuple[int, HTTPMessage, bytes]:
    """Ask for a page."""
    with contextlib.closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        asked = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"} | asked)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def test_messages_are_compressed_for_who_can_read_that(port: int) -> None:
    offer = "Sec-WebSocket-Extensions: permessage-deflate"
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(upgrade_request(f"localhost:{port}", f"http://localhost:{port}", offer))
        assert b"permessage-deflate" in connection.recv(1000).lower()


def test_check_66_this_machine_is_let_in(port: int) -> None:
    assert upgrade(port, f"localhost:{port}", f"http://localhost:{port}") == 101


@pytest.mark.parametrize("host", ["localhost", "evil.example"])
def test_check_66_a_foreign_origin_or_host_is_refused(port: int, host: str) -> None:
    assert upgrade(port, f"{host}:{port}", "http://evil.example") == 403


def test_check_66_a_rebound_name_is_refused(port: int) -> None:
    assert upgrade(port, f"evil.example:{port}", f"http://evil.example:{port}") == 403


def test_check_73_every_answer_carries_the_policy_and_is_compressed(port: int) -> None:
    status, headers, _body = get(port, "/")
    assert status == 200
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    ("path", "browser", "language"),
    [("/pair?lang=ar", "fr-FR", "ar"), ("/pair", "en-GB,en;q=0.9", "en"), ("/?lang=xx", "de", "fr"), ("/", "", "fr")],
)
def test_the_page_says_which_language_it_speaks(port: int, path: str, browser: str, language: str) -> None:
    status, headers, body = get(port, path, Accept_Language=browser, Accept_Encoding="identity")
    assert (status, int(headers["Content-Length"])) == (200, len(body))
    assert f'<html lang="{language}"'.encode() in body


def test_the_drawing_library_is_fetched_ahead(port: int) -> None:
    body = get(port, "/", Accept_Encoding="identity")[2]
    [script] = re.findall(rb'rel="modulepreload" crossorigin href="\.(/static/js/PlotlyChart[^"]+)"', body)
    status, headers, _body = get(port, script.decode())
    assert (status, "javascript" in headers.get_content_type()) == (200, True)


def test_health_tells_of_stale_data(port: int) -> None:
    status, _headers, body = get(port, "/healthz")
    assert status == 503
    assert b"stale" in body


def test_health_is_well_while_the_newest_article_is_young(full_home: Path) -> None:
    newest = datetime(LAST.year, LAST.month, LAST.day, 12, tzinfo=UTC)
    assert read_health(newest + timedelta(hours=25))[0] == 200
    assert read_health(newest + timedelta(hours=27))[1]["status"] == "stale"


def test_health_tells_of_an_empty_and_of_a_broken_store(home: Path) -> None:
    assert read_health(datetime.now(UTC)) == (503, {"status": "empty", "data_through": None})
    (home / "detente.sqlite").write_bytes(b"x" * 4096)
    assert read_health(datetime.now(UTC))[1]["status"] == "unreadable"


@pytest.mark.parametrize(("options", "word"), [(("--port", "0"), "--port"), (("--address", "here"), "--address")])
def test_a_wrong_option_is_one_line(options: tuple[str, ...], word: str) -> None:
    command = [sys.executable, "-m", "views", "serve", "--no-browser", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert word in done.stderr
    assert done.stderr.count("\n") == 1
