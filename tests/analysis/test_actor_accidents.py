"""Names that are something else where they stand: read by the real scanner with the shipped catalogue."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from analysis.coder import Coder
from data.settings import ROOT

DAY = date(2026, 2, 6)


@cache
def coder() -> Coder:
    return Coder([ROOT / "data" / "catalog"])


def named(language: str, text: str, day: date | None = DAY) -> set[str]:
    reader = coder().language(language).reader
    hits = [hit for reading in reader.read(reader.scan(text, day)) for hit in reading.hits]
    return {code for hit in hits if hit.category == "actor" for code in coder().names.stands_for(hit.name, day)}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "La réunion entre Washington et Téhéran a duré deux heures.", {"USA", "IRN"}),
        ("fr", "Le préfet est arrivé à La Réunion.", {"REU"}),
        ("fr", "Selon Tunisie Numérique, Alger a répondu à Paris.", {"DZA", "FRA"}),
        ("fr", "L'administration américaine a reçu une délégation turque.", {"USA", "TUR"}),
        ("fr", "Abbas Araghchi est attendu vendredi.", {"IRN"}),
        ("fr", "Le label indé sort un disque.", set()),
        (
            "fr",
            "Niamey et Abuja rouvrent la frontière ; le pouvoir nigérien remercie le pouvoir nigérian.",
            {"NER", "NGA"},
        ),
        ("fr", "La Corée du Nord a tiré un missile vers le Japon.", {"PRK", "JPN"}),
        ("fr", "La Guinée-Bissau et la Guinée équatoriale signent un accord.", {"GNB", "GNQ"}),
        ("en", "The Washington Post quoted the Kyiv Independent.", set()),
        ("en", "They roasted a turkey for us.", set()),
        ("en", "Turkey and Chad recalled their envoys.", {"TUR", "TCD"}),
        ("en", "Shelling was reported in the Niger Delta and the West Bank.", {"NGA", "PSE"}),
        ("en", "Georgia held a primary election on Tuesday.", set()),
        ("en", "Tbilisi protested and Georgia recalled its envoy.", {"GEO"}),
        ("en", "Dominica opens an embassy in the Dominican Republic.", {"DMA", "DOM"}),
        ("en", "Khamenei rejected the offer.", {"IRN"}),
        ("ar", "وصل الوزير إلى مسقط رأسه.", set()),
        ("ar", "وصل الوزير إلى سلطنة عمان قادما من مسقط.", {"OMN"}),
        ("ar", "قدمت الشركة تقريرها المالي السنوي.", set()),
        ("ar", "فاضت السيول في الوادي.", set()),
        ("ar", "اتهم الحرس الثوري واشنطن، ورد البيت الأبيض.", {"IRN", "USA"}),
        ("ar", "زار وزير الخارجية الأميركي الرياض والدوحة.", {"USA", "SAU", "QAT"}),
    ],
)
def test_who_is_named(language: str, text: str, expected: set[str]) -> None:
    assert named(language, text) == expected


def test_an_organ_counts_as_its_organisation_on_any_day() -> None:
    text = "Le Conseil de sécurité a voté."
    assert named("fr", text) == named("fr", text, None) == {"IGO:UN"}


def test_a_leader_out_of_office_speaks_for_nobody() -> None:
    assert named("en", "Obama criticised the deal.") == set()
    assert named("en", "Obama criticised the deal.", date(2015, 7, 20)) == {"USA"}
