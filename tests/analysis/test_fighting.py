"""Clashes, ultimatums, aimed weapons and struck shipments in English, on sentences of our own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from analysis.coder import Coder

PUBLISHED = datetime(2026, 3, 10, tzinfo=UTC)


def told(coder: Coder, text: str) -> set[tuple[str, str, str]]:
    """Give the events of a text as (actors, recipients, type)."""
    events = coder.code(text, "en", PUBLISHED).events
    return {("+".join(e.actor), "+".join(e.recipient), e.event_type) for e in events}


@pytest.mark.parametrize(
    "text",
    [
        "Three soldiers killed in a Chad-Niger border clash",
        "Clashes flare up on the Chad-Niger border",
        "An exchange of fire along the Chad-Niger border wounds two",
        "Chad\u2013Niger border clashes: market burns",
        "A deadly clash broke out on the border between Chad and Niger",
    ],
)
def test_fighting_with_both_names_joined_is_between_the_two(coder: Coder, text: str) -> None:
    assert ("TCD", "NER", "ASSAULT") in told(coder, text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Chad's troops clash with Niger's army", ("TCD", "NER", "ASSAULT")),
        ("Macron clashes with Trump at the summit", ("FRA", "USA", "ACCUSE")),
        ("Chad and Peru clash over fishing rights", ("TCD", "PER", "ACCUSE")),
        ("Chad locks its radar on a Norwegian plane", ("TCD", "NOR", "MOBILIZE")),
        ("Norway says Chad aimed lasers at Norwegian pilots", ("TCD", "NOR", "MOBILIZE")),
        ("Norway gives Chad 48 hours to leave the islands", ("NOR", "TCD", "THREATEN")),
        ("Norway backs a call for Chad to leave", ("NOR", "TCD", "REQUEST")),
        ("Norway and Chad plan a joint task force against smugglers", ("NOR", "TCD", "COOPERATE")),
        ("Norway seizes an arms shipment from Chad", ("NOR", "TCD", "COERCE")),
        ("Chadian jets hit an aid convoy in Niger", ("TCD", "NER", "ASSAULT")),
    ],
)
def test_who_fights_presses_and_joins_whom(coder: Coder, text: str, event: tuple[str, str, str]) -> None:
    assert event in told(coder, text)


@pytest.mark.parametrize(
    "text",
    [
        "Norway seizes an arms shipment from Chad",
        "Norway bombs a port in Peru over a shipment of weapons from Chad",
        "Chadian jets hit an aid convoy in Niger",
    ],
)
def test_what_is_seized_or_struck_is_no_aid(coder: Coder, text: str) -> None:
    assert "AID" not in {kind for *_, kind in told(coder, text)}


def test_whom_a_row_is_with_suffers_nothing_else(coder: Coder) -> None:
    assert told(coder, "Norway withdraws its ships amid a row with Chad") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Four killed in a Chadian raid in Niger",
        "Chadian shelling kills two herders, Niger says",
        "Niger vows to answer after Chad strikes kill six",
        "Five wounded in Chadian drone attack: Niger's army",
    ],
)
def test_whom_a_blow_befell_is_the_other_state_that_is_named(coder: Coder, text: str) -> None:
    assert ("TCD", "NER", "ASSAULT") in told(coder, text)


@pytest.mark.parametrize(
    "text",
    [
        "Two sailors killed in Chad attack, Peru says",  # where, not by whom
        "Chadian raid kills four, Niger and Peru say",  # either may be meant
        "Chadian air strike kills four, the United Nations says",
    ],
)
def test_a_blow_befalls_nobody_where_that_is_not_told(coder: Coder, text: str) -> None:
    assert not {e for e in told(coder, text) if e[0] == "TCD" and e[2] == "ASSAULT"}


def test_clashes_of_others_are_none_of_a_leader_who_is_named_with_them(coder: Coder) -> None:
    found = told(coder, "Trump to step in amid renewed Chad-Niger clashes")
    assert {code for sides in found for code in sides[:2]} == {"TCD", "NER"}


def test_whoever_is_named_first_in_a_fight_both_fight(coder: Coder) -> None:
    one, other = (told(coder, text) for text in ("Chad-Niger clashes go on", "Niger-Chad clashes go on"))
    assert one == other == {("TCD", "NER", "ASSAULT"), ("NER", "TCD", "ASSAULT")}
