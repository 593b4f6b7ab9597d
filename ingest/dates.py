"""Dates as feeds write them -> UTC, or None with a reason. Never guesses an order, a zone or a century.

Names of months and days, calendars and zone abbreviations are data of the catalogue; this file names no language.
Calendar arithmetic of the solar Hijri year: the 33-year cycle (valid for 1206 to 1498), Borkowski 1996.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
FUTURE_SLACK = timedelta(hours=24)
MAX_LENGTH = 100
_ISO = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"
    r"(?:[T ]+(?P<t>\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d{1,9})?\s*(?P<z>Z|UTC|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<!\d)(?P<h>\d{1,2})\s*(?::|h)\s*(?P<m>\d{2})(?:\s*:\s*(?P<s>\d{2})(?:[.,]\d{1,9})?)?(?!\d)", re.IGNORECASE
)
_OFFSET = re.compile(r"(?:(?:GMT|UTC)\s*)?(?P<sign>[+-])(?P<h>\d{1,2}):?(?P<m>\d{2})?(?=\s|$|\))", re.IGNORECASE)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:[.'\u2019]?[^\W\d_]+)*\.?")


class _UnreadableError(Exception):
    """Carries the reason why a date was left unread."""


@dataclass(frozen=True, slots=True)
class DateWords:
    """The date words of one language: words are folded; months give (calendar, number)."""

    months: Mapping[str, tuple[str, int]]
    weekdays: Mapping[str, int]
    ignore: frozenset[str]
    am: frozenset[str]
    pm: frozenset[str]
    numeric_order: str
    calendars: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DateTables:
    """The words of all languages and the offsets of zone abbreviations, in minutes."""

    languages: Mapping[str, DateWords]
    zones: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A moment or None, and what to know about it: why it is missing, or what had to be assumed."""

    at: datetime | None
    reason: str | None = None


@dataclass(slots=True)
class _Parts:
    """What was found in one text so far."""

    rest: str
    hour: int = 0
    minute: int = 0
    second: int = 0
    offset: timedelta | None = None
    choices: Sequence[int] = ()
    weekday: int | None = None
    month: tuple[str, int] | None = None
    numbers: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def _fold(word: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    return bare.replace("\u200c", "").strip(" .,")


def _words_of(path: Path) -> DateWords:
    table = tomllib.loads(path.read_text("utf-8"))
    calendars = table["calendars"]
    months = {
        _fold(name): (calendar, number)
        for calendar in reversed(list(calendars))
        for number, names in enumerate(calendars[calendar], 1)
        for name in names
    }
    return DateWords(
        months=months,
        weekdays={_fold(name): day for day, names in enumerate(table["weekdays"]) for name in names},
        ignore=frozenset(map(_fold, table["ignore"])),
        am=frozenset(map(_fold, table["am"])),
        pm=frozenset(map(_fold, table["pm"])),
        numeric_order=table["numeric_order"],
        calendars=tuple(calendars),
    )


@cache
def load_date_tables(catalog: Path) -> DateTables:
    """Read all date words and zone abbreviations of a catalogue folder."""
    languages = {path.parent.name: _words_of(path) for path in sorted((catalog / "languages").glob("*/dates.toml"))}
    return DateTables(languages, tomllib.loads((catalog / "ontology" / "zones.toml").read_text("utf-8")))


def read_date(
    raw: str | None, *, now: datetime, tables: DateTables, language: str | None = None, zone: str | None = None
) -> ReadDate:
    """Read a feed's date. Refuses days that do not exist, before 2000, or more than 24 hours ahead of `now`."""
    text = _plain_digits((raw or "").strip())
    if not text or len(text) > MAX_LENGTH:
        return ReadDate(None, "unreadable_date" if text else "no_date")
    try:
        local, offset, reason = _read(text, tables, language, zone)
        at, zone_reason = _to_utc(local, offset, zone)
    except _UnreadableError as error:
        return ReadDate(None, str(error))
    except (ValueError, OverflowError):
        return ReadDate(None, "impossible_date")
    if not EARLIEST <= at <= now + FUTURE_SLACK:
        return ReadDate(None, "date_before_2000" if at < EARLIEST else "date_in_future")
    return ReadDate(at, reason or zone_reason)


def _plain_digits(text: str) -> str:
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)


