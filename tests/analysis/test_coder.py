"""The whole path on small texts, in the shipped languages and in one that only a temporary catalogue knows."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.coder import Coder
from data.model import Event

CATALOG = Path(__file__).resolve().parents[2] / "data" / "catalog"
PUBLISHED = datetime(2026, 2, 6, 9, 0, tzinfo=UTC)


def tell(event: Event) -> tuple[str, str, str, str]:
    return "+".join(event.actor), "+".join(event.recipient), event.event_type, event.status


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Israel bombed Lebanon on Thursday.", ("ISR", "LBN", "ASSAULT", "actual")),
        ("en", "Lebanon was bombed by Israel.", ("ISR", "LBN", "ASSAULT", "actual")),
        ("en", "The European Union lifted sanctions on Syria.", ("IGO:EU", "SYR", "RETREAT", "actual")),
        ("en", "The United States imposed sanctions on Russia.", ("USA", "RUS", "SANCTION", "actual")),
        ("en", "France rejected a ceasefire offer from Germany.", ("FRA", "DEU", "REJECT", "actual")),
        ("en", "Iran threatened to strike Israel.", ("IRN", "ISR", "THREATEN", "actual")),
        ("en", "Talks between Egypt and Turkey were cancelled.", ("EGY", "TUR", "CONSULT", "cancelled")),
        ("fr", "Frappes iraniennes sur Israël : trois blessés.", ("IRN", "ISR", "ASSAULT", "actual")),
        ("fr", "La Tunisie a condamné mardi les propos de l'Italie.", ("TUN", "ITA", "ACCUSE", "actual")),
        ("fr", "Le Pakistan a rouvert son espace aérien à l'Inde.", ("PAK", "IND", "RETREAT", "actual")),
        ("ar", "قصفت إسرائيل لبنان.", ("ISR", "LBN", "ASSAULT", "actual")),
        ("ar", "رفع الاتحاد الأوروبي العقوبات عن سوريا.", ("IGO:EU", "SYR", "RETREAT", "actual")),
        ("ar", "أُسقطت مسيّرة أميركية بصاروخ إيراني.", ("IRN", "USA", "ASSAULT", "actual")),
        ("ar", "طُرد دبلوماسيون سعوديون من طهران.", ("IRN", "SAU", "SANCTION", "actual")),
        ("ar", "أعلنت كوريا الشمالية إسقاط طائرة يابانية.", ("PRK", "JPN", "ASSAULT", "actual")),
        ("ar", "استدعت الخارجية البولندية السفير الروسي.", ("POL", "RUS", "ACCUSE", "actual")),
        ("ar", "من المقرر أن يلتقي وزير الطاقة الجزائري نظيره الروسي.", ("DZA", "RUS", "CONSULT", "planned")),
        ("ar", "كانت الجزائر قد سحبت سفيرها من نيامي.", ("DZA", "NER", "SANCTION", "historical")),
        ("ar", "قد تقصف إسرائيل لبنان.", ("ISR", "LBN", "ASSAULT", "hypothetical")),
        ("ar", "اتهمت كابول إسلام آباد بانتهاك أجوائها.", ("AFG", "PAK", "ACCUSE", "actual")),
    ],
)
def test_a_plain_statement_is_read(coder: Coder, language: str, text: str, expected: tuple[str, ...]) -> None:
    assert [tell(e) for e in coder.code(text, language, PUBLISHED).events] == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The football coach praised the striker after Brazil attacked Spain's goal in the World Cup."),
        ("en", "Rain is expected across Ireland and Wales."),
        ("fr", "Le musée du Louvre accueille une exposition."),
        ("ar", "هاجم منتخب إيران مرمى مصر في المباراة."),
    ],
)
def test_what_is_no_act_between_states_is_left_empty(coder: Coder, language: str, text: str) -> None:
    assert coder.code(text, language, PUBLISHED).events == ()


def test_a_weekday_is_resolved_against_publication(coder: Coder) -> None:
    (event,) = coder.code("Israel bombed Lebanon on Thursday.", "en", PUBLISHED).events
    assert event.day is not None
    assert event.day.isoformat() == "2026-02-05"


def test_an_unknown_language_gives_a_reason(coder: Coder) -> None:
    assert coder.code("abc", "xx").reason == "unknown_language"
    assert coder.code("", None).reason == "unknown_language"


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(max_size=300)
    | st.lists(
        st.sampled_from(
            [
                "Iran",
                "Israel",
                "struck",
                "İ",
                "talks",
                "with",
                "not",
                "by",
                "\u200b",
                "?",
                ".",
                ":",
                "قصفت",
                "ّ",
                "وإيران",
                "é",
            ]
        )
    ).map(" ".join),
    language=st.sampled_from(["en", "fr", "ar"]),
)
def test_any_text_is_coded_and_evidence_is_a_slice_of_it(text: str, language: str) -> None:
    for event in SHARED_CODER.code(text, language, PUBLISHED).events:
        assert text[event.evidence.start : event.evidence.end] == event.evidence.text
        assert event.actor
        assert not set(event.actor) & set(event.recipient)
        assert 0 < event.confidence <= 1


SHARED_CODER = Coder([CATALOG])


def test_given_words_need_not_be_known_actors(coder: Coder) -> None:
    coded = coder.code("The rebels attacked the army base.", "en", given=("the  REBELS", "the army"))
    assert [(e.actor, e.recipient, e.event_type) for e in coded.events] == [((), (), "ASSAULT")]


def test_a_new_language_is_only_data(tmp_path: Path) -> None:
    folder = tmp_path / "languages" / "qq"
    folder.mkdir(parents=True)
    shutil.copytree(CATALOG / "ontology", tmp_path / "ontology")
    shutil.copytree(CATALOG / "actors", tmp_path / "actors")
    (folder / "language.toml").write_text('name = "Toy"\n[grammar]\norder = "svo"\n', "utf-8")
    (folder / "cues.tsv").write_text("type\tmode\tpos\tflags\tforms\nASSAULT\t\tv\t\tbonk{o,a}\n", "utf-8")
    (folder / "words.tsv").write_text("class\tpos\tflags\tforms\nnot\t\t\tnub\n", "utf-8")
    rows = ["code\tform\tkind\tflags\tsource", "FRA\tFrala\tname\t\town", "DEU\tDexo\tname\t\town"]
    (folder / "actors.tsv").write_text("\n".join(rows) + "\n", "utf-8")
    toy = Coder([tmp_path])
    assert [tell(e) for e in toy.code("Frala bonko Dexo.", "qq").events] == [("FRA", "DEU", "ASSAULT", "actual")]
    assert [tell(e) for e in toy.code("Frala nub bonka Dexo.", "qq").events] == [("FRA", "DEU", "ASSAULT", "denied")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A circumstance in front does not lend its time or its parties to the statement behind the comma.
        ("Dix ans après, Washington sanctionne Téhéran.", [("USA", "IRN", "SANCTION", "actual")]),
        (
            "En déplacement à Islamabad, le président iranien a refusé toute discussion avec Washington.",
            [("IRN", "PAK", "CONSULT", "actual"), ("IRN", "USA", "REJECT", "actual")],
        ),
        ("En visite à Alger, Emmanuel Macron a longuement parlé.", [("FRA", "DZA", "CONSULT", "actual")]),
        # A participle that describes what is given, lifted or struck is no event of its own.
        ("Doha libère des avoirs iraniens gelés.", [("QAT", "IRN", "RETREAT", "actual")]),
        # What was only announced is called off, not ended.
        ("L'attaque américaine programmée contre l'Iran est suspendue.", [("USA", "IRN", "ASSAULT", "cancelled")]),
        # "Both" stands for the two named before, with no name beside it.
        (
            "L'Iran et Israël sont voisins. Les deux pays s'accusent mutuellement.",
            [("IRN", "ISR", "ACCUSE", "actual"), ("ISR", "IRN", "ACCUSE", "actual")],
        ),
        # A new subject behind a comma, with an auxiliary before its verb.
        (
            "Paris sanctionne Moscou, la Suède va aider l'Ukraine.",
            [("FRA", "RUS", "SANCTION", "actual"), ("SWE", "UKR", "AID", "planned")],
        ),
        ("Le Maroc et l'Algérie ont échangé des prisonniers.", [("MAR", "DZA", "RETREAT", "actual")]),
        ("Un missile iranien est tombé dimanche en Israël.", [("IRN", "ISR", "ASSAULT", "actual")]),
        # A leader is no place, so the two can be meant by what follows.
        (
            "Macron écrit à Vladimir Poutine. Les deux présidents doivent s'entretenir vendredi.",
            [("FRA", "RUS", "CONSULT", "planned")],
        ),
        # A go-between consults both sides and is no side.
        (
            "Téhéran et Washington se sont entendus, par l'intermédiaire d'Islamabad.",
            [("IRN", "USA", "AGREE", "actual"), ("PAK", "IRN+USA", "CONSULT", "actual")],
        ),
        ("Khamenei tué dans des bombardements américains.", [("USA", "IRN", "ASSAULT", "actual")]),
        ("Le Koweït a été la cible de missiles iraniens.", [("IRN", "KWT", "ASSAULT", "actual")]),
        ("Islamabad a prolongé jusqu'au 24 juin ses sanctions contre l'Inde.", [("PAK", "IND", "SANCTION", "actual")]),
        (
            "L'Algérie rappelle ses ambassadeurs au Mali et au Niger.",
            [("DZA", "MLI+NER", "SANCTION", "actual")],
        ),
        ("Paris rencontrera Alger en mai.", [("FRA", "DZA", "CONSULT", "planned")]),
    ],
)
def test_french_grammar(coder: Coder, text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert [tell(e) for e in coder.code(text, "fr", PUBLISHED).events] == expected


def test_a_word_that_a_longer_phrase_runs_over_is_still_read(coder: Coder) -> None:
    # "a l" begins a preposition written with an accent; the verb that it runs into must not be lost.
    events = coder.code("Washington a levé mardi une partie des sanctions imposées à l'Iran.", "fr").events
    assert [tell(e) for e in events] == [("USA", "IRN", "RETREAT", "actual")]


def test_the_seed_article_invents_no_pair(coder: Coder, shared: Path) -> None:
    text = (shared / "seed" / "tunisie-numerique.fr.txt").read_text("utf-8")
    codes = {code for e in coder.code(text, "fr", PUBLISHED).events for code in (*e.actor, *e.recipient)}
    assert codes <= {"USA", "IRN", "BLOC:MIDDLEEAST"}
    assert json.dumps(sorted(codes))


def test_the_seed_article_gives_its_talks_its_warning_and_its_answer(coder: Coder, shared: Path) -> None:
    text = (shared / "seed" / "tunisie-numerique.fr.txt").read_text("utf-8")
    events = coder.code(text, "fr", datetime(2026, 2, 5, tzinfo=UTC)).events
    planned = [e for e in events if (e.event_type, e.status) == ("CONSULT", "planned")]
    assert date(2026, 2, 6) in {e.day for e in planned if {*e.actor, *e.recipient} == {"USA", "IRN"}}
    said = {(e.actor, e.recipient) for e in events if e.quad == "verbal_conflict" and e.status == "actual"}
    assert {(("USA",), ("IRN",)), (("IRN",), ("USA",))} <= said
    asked = [e for e in events if "marque-t-elle" in e.evidence.text]
    assert {e.status for e in asked} <= {"question"}
