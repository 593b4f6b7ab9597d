"""The catalogue of actors: what ships is complete and unambiguous, what is wrong is refused with path and line."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from data.actors import ActorCatalog, NameForm, load_actors

CATALOG = Path(__file__).resolve().parents[2] / "data" / "catalog"
FIRST_CLASS = ("ar", "en", "fr")
ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": None, "ی": "ي", "ک": "ك", "\u200c": " "})
STATES_HEADER = "code\talpha2\tname_en\tregion\tsubregion\tcapital_lat\tcapital_lon\tsovereign\n"
NAMES_HEADER = "code\tform\tkind\tflags\tsource\n"


@cache
def shipped() -> ActorCatalog:
    return load_actors([CATALOG])


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(ARABIC).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def forms(language: str, text: str) -> list[NameForm]:
    return [name for name in shipped().names_in(language) if fold(name.text) == fold(text)]


def codes(language: str, text: str) -> set[str]:
    return {name.code for name in forms(language, text)}


def test_every_state_and_territory_is_there() -> None:
    states = shipped().states
    assert len(states) == 250
    assert len({state.alpha2 for state in states.values()}) == 250
    assert states["GRL"].sovereign == "DNK"
    assert states["REU"].sovereign == "FRA"
    assert states["XKX"].sovereign is None
    assert shipped().state_of("GRL") == "DNK"


@pytest.mark.parametrize("language", FIRST_CLASS)
def test_every_state_has_one_label(language: str) -> None:
    labelled = [n.code for n in shipped().names_in(language) if n.label and n.code in shipped().states]
    assert sorted(labelled) == sorted(shipped().states)


@pytest.mark.parametrize("language", FIRST_CLASS)
def test_every_sovereign_state_has_demonym_and_capital(language: str) -> None:
    kinds = defaultdict(set)
    for name in shipped().names_in(language):
        kinds[name.code].add(name.kind)
    sovereign = {code for code, state in shipped().states.items() if state.sovereign is None} - {"ATA"}
    without = {code for code in sovereign if "demonym" not in kinds[code]}
    assert len(without) <= {"en": 1, "fr": 1, "ar": 45}[language], without


@pytest.mark.parametrize("language", sorted({p.parent.name for p in CATALOG.glob("languages/*/actors.tsv")}))
def test_no_form_is_sure_for_two_actors(language: str) -> None:
    owners: dict[str, list[NameForm]] = defaultdict(list)
    for name in shipped().names_in(language):
        owners[name.text if name.case else fold(name.text)].append(name)
    clashes = {
        text: sorted({name.code for name in names})
        for text, names in owners.items()
        if len({name.code for name in names if not name.weak}) > 1
    }
    assert clashes == {}
