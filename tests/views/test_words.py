"""Every language says everything, with the same values."""

from __future__ import annotations

import re
import string
from datetime import date
from pathlib import Path

import pytest

from data.errors import CatalogError
from views.words import choose_words, interface_languages, load_words, read_words, sort_key

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = load_words("en")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_three_first_class_languages_are_spoken() -> None:
    assert interface_languages() == ("fr", "en", "ar")


@pytest.mark.parametrize("language", interface_languages())
def test_no_text_is_missing_and_none_is_left_over(language: str) -> None:
    assert set(load_words(language).texts) == set(REFERENCE.texts)


@pytest.mark.parametrize("language", interface_languages())
def test_texts_take_the_same_values(language: str) -> None:
    texts = load_words(language).texts
    assert {key: fields(texts[key]) for key in texts} == {key: fields(REFERENCE.texts[key]) for key in texts}


@pytest.mark.parametrize("language", interface_languages())
def test_a_calendar_has_twelve_different_months(language: str) -> None:
    words = load_words(language)
    assert len(set(words.months)) == len(set(words.months_short)) == 12


def test_arabic_months_follow_the_region() -> None:
    days = [load_words("ar", region).month(date(2026, 1, 5)) for region in (None, "TN", "LB", "MA")]
    assert days == ["جانفي 2026", "جانفي 2026", "كانون الثاني 2026", "يناير 2026"]


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert load_words("fr").number(-1234.5, 1) == "\u22121\u202f234,5"
    assert load_words("en").percent(0.256) == "26%"
    assert load_words("ar").number(2.5, 1, signed=True) == "\u2066+2,5\u2069"
    assert load_words("fr").number(-0.04, 1, signed=True) == "0,0"
    assert load_words("en").number(float("nan")) == load_words("en")("unknown_short")


@pytest.mark.parametrize(
    ("asked", "locale", "language"),
    [(None, "ar-TN", "ar"), ("en", "ar-TN", "en"), ("de", "en-GB", "en"), (None, "de-DE", "fr"), (None, None, "fr")],
)
def test_the_link_decides_then_the_browser(asked: str | None, locale: str | None, language: str) -> None:
    assert choose_words(asked, locale).language == language


@pytest.mark.parametrize("code", ["..", "xx", "", "../en"])
def test_an_unknown_language_is_a_key_error(code: str) -> None:
    with pytest.raises(KeyError):
        load_words(code)


def test_a_broken_catalogue_names_its_file(tmp_path: object) -> None:
    path = tmp_path / "xx" / "interface.toml"  # type: ignore[operator]
    path.parent.mkdir()
    path.write_text('name = "X"', "utf-8")
    with pytest.raises(CatalogError, match=r"interface\.toml"):
        read_words(path, None)


# Texts that code names by a part: states, acts and other words of the data, and what every page or format may have.
OF_DATA = "act|quad|status|state|state_about|page|section|export|column|measure|correction|gauge|language|widget"
OF_PAGES = (
    r"briefing\.part_|pair\.(since|until|asof)|matrix\.(by|legend)_|overlay\.zero_|"
    r"(evidence|coverage|agenda|method|desk|compare)\."
)


def test_no_text_is_kept_that_nothing_says() -> None:
    code = "".join(path.read_text("utf-8") for path in sorted((ROOT / "views").rglob("*.py")))
    unsaid = [key for key in REFERENCE.texts if f'"{key}"' not in code and f"'{key}'" not in code]
    assert [key for key in unsaid if not re.match(rf"({OF_DATA})\.|\w+\.(title|intro)$|{OF_PAGES}", key)] == []


def test_names_are_sorted_as_people_look_for_them() -> None:
    assert sorted(["Zambie", "\u00c9tats-Unis", "Espagne", "Iran"], key=sort_key) == [
        *("Espagne", "\u00c9tats-Unis", "Iran", "Zambie")
    ]
