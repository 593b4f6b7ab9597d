"""French grammar that decides who does what to whom, on sentences of our own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from analysis.coder import Coder

PUBLISHED = datetime(2026, 3, 10, tzinfo=UTC)


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


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Le Pérou rompt ses pourparlers avec le Chili, accusé de duplicité.", "PER>CHL verbal_conflict actual"),
        ("Le Tchad promet de riposter si le Soudan viole la frontière.", "TCD>SDN verbal_conflict actual"),
        ("Le Ghana promet une riposte rapide et ferme au Togo.", "GHA>TGO verbal_conflict actual"),
        ("Les ministres péruvien et chilien sont attendus lundi en Bolivie.", "PER+CHL>BOL verbal_cooperation planned"),
        ("Lima rappelle à son tour ses ambassadeurs au Chili et au Brésil.", "PER>CHL+BRA material_conflict actual"),
        (
            "Oslo modernise ses vieilles écoles primaires, Nairobi refuse une offre de la Zambie.",
            "KEN>ZMB verbal_conflict actual",
        ),
        ("Le Kenya renforce ses troupes autour de l'Ouganda.", "KEN>UGA material_conflict actual"),
        ("Nairobi reste très sceptique quant aux intentions de la Zambie.", "KEN>ZMB verbal_conflict actual"),
    ],
)
def test_grammar_finds_parties_further_off(coder: Coder, text: str, event: str) -> None:
    assert event in {f"{a}>{r} {quad} {status}" for a, r, quad, status in told(coder, text)}


@pytest.mark.parametrize(
    "text",
    [
        "Le président iranien a demandé à Abbas Araghchi de dialoguer avec le Togo.",
        "La Norvège veut déployer des troupes en Europe.",
        "Le Chili se plaint auprès du Pérou des pluies.",
        "Le Kenya accueille une réunion sur la Somalie.",
        "L'importance du dialogue entre la Norvège et la Suède.",
        "La Guadeloupe rénove ses vieilles écoles, la Nouvelle-Calédonie repousse un impôt.",
    ],
)
def test_places_topics_and_those_told_are_no_recipients(coder: Coder, text: str) -> None:
    verbal = {event for event in told(coder, text) if event[3] in {"actual", "planned"}}
    assert verbal == set()


def test_a_capital_behind_talks_is_where_they_were_held(coder: Coder) -> None:
    found = told(coder, "Le ministre chilien condamne les pourparlers de Lima avec le Brésil.")
    assert all("PER" not in recipient for _, recipient, _, _ in found)


def test_a_threat_of_force_is_for_the_other_of_two(coder: Coder) -> None:
    found = told(coder, "Le Tchad accuse le Soudan de pillage. N'Djamena menace de frapper des dépôts.")
    assert sum(e == ("TCD", "SDN", "verbal_conflict", "actual") for e in found) == 1
    events = coder.code(
        "Le Tchad accuse le Soudan de pillage. N'Djamena menace de frapper des dépôts.", "fr", PUBLISHED
    )
    assert {event.event_type for event in events.events} == {"ACCUSE", "THREATEN"}


def test_a_case_that_may_come_is_hypothetical(coder: Coder) -> None:
    found = told(coder, "La Chine promet son aide en cas d'attaque de l'Inde contre le Népal.")
    assert all(status != "actual" for actor, _, quad, status in found if (actor, quad) == ("IND", "material_conflict"))
