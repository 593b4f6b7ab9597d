"""Webhook: posts each alert as JSON to an address of the user's, through the guarded client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.errors import ExportError
from data.settings import Settings
from ingest.net import GuardedClient
from views.families import Channel
from views.messages import Message

HEADERS = {"Content-Type": "application/json; charset=utf-8"}


def send(messages: Sequence[Message], options: Mapping[str, str], settings: Settings) -> None:
    """Post the messages. Raises FetchError, or ExportError where the address does not take them."""
    client = GuardedClient(settings.user_agent, settings.allow_private_hosts)
    for message in messages:
        reply = client.post(options["url"], message.to_json().encode(), HEADERS)
        if not 200 <= reply.status < 300:
            raise ExportError(f"the webhook answered with status {reply.status}")


CHANNEL = Channel(("url",), send)
