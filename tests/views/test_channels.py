"""The channels that need a server or keep a file: e-mail to a server on loopback, and the Atom feed."""

from __future__ import annotations

import email
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email import policy
from pathlib import Path

import feedparser
import pytest

from data.errors import ExportError
from data.settings import Settings, read_settings
from views.channels import atom, mail
from views.messages import Message

ALERT = Message(
    "IRN-USA",
    date(2026, 2, 6),
    "escalation",
    "Iran – États-Unis : escalade",
    "Talks & <threats> أخبار",
    "An outlet",
    None,
)


class Mailbox(socketserver.StreamRequestHandler):
    """A mail server that takes everything, or refuses the sender."""

    taken: list[bytes] = []  # noqa: RUF012 - one list for all connections of the server
    refuses = False

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline().strip().upper():
            if line.startswith(b"MAIL") and self.refuses:
                self.say("550 no")
            elif line == b"DATA":
                self.say("354 go on")
                self.taken.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self.say("250 taken")
            elif line == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")


@pytest.fixture
def port() -> Iterator[int]:
    Mailbox.taken.clear()
    Mailbox.refuses = False
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mailbox) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path))
    return read_settings()


def local(port: int) -> dict[str, str]:
    return {"host": "127.0.0.1", "port": str(port), "security": "none", "sender": "a@here.test", "to": "b@there.test"}


def test_an_alert_arrives_as_a_mail(port: int, settings: Settings) -> None:
    mail.send([ALERT], local(port), settings)
    found = email.message_from_bytes(Mailbox.taken[0], policy=policy.default)
    assert (found["Subject"], found["To"]) == (ALERT.title, "b@there.test")
    assert "Talks & <threats> أخبار" in found.get_content()


def test_a_title_cannot_add_headers(port: int, settings: Settings) -> None:
    mail.send([replace(ALERT, title="one\r\nBcc: everybody@there.test")], local(port), settings)
    found = email.message_from_bytes(Mailbox.taken[0], policy=policy.default)
    assert found["Bcc"] is None


def test_a_server_that_refuses_is_an_error_that_names_it(port: int, settings: Settings) -> None:
    Mailbox.refuses = True
    with pytest.raises(ExportError, match=r"127\.0\.0\.1"):
        mail.send([ALERT], local(port), settings)


@pytest.mark.parametrize("change", [{"host": "mail.example"}, {"security": "perhaps"}])
def test_mail_in_the_clear_stays_on_this_machine(change: dict[str, str], port: int, settings: Settings) -> None:
    with pytest.raises(ExportError, match="security"):
        mail.send([ALERT], local(port) | change, settings)
    assert Mailbox.taken == []


def test_the_feed_keeps_each_alert_once_and_newest_first(settings: Settings) -> None:
    later = replace(ALERT, day=date(2026, 2, 9), state="detente", title="later", url="https://example.test/a?b=1&c=2")
    atom.send([ALERT], {"name": "alerts.xml"}, settings)
    atom.send([later, ALERT], {"name": "alerts.xml"}, settings)
    found = feedparser.parse((settings.home / "alerts.xml").read_bytes())
    assert not found.bozo
    assert [entry.title for entry in found.entries] == ["later", ALERT.title]
    assert found.entries[0].link == later.url
    assert found.feed.updated == "2026-02-09T00:00:00Z"


def test_equal_alerts_give_an_equal_feed(settings: Settings) -> None:
    atom.send([ALERT], {"name": "one.xml"}, settings)
    atom.send([ALERT], {"name": "two.xml"}, settings)
    assert (settings.home / "one.xml").read_bytes() == (settings.home / "two.xml").read_bytes()


def test_a_file_that_is_no_feed_is_left_alone(settings: Settings) -> None:
    (settings.home / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(ExportError, match="notes"):
        atom.send([ALERT], {"name": "notes.txt"}, settings)
    assert (settings.home / "notes.txt").read_text("utf-8") == "mine"


def test_a_feed_elsewhere_is_refused(settings: Settings) -> None:
    with pytest.raises(ExportError, match="home folder"):
        atom.send([ALERT], {"name": "../alerts.xml"}, settings)
