"""Alerts leave only where somebody switched a channel on, and only once."""

from __future__ import annotations

import argparse
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from data.errors import CatalogError
from data.plugins import discover
from views import channels
from views.commands.notify import FILE, run
from views.families import Channel

OPTIONS = argparse.Namespace(days=2, lang="en", dry_run=False)


class Receiver(BaseHTTPRequestHandler):
    bodies: list[bytes] = []  # noqa: RUF012 - one list for all requests of the server
    status = 204

    def do_POST(self) -> None:
        self.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def receiver() -> Iterator[HTTPServer]:
    Receiver.bodies.clear()
    Receiver.status = 204
    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_every_channel_says_what_it_needs() -> None:
    assert all(channel.needs for channel in discover(channels, "CHANNEL", Channel).values())


def test_nothing_is_sent_by_default(full_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(OPTIONS) == 0
    assert FILE in capsys.readouterr().err
    assert sorted(path.name for path in full_home.iterdir() if "notif" in path.name) == []


def test_an_alert_goes_to_a_file_once(full_home: Path) -> None:
    (full_home / FILE).write_text('[file]\nname = "alerts.jsonl"\n', "utf-8")
    assert run(OPTIONS) == run(OPTIONS) == 0
    lines = [json.loads(line) for line in (full_home / "alerts.jsonl").read_text("utf-8").splitlines()]
    assert [(line["pair"], line["state"], line["day"]) for line in lines] == [("IRN-USA", "escalation", "2026-02-06")]
    assert lines[0]["sentence"]


def test_a_file_elsewhere_is_refused(full_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (full_home / FILE).write_text('[file]\nname = "../outside.jsonl"\n', "utf-8")
    assert run(OPTIONS) == 1
    assert not (full_home.parent / "outside.jsonl").exists()
    assert capsys.readouterr().err.count("\n") == 1


def test_a_webhook_gets_the_alert_and_a_failure_is_tried_again(
    full_home: Path, receiver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = receiver.server_address[1]
    monkeypatch.setenv("DETENTE_ALLOW_PRIVATE_HOSTS", f"127.0.0.1:{port}")
    (full_home / FILE).write_text(f'[webhook]\nurl = "http://127.0.0.1:{port}/hook"\n', "utf-8")
    Receiver.status = 500
    assert run(OPTIONS) == 1
    Receiver.status = 204
    assert run(OPTIONS) == 0
    assert json.loads(Receiver.bodies[-1])["pair"] == "IRN-USA"


def test_a_private_address_is_refused_unless_the_settings_name_it(full_home: Path, receiver: HTTPServer) -> None:
    port = receiver.server_address[1]
    (full_home / FILE).write_text(f'[webhook]\nurl = "http://127.0.0.1:{port}/hook"\n', "utf-8")
    assert run(OPTIONS) == 1
    assert Receiver.bodies == []


@pytest.mark.parametrize("text", ["[pigeon]", "[webhook]", "not toml", 'webhook = "x"'])
def test_a_wrong_file_is_named(full_home: Path, text: str) -> None:
    (full_home / FILE).write_text(text, "utf-8")
    with pytest.raises(CatalogError, match=r"channels\.toml"):
        run(OPTIONS)
