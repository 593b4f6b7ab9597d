"""What readers found in events drawn at random, and that the page tells it."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from readings_page import BEGIN, END, FOLDER, PAGE, Verdict, line, page, read_verdicts, wilson

ALARMS = sorted((Path(__file__).parent / "alarms").glob("*.tsv"))
READINGS = sorted(FOLDER.glob("*.tsv"))


def test_the_page_tells_every_reading() -> None:
    told = PAGE.read_text("utf-8").split(BEGIN)[1].split(END)[0]
    assert told.strip() == page().strip()


@pytest.mark.parametrize("path", READINGS, ids=lambda path: path.stem)
def test_a_reading_is_of_a_hundred_events(path: Path) -> None:
    verdicts = read_verdicts(path)
    assert len({verdict.identity for verdict in verdicts}) == len(verdicts) == 100
    assert set(Counter(verdict.archive for verdict in verdicts).values()) == {25}


@pytest.mark.parametrize("path", READINGS, ids=lambda path: path.stem)
def test_a_wrong_event_has_a_cause_and_a_right_one_none(path: Path) -> None:
    for verdict in read_verdicts(path):
        for right, cause in zip(verdict.right, verdict.causes, strict=True):
            assert right == (not cause), verdict.identity


def test_the_interval_is_wilson_s() -> None:
    low, high = wilson(80, 100)
    assert (round(low, 3), round(high, 3)) == (0.711, 0.867)
    assert wilson(0, 10)[0] == pytest.approx(0)


def test_a_line_counts_each_reader_both_and_their_agreement() -> None:
    verdicts = [
        Verdict("x:1:0", (True, True), ("", "")),
        Verdict("x:2:0", (True, False), ("", "wrong type")),
        Verdict("x:3:0", (False, False), ("other", "other")),
    ]
    assert line("x", verdicts).startswith("| x | 3 | 2 | 1 | 1 | 2 |")


@pytest.mark.parametrize("path", ALARMS, ids=lambda path: path.stem)
def test_the_page_tells_what_became_of_thirty_alarms(path: Path) -> None:
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]
    assert len({identity for identity, *_ in rows}) == len(rows) == 30
    assert all((verdict == "real") == (not cause) for _, verdict, cause in rows)
    found = Counter(verdict for _, verdict, _ in rows)
    told = f"`tests/gold/alarms/{path.name}`: {found['real']} real, {found['half']} half right, {found['wrong']} wrong"
    assert told in PAGE.read_text("utf-8")
