"""From archive to export by the commands: what a day showed is shown again later, and is explained to its words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from data.store import open_store
from tests.conftest import ROOT

FIRST, DAYS = date(2025, 12, 1), 45
THEN = FIRST + timedelta(days=DAYS - 1)
OUTLETS = ("Courier", "Herald", "Gazette", "Tribune")
WORDS = (
    ("Iran and the United States hold talks in Muscat", "Envoys of Iran and the United States met in Muscat."),
    ("Washington threatens Tehran with new strikes", "The United States threatened Iran with strikes."),
    ("Tehran accuses Washington of breaking its word", "Iran accused the United States of bad faith."),
)


def rows(days: Iterator[int]) -> Iterator[Mapping[str, str]]:
    for number in days:
        day = FIRST + timedelta(days=number)
        for place, outlet in enumerate(OUTLETS):
            title, summary = WORDS[(number + place) % len(WORDS)]
            stamp = f"{day}T{8 + place:02d}:00:00Z"
            told = {
                "title": f"{title} on day {number}",
                "summary": summary,
                "url": f"https://e.example/{number}/{place}",
            }
            yield {"date": stamp, "seen": stamp, "lang": "en", "outlet": outlet, **told}


def late_rows() -> Iterator[Mapping[str, str]]:
    """An attack that is dated ten days back and was seen on the day after."""
    for place, outlet in enumerate(OUTLETS):
        dated, seen = THEN - timedelta(days=10), THEN + timedelta(days=1)
        told = {"title": f"US jets bomb Iranian port, {place} killed", "summary": "The United States bombed Iran."}
        yield {"date": f"{dated}T08:00:00Z", "seen": f"{seen}T08:00:00Z", "lang": "en", "outlet": outlet, **told,
               "url": f"https://e.example/late/{place}"}  # fmt: skip


def call(home: Path, *command: str) -> str:
    environment = {"DETENTE_HOME": str(home), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def add(home: Path, name: str, lines: Iterator[Mapping[str, str]]) -> None:
    path = home / name
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    call(home, "ingest", "import", str(path))
    call(home, "analysis", "run")


def exports(home: Path) -> dict[str, bytes]:
    """Give the files of a pair as of the day, and its series."""
    out = home / "out"
    out.mkdir(exist_ok=True)
    formats = "csv,svg,xlsx,ics"
    call(home, "views", "export", "--pair", "USA-IRN", "--as-of", THEN.isoformat(), "--format", formats, "--lang", "en",
         "--out", str(out))  # fmt: skip
    found = {path.suffix: path.read_bytes() for path in out.iterdir()}
    series = call(home, "analysis", "series", "USA-IRN", "--as-of", THEN.isoformat())
    return {**found, "series": series.encode()}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("known")
    add(home, "first.jsonl", rows(iter(range(DAYS))))
    return home


def explained(home: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        call(home, "analysis", "explain", "USA-IRN", THEN.isoformat(), "--json", "--top", "1000000")
    )
    return found


def test_check_107_a_value_is_taken_apart_completely_to_sentences_and_rules(known: Path) -> None:
    found = explained(known)
    parts, index = found["parts"], found["index"]
    assert found["parts_total"] == len(parts) > 20
    assert sum(p["share"] for p in parts if p["share"] > 0) == pytest.approx(found["fast_conflict"], abs=1e-12)
    assert -sum(p["share"] for p in parts if p["share"] < 0) == pytest.approx(found["fast_cooperation"], abs=1e-12)
    today = [part["share"] for part in parts if part["day"] == THEN.isoformat()]
    assert sum(share for share in today if share > 0) == pytest.approx(index["conflict"], abs=1e-6)
    assert -sum(share for share in today if share < 0) == pytest.approx(index["cooperation"], abs=1e-6)
    with open_store(f"sqlite:///{known / 'detente.sqlite'}", read_only=True) as store:
        texts = {s.article.url: s.article.text for batch in store.articles_to_analyse("none") for s in batch}
        stories = {story.story_id for story in store.stories()}
    for part in parts:
        assert part["sentence"] in texts[part["url"]]
        assert part["rules"]
        assert part["story_id"] in stories


def test_check_45_a_backdated_report_revises_and_changes_nothing_that_was_known(known: Path) -> None:
    before = exports(known)
    assert len(before) == 5
    add(known, "later.jsonl", late_rows())
    add(known, "more.jsonl", rows(iter(range(DAYS, DAYS + 3))))
    now = call(known, "analysis", "series", "USA-IRN")
    assert now.splitlines()[-1].startswith((THEN + timedelta(days=3)).isoformat())
    assert exports(known) == before
