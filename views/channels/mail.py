"""E-mail: sends each alert as plain text through a mail server of the user's, encrypted unless it is local."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from data.errors import ExportError
from data.settings import Settings
from views.families import Channel
from views.messages import Message

PORTS = {"starttls": 587, "tls": 465, "none": 25}
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
TIMEOUT = 20


def build_mail(message: Message, options: Mapping[str, str]) -> EmailMessage:
    """Put an alert into a mail. Line breaks in a heading are refused by the library, so nothing can be smuggled in."""
    mail = EmailMessage()
    mail["Subject"] = " ".join(message.title.split())
    mail["From"], mail["To"] = options["sender"], options["to"]
    mail["Date"], mail["Message-ID"] = formatdate(), make_msgid(domain="detente.invalid")
    told = (message.sentence, message.outlet, message.url)
    mail.set_content("\n\n".join([message.title, *(part for part in told if part)]) + "\n")
    return mail


@contextmanager
def connect(options: Mapping[str, str]) -> Iterator[smtplib.SMTP]:
    """Connect to the mail server and sign in, never in the clear unless the server is this machine."""
    host, security = options["host"], options.get("security", "starttls")
    if security not in PORTS:
        raise ExportError(f"security must be one of {', '.join(PORTS)}, not {security}")
    if security == "none" and host not in LOCAL:
        raise ExportError(f"security = none is for a mail server on this machine, not for {host}")
    port = int(options.get("port") or PORTS[security])
    context = ssl.create_default_context()
    opened = (
        smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=context)
        if security == "tls"
        else smtplib.SMTP(host, port, timeout=TIMEOUT)
    )
    with opened as server:
        if security == "starttls":
            server.starttls(context=context)
        if options.get("user"):
            server.login(options["user"], os.environ.get(options.get("password_variable", ""), ""))
        yield server


def send(messages: Sequence[Message], options: Mapping[str, str], settings: Settings) -> None:  # noqa: ARG001 - the family's form
    """Send the messages. Raises ExportError where the server cannot be reached or does not take them."""
    try:
        with connect(options) as server:
            for message in messages:
                server.send_message(build_mail(message, options))
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise ExportError(f"the mail server {options['host']} did not take the alerts ({error})") from error


CHANNEL = Channel(("host", "sender", "to"), send)
