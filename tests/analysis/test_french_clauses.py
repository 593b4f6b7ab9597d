"""Long French sentences: asides, what goes on behind them, and words whose speaker stands behind the verb."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from analysis.coder import Coder

CATALOG = Path(__file__).resolve().parents[2] / "data" / "catalog"
PUBLISHED = datetime(2026, 2, 6, 9, 0, tzinfo=UTC)
Told = tuple[str, str, str]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder([CATALOG])


def tell(coder: Coder, text: str) -> set[Told]:
    events = coder.code(text, "fr", PUBLISHED).events
    return {("+".join(e.actor), "+".join(e.recipient), e.event_type) for e in events}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tunis, qui avait longtemps gardé le silence, accuse Rome d'ingérence.", ("TUN", "ITA", "ACCUSE")),
        ("Lima, dont la frontière reste calme, a condamné les propos du Chili.", ("PER", "CHL", "ACCUSE")),
        (
            "Après la mort d'un pêcheur, dont la famille réclame justice, Oslo a menacé Reykjavik.",
            ("NOR", "ISL", "THREATEN"),
        ),
        ("Athènes, qui a perdu un navire, est accusée par Ankara de mentir.", ("TUR", "GRC", "ACCUSE")),
        ("Au terme de deux jours à Genève, Oslo et Stockholm ont signé un accord.", ("NOR", "SWE", "AGREE")),
        ("Accra doit retirer ses troupes, a menacé le président togolais.", ("TGO", "GHA", "THREATEN")),
        (
            "« Nous frapperons », a prévenu le chef de l'armée thaïlandaise, à l'adresse de Phnom Penh.",
            ("THA", "KHM", "THREATEN"),
        ),
    ],
)
def test_a_statement_goes_on_behind_an_aside(coder: Coder, text: str, expected: Told) -> None:
    assert expected in tell(coder, text)


def test_who_is_quoted_answers_whom_the_sentence_before_told_of(coder: Coder) -> None:
    told = tell(coder, "Lima accuse Quito d'espionnage. « Pure invention », a rétorqué le ministre équatorien.")
    assert ("ECU", "PER", "REJECT") in told


def test_a_verb_of_answering_alone_tells_no_event(coder: Coder) -> None:
    assert tell(coder, "Lima a rétorqué que Quito avait une belle place.") == set()


def test_a_name_of_an_aside_does_not_act_in_what_goes_on(coder: Coder) -> None:
    told = tell(coder, "Oslo, que Berlin avait soutenu, a condamné les propos de Madrid.")
    assert ("NOR", "ESP", "ACCUSE") in told
    assert not any(actor == "DEU" and event == "ACCUSE" for actor, _, event in told)
