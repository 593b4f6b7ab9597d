"""Corrections are laid over evidence, never over another event, and can be measured with."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.commandline import main
from data.store import open_store
from data.store.base import EvidenceQuery, EvidenceRow
from data.store.desk import Author, Correction, add_correction
from views.commands.corrections import COMMAND
from views.corrections import correct, gold_lines, key_of, write_event

NOW = datetime(2026, 2, 6, 9, tzinfo=UTC)
QUERY = EvidenceQuery(pair=("USA", "IRN"), event_type="THREATEN", limit=3)


@pytest.fixture
def rows(demo_path: Path) -> list[EvidenceRow]:
    with open_store(f"sqlite:///{demo_path}", read_only=True) as store:
        return store.evidence(QUERY)


def run(*options: str) -> int:
    return main("views", "", {"corrections": COMMAND}, ["corrections", *options])


def correction(row: EvidenceRow, kind: str, proposed: str = "") -> Correction:
    event = row.report.event
    return Correction(
        key_of(row), event.evidence.text, write_event(event), "", Author("Amira"), NOW, kind, proposed, "en", number=1
    )


@pytest.mark.parametrize("kind", ["not_event", "duplicate"])
def test_what_is_no_event_of_its_own_is_left_out(rows: list[EvidenceRow], kind: str) -> None:
    assert correct(rows, [correction(rows[0], kind)]) == rows[1:]


def test_an_event_reads_as_corrected(rows: list[EvidenceRow]) -> None:
    found = correct(rows, [correction(rows[0], "class", "IRN>USA AGREE planned")])
    event = found[0].report.event
    assert (event.actor, event.recipient, event.event_type, event.status) == (("IRN",), ("USA",), "AGREE", "planned")
    assert event.quad == "verbal_cooperation"
    assert event.score > 0
    assert found[1:] == rows[1:]


@pytest.mark.parametrize(
    "changes",
    [
        {"withdrawn_at": NOW},
        {"sentence": "Something else."},
        {"coded": "FRA>DZA CONSULT actual"},
        {"kind": "other"},
        {"kind": "class", "proposed": "IRN>USA JOKE actual"},
    ],
)
def test_a_correction_that_does_not_fit_does_nothing(rows: list[EvidenceRow], changes: dict[str, object]) -> None:
    assert correct(rows, [replace(correction(rows[0], "not_event"), **changes)]) == rows


def test_the_newest_correction_counts(rows: list[EvidenceRow]) -> None:
    newest_first = [correction(rows[0], "status", "USA>IRN THREATEN denied"), correction(rows[0], "not_event")]
    assert correct(rows, newest_first)[0].report.event.status == "denied"


def test_the_command_writes_lines_of_the_measuring_sets(
    home: Path, rows: list[EvidenceRow], capsys: pytest.CaptureFixture[str]
) -> None:
    made = [correction(rows[0], "status", "USA>IRN THREATEN planned"), correction(rows[1], "other")]
    for one in made:
        add_correction(home / "desk.sqlite", one)
    assert run() == 0
    (line,) = [json.loads(text) for text in capsys.readouterr().out.splitlines()]
    assert line["title"] == rows[0].report.event.evidence.text
    assert line["events"] == [
        {"source": ["USA"], "target": ["IRN"], "type": "THREATEN", "quad": "verbal_conflict", "status": "planned"}
    ]
    assert run("--out", str(home / "lines.jsonl")) == 0
    assert json.loads((home / "lines.jsonl").read_text("utf-8")) == line


def test_a_line_without_an_event_says_so(rows: list[EvidenceRow]) -> None:
    assert json.loads(gold_lines([correction(rows[0], "not_event")]))["events"] == []
