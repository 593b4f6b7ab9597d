"""French grammar that decides who does what to whom, on sentences of our own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from analysis.coder import Coder

CATALOG = Path(__file__).resolve().parents[2] / "data" / "catalog"
PUBLISHED = datetime(2026, 3, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder([CATALOG])


def told(coder: Coder, text: str) -> set[tuple[str, str, str, str]]:
    """Give the events of a text as (actors, recipients, quad, status)."""
    events = coder.code(text, "fr", PUBLISHED).events
    return {("+".join(e.actor), "+".join(e.recipient), e.quad, e.status) for e in events}


@pytest.mark.parametrize(
    "text",
    [
        "Un brasseur japonais quitte le Myanmar.",
        "L'Américain John Doe, poursuivi pour fraude, critique la Suisse.",
        "Deux Britanniques attaquent la France en justice.",
        "L'ancien président du conseil italien défend la Grèce.",
        "Le patriarche de Moscou accuse le Vatican.",
        "En visite au Kenya et en Ouganda, Jane Roe plaide pour les forêts.",
        "La rencontre de vents secs venus de France et d'Espagne apporte des orages.",
        "Le tournoi oppose la Norvège à la Suède : les Norvégiens attaquent d'emblée.",
        "La presse allemande s'inquiète pour la Grèce.",
        "La Norvège n'est plus le premier fournisseur de gaz : les ménages belges s'approvisionnent ailleurs.",
    ],
)
def test_persons_firms_and_places_are_no_parties(coder: Coder, text: str) -> None:
    assert told(coder, text) == set()


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Athènes rejette le tracé maritime présenté par Tripoli.",
            ("GRC", "LBY", "verbal_conflict", "actual"),
        ),
        (
            "L'Iran dénonce une « violation flagrante » de sa souveraineté par les États-Unis.",
            ("IRN", "USA", "verbal_conflict", "actual"),
        ),
        (
            "En avril, une frappe israélienne avait détruit un dépôt iranien.",
            ("ISR", "IRN", "material_conflict", "actual"),
        ),
        (
            "Un raid de l'armée éthiopienne contre un dépôt d'armes de l'Érythrée a fait dix morts.",
            ("ETH", "ERI", "material_conflict", "actual"),
        ),
        (
            "La Hongrie soutient la Serbie face aux pressions américaines.",
            ("HUN", "SRB", "verbal_cooperation", "actual"),
        ),
        (
            "Le Kenya exclut de négocier avec la Somalie.",
            ("KEN", "SOM", "verbal_conflict", "actual"),
        ),
        (
            "Le Pérou, la Bolivie et le Chili ont exhorté l'Argentine à rouvrir son marché.",
            ("PER+BOL+CHL", "ARG", "verbal_conflict", "actual"),
        ),
        (
            "La Suède cède aux exigences de la Turquie.",
            ("SWE", "TUR", "verbal_cooperation", "actual"),
        ),
    ],
)
def test_grammar_finds_the_parties(coder: Coder, text: str, event: tuple[str, str, str, str]) -> None:
    assert event in told(coder, text)


@pytest.mark.parametrize(
    "text",
    [
        "Kampala condamné à payer des réparations au Congo.",
        "La Finlande redoute le gaz que réclame la Pologne.",
        "Après le Portugal, une tempête menace l'Espagne.",
        "Oslo tient une conférence face à la menace russe.",
        "L'Irlande vise à réduire ses émissions comme la France.",
        "Le Mexique, selon la demande d'asile d'un Cubain, devra juger.",
    ],
)
def test_names_near_an_event_word_are_no_parties(coder: Coder, text: str) -> None:
    assert told(coder, text) == set()


def test_a_pronoun_is_who_acted_before(coder: Coder) -> None:
    text = "Le président sénégalais a critiqué le Mali. Il a menacé Bamako de sanctions."
    assert ("SEN", "MLI", "verbal_conflict", "actual") in told(coder, text)
    assert sum(event.event_type == "THREATEN" for event in coder.code(text, "fr", PUBLISHED).events) == 1


def test_a_relative_clause_tells_of_the_name_before_it(coder: Coder) -> None:
    text = "La Lituanie salue la Moldavie, qui accuse la Russie de chantage."
    assert ("MDA", "RUS", "verbal_conflict", "actual") in told(coder, text)
    assert ("LTU", "RUS", "verbal_conflict", "actual") not in told(coder, text)


def test_a_case_that_may_come_is_hypothetical(coder: Coder) -> None:
    found = told(coder, "La Chine promet son aide en cas d'attaque de l'Inde contre le Népal.")
    assert all(status != "actual" for actor, _, quad, status in found if (actor, quad) == ("IND", "material_conflict"))