def _to_utc(local: datetime, offset: timedelta | None, zone: str | None) -> tuple[datetime, str | None]:
    if offset is not None:
        return local.replace(tzinfo=timezone(offset)).astimezone(UTC), None
    if zone is not None:
        return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC), None
    return local.replace(tzinfo=UTC), "no_zone"


def _read(
    text: str, tables: DateTables, language: str | None, zone: str | None
) -> tuple[datetime, timedelta | None, str | None]:
    if re.fullmatch(r"\d{10}|\d{13}", text):
        seconds = int(text[:10])
        return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None), timedelta(0), None
    found = _ISO.fullmatch(text)
    if found:
        return _read_iso(found, tables, language)
    if re.match(r"\d{4}-(?:W?\d)", text) and not _NUMERIC.match(text):
        raise _UnreadableError("unreadable_date")
    return _read_words(text, tables, language, zone)


def _day_of(calendar: str, year: int, month: int, day: int) -> datetime:
    if calendar == "gregorian":
        return datetime(year, month, day)  # noqa: DTZ001 - the zone is decided later
    return _from_jalali(year, month, day)


def _calendar_of(year: int, tables: DateTables, language: str | None) -> str:
    words = tables.languages.get(language or "")
    if words is not None and "jalali" in words.calendars and 1300 <= year <= 1498:
        return "jalali"
    return "gregorian"


def _read_iso(
    found: re.Match[str], tables: DateTables, language: str | None
) -> tuple[datetime, timedelta | None, str | None]:
    year = int(found["y"])
    day = _day_of(_calendar_of(year, tables, language), year, int(found["m"]), int(found["d"]))
    clock = [int(part) for part in (found["t"] or "00:00").split(":")]
    zone = (found["z"] or "").upper()
    offset = None if not zone else timedelta(0) if zone in {"Z", "UTC"} else _offset_of(zone[0], zone[1:3], zone[-2:])
    if zone and len(zone) == 3 and zone[0] in "+-":
        offset = _offset_of(zone[0], zone[1:3], "0")
    local = _with_clock(day, clock[0], clock[1], clock[2] if len(clock) > 2 else 0)
    return local, offset, None if found["t"] else "no_time"


def _with_clock(day: datetime, hour: int, minute: int, second: int) -> datetime:
    if (hour, minute, second) == (24, 0, 0):
        return day + timedelta(days=1)
    return day.replace(hour=hour, minute=minute, second=min(second, 59) if second == 60 else second)


def _offset_of(sign: str, hours: str, minutes: str) -> timedelta:
    size = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if size > timedelta(hours=14) or int(minutes or 0) > 59:
        raise _UnreadableError("impossible_zone")
    return -size if sign == "-" else size


def _read_words(
    text: str, tables: DateTables, language: str | None, zone: str | None
) -> tuple[datetime, timedelta | None, str | None]:
    parts = _Parts(text)
    clock = _take_clock(parts)
    _take_offset(parts, clock)
    numeric = _NUMERIC.search(parts.rest)
    if numeric:
        parts.rest = parts.rest.replace(numeric.group(), " ", 1)
    _take_words(parts, tables, language)
    parts.numbers = re.findall(r"\d+", parts.rest)
    if parts.unread:
        raise _UnreadableError("unreadable_date")
    day = _numeric_day(numeric, tables, language) if numeric else _named_day(parts)
    local = _with_clock(day, parts.hour, parts.minute, parts.second)
    reason = None if clock else "no_time"
    if parts.weekday is not None and parts.weekday != day.weekday():
        reason = "wrong_weekday"
    return local, _chosen_offset(parts, local, zone), reason


def _chosen_offset(parts: _Parts, local: datetime, zone: str | None) -> timedelta | None:
    """Settle an abbreviation of several zones by the feed's own zone."""
    if not parts.choices or parts.offset is not None:
        return parts.offset
    own = ZoneInfo(zone).utcoffset(local) if zone else None
    if own is None or own not in [timedelta(minutes=minutes) for minutes in parts.choices]:
        raise _UnreadableError("ambiguous_zone")
    return own


def _take_clock(parts: _Parts) -> bool:
    found = _TIME.search(parts.rest)
    if not found:
        return False
    parts.hour, parts.minute, parts.second = int(found["h"]), int(found["m"]), int(found["s"] or 0)
    parts.rest = f"{parts.rest[: found.start()]} \x00 {parts.rest[found.end() :]}"
    return True


