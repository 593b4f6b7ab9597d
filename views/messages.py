"""Alerts as messages to people, and the memory of which channel carried which."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from data.errors import ExportError
from data.store.base import EvidenceRow, Store
from data.whole_files import whole_file
from views.names import Names
from views.reading import top_evidence


@dataclass(frozen=True, slots=True)
class Message:
    """One alert in words, with the sentence that tells it best."""

    pair: str
    day: date
    state: str
    title: str
    sentence: str | None
    outlet: str | None
    url: str | None

    @property
    def key(self) -> str:
        """Tell this alert from others."""
        return f"{self.pair}|{self.day}|{self.state}"

    def to_json(self) -> str:
        """Write the message as one line of JSON."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps({**values, "day": self.day.isoformat()}, ensure_ascii=False)


def build_message(names: Names, pair: str, day: date, state: str, told: EvidenceRow | None) -> Message:
    """Put an alert into words."""
    words = names.words
    title = words("chart.finding", name=names.pair(pair), state=words(f"state.{state}"), day=words.day(day))
    if told is None:
        return Message(pair, day, state, title, None, None, None)
    return Message(
        pair, day, state, title, told.report.event.evidence.text[:300], names.outlet(told.report.outlet_id), told.url
    )


def read_messages(store: Store, names: Names, days: int) -> list[Message]:
    """Read the alerts of the last days of the store as messages, oldest first."""
    span = store.days()
    if span is None:
        return []
    found = []
    for alert in reversed(store.alerts(span[1] - timedelta(days=days - 1), span[1])):
        pair, day, state = str(alert["pair"]), alert["day"], str(alert["state"])
        if ">" not in pair:
            a, b = pair.split("-")
            found.append(build_message(names, pair, day, state, top_evidence(store, (a, b), day, state)))
    return found


def read_sent(path: Path) -> set[str]:
    """Read which alerts were carried; an absent or broken memory has none."""
    try:
        return set(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return set()


def keep_sent(path: Path, keys: Iterable[str]) -> None:
    """Remember which alerts were carried. Raises ExportError where that cannot be written."""
    try:
        with whole_file(path) as partial:
            partial.write_text(json.dumps(sorted(keys)), "utf-8")
    except OSError as error:
        raise ExportError(f"{path.name} cannot be written ({error.strerror}); alerts would be sent again") from error
