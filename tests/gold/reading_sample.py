"""Draw events to be judged by readers: `python tests/gold/reading_sample.py COMMIT > sample.jsonl`.

Twenty-five events from each of four archives beside the project, drawn by a seed made of the commit that is judged, so
that nobody chooses what is read. A line has an id (archive, line number, event number), the sentence and the event.
Readers answer apart, without seeing each other's verdicts; `readings/` keeps the verdicts by id, without any text.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from analysis.coder import Coder  # noqa: E402 - the path must be set first
from data.model import Event  # noqa: E402

ARCHIVES = ("world-headlines-en", "wires-en", "lemonde-fr", "saudinews-ar")
EACH = 25


def read_lines(archive: str) -> list[dict[str, Any]]:
    files = sorted((ROOT.parent / "shared" / "archive" / archive).glob("*.jsonl.gz"))
    return [json.loads(line) for file in files for line in gzip.open(file, "rt", encoding="utf-8")]


def code_line(coder: Coder, row: dict[str, Any]) -> tuple[Event, ...]:
    text = row["title"] + (f"\n\n{row['summary']}" if row.get("summary") else "")
    return coder.code(text, row["lang"], datetime.fromisoformat(row["date"])).events


def draw(coder: Coder, archive: str, seed: str) -> Iterator[dict[str, Any]]:
    """Draw lines in random order until enough of them hold an event; take one event of each."""
    rows = list(enumerate(read_lines(archive)))
    dice = random.Random(f"{seed} {archive}")  # noqa: S311 - a draw that anybody can repeat
    dice.shuffle(rows)
    found = 0
    for number, row in rows:
        events = code_line(coder, row)
        if not events:
            continue
        place = dice.randrange(len(events))
        yield render(f"{archive}:{number}:{place}", events[place], row["date"][:10])
        found += 1
        if found == EACH:
            return


def render(identity: str, event: Event, published: str) -> dict[str, Any]:
    return {
        "id": identity,
        "published": published,
        "sentence": event.evidence.text,
        "actor": event.actor,
        "recipient": event.recipient,
        "type": event.event_type,
        "quad": event.quad,
        "status": event.status,
    }


if __name__ == "__main__":
    shared_coder = Coder((ROOT / "data" / "catalog",))
    for name in ARCHIVES:
        for line in draw(shared_coder, name, sys.argv[1]):
            print(json.dumps(line, ensure_ascii=False))