def _take_offset(parts: _Parts, clock: bool) -> None:
    before, mark, after = parts.rest.partition("\x00")
    found = _OFFSET.search(after) if clock else None
    if found:
        parts.offset = _offset_of(found["sign"], found["h"], found["m"] or "0")
        after = after[: found.start()] + " " + after[found.end() :]
    parts.rest = f"{before} {after}" if mark else before


def _take_words(parts: _Parts, tables: DateTables, language: str | None) -> None:
    order = sorted(tables.languages, key=lambda code: (code != language, code))
    tokens = _WORD.findall(parts.rest)
    parts.rest = _WORD.sub(" ", parts.rest)
    at = 0
    while at < len(tokens):
        pair = f"{_fold(tokens[at])} {_fold(tokens[at + 1])}" if at + 1 < len(tokens) else ""
        if pair and any(_take_word(parts, pair, tables.languages[code]) for code in order):
            at += 2
            continue
        word = _fold(tokens[at])
        if not any(_take_word(parts, word, tables.languages[code]) for code in order):
            _take_zone(parts, tokens[at].strip(".").upper(), tables)
        at += 1


def _take_word(parts: _Parts, word: str, words: DateWords) -> bool:
    if word in words.weekdays and parts.weekday is None and parts.month is None:
        parts.weekday = words.weekdays[word]
    elif word in words.months and parts.month is None:
        parts.month = words.months[word]
    elif word in words.am or word in words.pm:
        if parts.hour > 12:
            return True
        parts.hour = parts.hour % 12 + (12 if word in words.pm else 0)
    else:
        return not word or word in words.ignore
    return True


def _take_zone(parts: _Parts, name: str, tables: DateTables) -> None:
    offsets = tables.zones.get(name)
    if offsets is None:
        if name != "T":
            parts.unread.append(name)
    elif len(offsets) > 1:
        parts.choices = offsets
    elif parts.offset is None:
        parts.offset = timedelta(minutes=offsets[0])


def _numeric_day(found: re.Match[str], tables: DateTables, language: str | None) -> datetime:
    first, second, third = found.groups()
    numbers = [int(first), int(second), int(third)]
    if len(first) == 4:
        return _day_of(_calendar_of(numbers[0], tables, language), *numbers)
    if len(third) != 4:
        raise _UnreadableError("ambiguous_date")
    words = tables.languages.get(language or "")
    day_first = numbers[0] > 12 or (numbers[1] <= 12 and words is not None and words.numeric_order == "dmy")
    if not day_first and numbers[1] <= 12 and numbers[0] != numbers[1]:
        raise _UnreadableError("ambiguous_date")
    day, month = (numbers[0], numbers[1]) if day_first else (numbers[1], numbers[0])
    return _day_of(_calendar_of(numbers[2], tables, language), numbers[2], month, day)


def _named_day(parts: _Parts) -> datetime:
    if parts.month is None or len(parts.numbers) != 2:
        raise _UnreadableError("unreadable_date")
    first, second = parts.numbers
    day, year = (second, first) if len(first) == 4 else (first, second)
    if len(year) not in {2, 4} or len(day) > 2:
        raise _UnreadableError("unreadable_date")
    calendar, month = parts.month
    century = 0 if len(year) == 4 else 2000 if calendar == "gregorian" else 1400
    if calendar == "jalali" and int(year) + century > 1498:
        raise _UnreadableError("impossible_date")
    return _day_of(calendar, int(year) + century, month, int(day))


def _from_jalali(year: int, month: int, day: int) -> datetime:
    """Give the Gregorian day of a day of the solar Hijri calendar."""
    longest = 31 if month <= 6 else 30 if month <= 11 or _is_jalali_leap(year) else 29
    if not (1206 <= year <= 1498 and 1 <= month <= 12 and 1 <= day <= longest):
        raise ValueError(f"no such day: {year}-{month}-{day}")
    months = (month - 1) * 31 - max(0, month - 7)
    cycles, place = divmod(year - 979, 33)
    days = (year - 979) * 365 + cycles * 8 + (place + 3) // 4 + months + day - 1
    return datetime(1600, 3, 20) + timedelta(days=days)  # noqa: DTZ001 - the zone is decided later


def _is_jalali_leap(year: int) -> bool:
    return (year - 979) % 33 in {0, 4, 8, 12, 16, 20, 24, 28}
