"""File: appends each alert as a line of JSON to a file under the home folder, for other programs to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.errors import ExportError
from data.settings import Settings
from views.families import Channel
from views.messages import Message


def send(messages: Sequence[Message], options: Mapping[str, str], settings: Settings) -> None:
    """Append the messages. Raises ExportError where the file lies elsewhere or cannot be written."""
    path = (settings.home / options["name"]).resolve()
    if path.parent != settings.home.resolve():
        raise ExportError(f"the file {options['name']} must lie in the home folder itself")
    try:
        with path.open("a", encoding="utf-8") as lines:
            lines.writelines(f"{message.to_json()}\n" for message in messages)
    except OSError as error:
        raise ExportError(f"{path.name} cannot be written: {error.strerror}") from error


CHANNEL = Channel(("name",), send)
