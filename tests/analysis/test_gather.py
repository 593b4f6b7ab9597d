"""Which articles tell one event: light rewrites, other languages, and what the coder cannot read."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from analysis.coder import Coder
from analysis.commands.stories import cluster_rows, row_line
from analysis.kinship import Kinship, read_kinship
from analysis.stories.gather import Act, comparable, compare_acts, line_likeness, rarity_of
from analysis.stories.sense import read_sense
from data.actors import load_actors
from data.settings import ROOT

CATALOGS = (ROOT / "data" / "catalog",)
WIRE = "Pakistan strikes three villages in Afghanistan's Khost province, killing ten people, Kabul says"
SWAPS = (
    ("killing ten people", "ten people killed"),
    ("killing ten people", "leaving ten people dead"),
    ("three villages", "3 villages"),
    (", Kabul says", ""),
    (", Kabul says", ", according to Kabul"),
    ("strikes", "hits"),
    ("Khost province", "eastern Khost"),
    ("people", "civilians"),
    ("Pakistan strikes", "Pakistani forces strike"),
    ("killing ten", "killing at least ten"),
)
FRENCH = "Le Pakistan frappe trois villages de la province afghane de Khost : dix morts"
ARABIC = "باكستان تقصف ثلاث قرى في أفغانستان ومقتل عشرة أشخاص"
OTHER = "Pakistan and Afghanistan reopen Torkham border crossing to trade"


@pytest.fixture(scope="module")
def kinship() -> Kinship:
    return read_kinship(load_actors(CATALOGS))


def row(number: int, title: str, language: str = "en", day: str = "2025-11-25") -> dict[str, Any]:
    date = f"{day}T{number % 24:02d}:00:00+00:00"
    return {"id": f"r{number}", "lang": language, "date": date, "outlet": f"o{number}", "title": title}


def rewrites() -> list[str]:
    once = [WIRE.replace(*swap) for swap in SWAPS]
    twice = [once[n].replace(*SWAPS[(n + 3) % len(SWAPS)]) for n in range(len(SWAPS))]
    return [*once, *twice]


def clusters(rows: list[dict[str, Any]], coder: Coder, kinship: Kinship) -> dict[str, Any]:
    return {found["id"]: found["cluster"] for found in cluster_rows(rows, coder, kinship)}


def test_twenty_rewrites_and_their_tellings_in_other_languages_are_one_story(coder: Coder, kinship: Kinship) -> None:
    rows = [row(n, title) for n, title in enumerate(rewrites())]
    rows += [row(30, FRENCH, "fr"), row(31, ARABIC, "ar")]
    assert len(rows) == 22
    found = clusters(rows, coder, kinship)
    assert len(set(found.values())) == 1
    assert None not in found.values()


def test_another_deed_of_the_pair_is_another_story(coder: Coder, kinship: Kinship) -> None:
    found = clusters([row(1, WIRE), row(2, WIRE.replace(*SWAPS[0])), row(3, OTHER)], coder, kinship)
    assert found["r1"] == found["r2"]
    assert found["r3"] is None


def test_the_same_words_a_week_later_are_another_story(coder: Coder, kinship: Kinship) -> None:
    found = clusters([row(1, WIRE), row(2, WIRE, day="2025-12-02")], coder, kinship)
    assert set(found.values()) == {None}


def test_a_report_without_a_coded_act_joins_by_its_words(coder: Coder, kinship: Kinship) -> None:
    titles = (
        "Afghanistan, Pakistan: a look at the Torkham queue of trucks",
        "A look at the Torkham queue of trucks, Pakistan and Afghanistan",
    )
    assert not any(coder.code(title, "en").events for title in titles)
    found = clusters([row(n, title) for n, title in enumerate(titles)], coder, kinship)
    assert found["r0"] == found["r1"] is not None


def test_headlines_of_other_words_join_by_what_the_words_mean(coder: Coder, kinship: Kinship) -> None:
    """A capital stands for its state and one verb for another, whether or not an act is coded."""
    titles = ("Lima condemns Chad's missile strike", "Peru denounces Chadian rocket attack")
    senses = [read_sense(coder.read(title, "en")).entries for title in titles]
    assert len(senses[0].keys() & senses[1].keys()) >= 4
    words = [set(title.lower().split()) for title in titles]
    assert not words[0] & words[1]
    found = clusters([row(n, title) for n, title in enumerate(titles)], coder, kinship)
    assert found["r0"] == found["r1"] is not None


@pytest.mark.parametrize(("mark", "together"), [("", True), ("?", False)])
def test_a_question_about_a_deed_is_not_its_report(mark: str, together: bool, coder: Coder, kinship: Kinship) -> None:
    titles = ("Chad and Peru sign fishing accord in Lima", f"What Chad and Peru gain from fishing accord{mark}")
    found = clusters([row(1, titles[0]), row(2, titles[1])], coder, kinship)
    assert (found["r1"] == found["r2"] is not None) == together


def test_each_day_that_passes_speaks_for_another_event(coder: Coder, kinship: Kinship) -> None:
    days = ("2025-11-25", "2025-11-26", "2025-11-28")
    lines = [row_line(n, row(n, WIRE, day=day), coder, kinship) for n, day in enumerate(days)]
    near = comparable(lines, 3, days=3)
    assert near.all()
    alike = line_likeness(lines, near, rarity_of(lines))
    assert alike[0, 0] > alike[0, 1] > alike[0, 2]


def across_languages(shared: Path) -> list[dict[str, Any]]:
    """The briefs as reports; those of one pair and day in several languages tell one story."""
    rows = []
    for path in sorted((shared / "gold").glob("briefs.*.dev.jsonl")):
        told = (json.loads(line) for line in path.read_text("utf-8").splitlines())
        rows += [{**row, "date": row["published"], "block": "all"} for row in told if row.get("story")]
    return [{**row, "cluster": ":".join(row["story"].split(":")[:2])} for row in rows]


def load_scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_stories", shared / "tools" / "score_stories.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def test_the_bar_across_languages_holds(shared: Path, coder: Coder, kinship: Kinship) -> None:
    rows = across_languages(shared)
    assert load_scorer(shared).score(rows, clusters(rows, coder, kinship))["overall"]["cross_f1"] >= 0.50


def test_the_bars_on_lines_grouped_by_a_reader_hold(shared: Path, coder: Coder, kinship: Kinship) -> None:
    """As the scorer beside the project counts; a little below what was measured, since the coder moves them."""
    rows = [json.loads(line) for line in (shared / "gold" / "stories.dev.jsonl").read_text("utf-8").splitlines()]
    found = load_scorer(shared).score(rows, clusters(rows, coder, kinship))["overall"]
    assert found["shared_f1"] >= 0.80
    assert found["pairs_f1"] >= 0.70


def test_an_act_told_the_other_way_round_speaks_less_against_one_story_than_one_of_others() -> None:
    def act(actor: str, recipient: str) -> Act:
        return Act("ASSAULT", True, "actual", frozenset({actor}), frozenset({recipient}))

    told = act("TCD", "NER")
    same, turned, others = (
        compare_acts(told, act(*sides)) for sides in (("TCD", "NER"), ("NER", "TCD"), ("NOR", "PER"))
    )
    assert same > turned > others
