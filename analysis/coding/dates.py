"""The day of an event where its clause names one: week days, relative days, day and month, resolved on publication."""

from __future__ import annotations

from datetime import date, timedelta

from analysis.packs import Calendar

RECENT_DAYS = 14
UNTIL_REACH = 4
NEXT_DAYS = 4


def find_day(words: list[str], calendar: Calendar, published: date | None, status: str) -> date | None:
    """Give the day that the folded words of a clause name, or None.

    A week day is the last one for what happened and the next one for what is planned.
    """
    if not calendar.names_day(words):
        return None
    explicit = explicit_day(words, calendar, published, status)
    if explicit or published is None:
        return explicit
    for word in words:
        if word in calendar.relative:
            return published + timedelta(days=calendar.relative[word])
        if word in calendar.weekdays:
            ahead = (calendar.weekdays[word] - published.weekday()) % 7
            return published + timedelta(days=ahead if status == "planned" or ahead == 0 else ahead - 7)
    return None


def is_ahead(words: list[str], calendar: Calendar, published: date | None) -> bool:
    """Say whether the first week day among folded words is nearer ahead than behind: the next one, in a headline."""
    named = next((calendar.weekdays[word] for word in words if word in calendar.weekdays), None)
    if named is None or published is None:
        return False
    return 0 < (named - published.weekday()) % 7 <= NEXT_DAYS


def explicit_day(words: list[str], calendar: Calendar, published: date | None, status: str) -> date | None:
    """Give the day that a month with a number of its day names; the year is the nearest fitting one."""
    for at, word in enumerate(words):
        month = calendar.months.get(word)
        if month is None or not calendar.until.isdisjoint(words[max(0, at - UNTIL_REACH) : at]):
            continue
        beside = [words[i] for i in (at - 1, at + 1) if 0 <= i < len(words) and words[i].isdecimal()]
        days = [int(number) for number in beside if 1 <= int(number) <= 31]
        if not days:
            continue
        years = [int(w) for w in words[at + 1 : at + 4] if w.isdecimal() and 1900 <= int(w) <= 2100]
        if not years and published is None:
            return None
        return dated(days[0], month, years[0] if years else None, published, status)
    return None


def is_past(words: list[str], calendar: Calendar, published: date | None, day: date | None) -> bool:
    """Say whether the words of a clause place it well before publication: an earlier year, month or day."""
    if day is not None and published is not None and (published - day).days > RECENT_DAYS:
        return True
    if not any(map(str.isdecimal, words)):
        return False
    for at, word in enumerate(words):
        if not (len(word) == 4 and word.isdecimal() and 1500 <= int(word) <= 2100):
            continue
        if published is None or int(word) < published.year:
            return True
        month = calendar.months.get(words[at - 1]) if at else None
        if int(word) == published.year and month is not None and month < published.month - 1:
            return True
    return False


def dated(day: int, month: int, year: int | None, published: date | None, status: str) -> date | None:
    """Make a date, choosing the year nearest to publication on the right side of it; None for a wrong day."""
    try:
        if year is not None or published is None:
            return date(year or 1, month, day)
        nearest = [date(published.year + step, month, day) for step in (-1, 0, 1)]
    except ValueError:
        return None
    if status != "planned" and any(0 <= (d - published).days <= RECENT_DAYS for d in nearest):
        fitting = nearest  # what lasts until a day to come is not that of the year before
    else:
        fitting = [d for d in nearest if (d >= published) == (status == "planned")] or nearest
    return min(fitting, key=lambda d: abs((d - published).days))
