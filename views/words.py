"""The interface's words: one catalogue a language, with its months, digits and direction of writing.

Texts come from `languages/<code>/interface.toml`; a language with such a file is offered, in the order that the files
give. Sentences are written "label: number", so that no plural form has to be chosen. It must not hold text of its own.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from data.errors import CatalogError
from data.settings import ROOT

LANGUAGES = ROOT / "data" / "catalog" / "languages"
ISOLATE, RELEASE = "\u2066", "\u2069"  # keep signs and digits in order inside right-to-left text
MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class Words:
    """Everything the interface can say in one language.

    `texts` has dotted keys; `chart_font` is a shipped font that has every letter, digit and bracket of the language.
    """

    language: str
    name: str
    direction: str
    chart_font: str
    order: int
    decimal: str
    thousands: str
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    texts: Mapping[str, str]

    @property
    def is_rtl(self) -> bool:
        """Say whether the language is written from right to left."""
        return self.direction == "rtl"

    def __call__(self, key: str, **values: object) -> str:
        """Give a text with its values filled in."""
        return self.texts[key].format(**values) if values else self.texts[key]

    def knows(self, key: str) -> bool:
        """Say whether there is such a text (for words made from data, such as event types)."""
        return key in self.texts

    def day(self, day: date) -> str:
        """Write a day in full."""
        return f"{self.day_of_month(day)} {self.months[day.month - 1]} {day.year}"

    def day_of_month(self, day: date) -> str:
        """Write the number of a day; some languages have a word for the first."""
        return self("first_of_month") if day.day == 1 else str(day.day)

    def day_short(self, day: date) -> str:
        """Write a day without its year."""
        return f"{self.day_of_month(day)} {self.months_short[day.month - 1]}"

    def month(self, day: date) -> str:
        """Write a month with its year."""
        return f"{self.months_short[day.month - 1]} {day.year}"

    def time(self, moment: datetime) -> str:
        """Write a moment in UTC, digits kept in order."""
        return self("list_comma").join((self.day(moment.date()), self.isolate(f"{moment:%H:%M} UTC")))

    def number(self, value: float | None, digits: int = 0, *, signed: bool = False) -> str:
        """Write a number, a dash where it is unknown."""
        if value is None or value != value:  # noqa: PLR0124 - the usual test for NaN
            return self("unknown_short")
        sign = "+" if signed and round(value, digits) else ""
        plain = f"{value:{sign}z,.{digits}f}"
        signs = {",": self.thousands, ".": self.decimal, "-": MINUS}
        return self.isolate("".join(signs.get(char, char) for char in plain))

    def percent(self, value: float | None) -> str:
        """Write a share as a percentage."""
        if value is None or value != value:  # noqa: PLR0124 - the usual test for NaN
            return self("unknown_short")
        return self.isolate(self("percent", number=f"{100 * value:.0f}"))

    def labelled(self, label: str, text: str) -> str:
        """Write a label and what it names, with the language's own colon."""
        return self("labelled", label=label, text=text)

    def isolate(self, text: str) -> str:
        """Keep a left-to-right run in order inside right-to-left text."""
        return f"{ISOLATE}{text}{RELEASE}" if self.is_rtl else text


def sort_key(text: str) -> tuple[str, str]:
    """Give what names are sorted by: letters without their accents and case, as indexes of books do."""
    bare = (char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return "".join(bare).casefold(), text


def flatten(table: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Turn nested tables into dotted keys."""
    found: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            found |= flatten(value, f"{prefix}{key}.")
        else:
            found[f"{prefix}{key}"] = str(value)
    return found


def read_words(path: Path, region: str | None) -> Words:
    """Read one catalogue; `region` chooses among its calendars, the first being the usual one."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        calendars = table["calendars"]
        calendar = next((c for c in calendars if region in c.get("regions", ())), calendars[0])
        return Words(
            language=path.parent.name,
            name=table["name"],
            direction=table["direction"],
            chart_font=table["chart_font"],
            order=table["order"],
            decimal=table["decimal"],
            thousands=table["thousands"],
            months=tuple(calendar["months"]),
            months_short=tuple(calendar.get("short", calendar["months"])),
            texts=flatten(table["texts"]),
        )
    except (KeyError, tomllib.TOMLDecodeError) as error:
        raise CatalogError(f"not a complete interface catalogue: {error}", path) from error


@cache
def load_words(language: str, region: str | None = None) -> Words:
    """Load the words of a language; KeyError where the interface does not speak it."""
    path = LANGUAGES / language / "interface.toml"
    if not language.isalpha() or not path.is_file():
        raise KeyError(language)
    return read_words(path, region)


@cache
def interface_languages() -> tuple[str, ...]:
    """List the languages that the interface speaks, the default one first."""
    found = [read_words(path, None) for path in LANGUAGES.glob("*/interface.toml")]
    return tuple(words.language for words in sorted(found, key=lambda words: (words.order, words.language)))


def choose_words(asked: str | None, locale: str | None) -> Words:
    """Choose the words: what the link asks for, else the browser's language, else the default one.

    The browser's region decides between calendars (the months of Arabic differ from Tunis to Beirut).
    """
    tag, _, rest = (locale or "").replace("_", "-").partition("-")
    region = rest.rpartition("-")[2].upper() or None
    offered = interface_languages()
    language = next((code for code in (asked, tag.lower()) if code in offered), offered[0])
    return load_words(str(language), region)
