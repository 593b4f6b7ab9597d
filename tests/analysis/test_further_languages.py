"""Languages that are nothing but a folder of data: what their first vocabulary already reads."""

from __future__ import annotations

from datetime import datetime

import pytest

from analysis.coder import Coder
from data.settings import ROOT

CODER = Coder((ROOT / "data" / "catalog",))
PUBLISHED = datetime(2026, 1, 1)  # noqa: DTZ001 - only the day counts


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Estados Unidos impone nuevas sanciones a Irán", ("USA", "IRN", "SANCTION", "actual")),
        ("es", "China levanta las sanciones contra Australia", ("CHN", "AUS", "RETREAT", "actual")),
        ("es", "Rusia bombardea Ucrania con drones", ("RUS", "UKR", "ASSAULT", "actual")),
        ("es", "Venezuela acusa a Colombia de violar su espacio aéreo", ("VEN", "COL", "ACCUSE", "actual")),
        ("es", "El presidente de México rechaza la propuesta de Estados Unidos", ("MEX", "USA", "REJECT", "actual")),
        ("fa", "آمریکا تحریم های جدیدی علیه ایران اعمال کرد", ("USA", "IRN", "SANCTION", "actual")),
        ("fa", "وزیر خارجه ایران با همتای روس خود دیدار کرد", ("IRN", "RUS", "CONSULT", "actual")),
        ("fa", "روسیه به اوکراین حمله کرد", ("RUS", "UKR", "ASSAULT", "actual")),
    ],
)
def test_a_plain_sentence_is_read(language: str, text: str, expected: tuple[str, str, str, str]) -> None:
    found = [(e.actor[0], e.recipient[0], e.event_type, e.status) for e in CODER.code(text, language, PUBLISHED).events]
    assert found == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "El Real Madrid atacó mejor en la segunda parte contra el Bayern en cuartos de final"),
        ("es", "Según los analistas, la economía de México depende de Estados Unidos"),
        ("fa", "تیم ملی فوتبال ایران به مصاف ژاپن می رود"),
    ],
)
def test_a_look_alike_is_left_empty(language: str, text: str) -> None:
    assert CODER.code(text, language, PUBLISHED).events == ()
