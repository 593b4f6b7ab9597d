"""Which of what the grammar finds in a labelled passage is right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.coder import Coder
from analysis.passages import Label, is_right, read_labels, read_passages
from data.errors import CatalogError
from data.model import Event
from tests.analysis.worlds import report

TYPES = frozenset({"ASSAULT", "CONSULT", "SUPPORT"})


def event(**changes: object) -> Event:
    return replace(report(1, 1, "ASSAULT", "A title", actor="IRN", recipient="ISR").event, **changes)  # type: ignore[arg-type]


def test_a_cell_tells_events_in_order() -> None:
    assert list(read_labels("IRN>ISR,USA ASSAULT denied; ISR>USA CONSULT planned", TYPES)) == [
        Label(frozenset({"IRN"}), frozenset({"ISR", "USA"}), "ASSAULT", "denied"),
        Label(frozenset({"ISR"}), frozenset({"USA"}), "CONSULT", "planned"),
    ]


@pytest.mark.parametrize("cell", ["-", "", " - "])
def test_a_dash_tells_nothing(cell: str) -> None:
    assert list(read_labels(cell, TYPES)) == []


@pytest.mark.parametrize("cell", ["IRN ASSAULT actual", "IRN>ISR WAVE actual", "IRN>ISR ASSAULT perhaps", "IRN>ISR"])
def test_a_wrong_cell_names_its_line(cell: str, tmp_path: Path) -> None:
    path = tmp_path / "passages.tsv"
    path.write_text(f"events\ttext\n-\tNothing.\n{cell}\tSomething.\n", "utf-8")
    with pytest.raises(CatalogError, match=r"passages\.tsv:3.*not an event"):
        list(read_passages(path, TYPES))


def test_what_may_also_be_read_stands_apart(tmp_path: Path) -> None:
    path = tmp_path / "passages.tsv"
    path.write_text("events\ttext\nIRN>ISR ASSAULT actual | ISR>IRN ASSAULT historical\tHead // Lead.\n", "utf-8")
    (passage,) = read_passages(path, TYPES)
    assert (passage.text, len(passage.told), len(passage.also)) == ("Head\n\nLead.", 1, 1)


@pytest.mark.parametrize(
    ("changes", "right"),
    [
        ({}, True),
        ({"recipient": ("ISR", "USA")}, True),
        ({"recipient": ("ISR", "USA", "FRA")}, False),
        ({"actor": ("ISR",), "recipient": ("IRN",)}, False),
        ({"status": "planned"}, False),
        ({"quad": "verbal_conflict"}, False),
    ],
)
def test_sides_direction_class_and_status_must_be_right(coder: Coder, changes: dict[str, object], right: bool) -> None:
    label = Label(frozenset({"IRN"}), frozenset({"ISR"}), "ASSAULT", "actual")
    assert is_right(event(**changes), (label,), coder.ontology) is right


def test_what_both_do_has_no_direction(coder: Coder) -> None:
    label = Label(frozenset({"ISR"}), frozenset({"IRN"}), "CONSULT", "actual")
    assert is_right(event(event_type="CONSULT", quad="verbal_cooperation"), (label,), coder.ontology)
