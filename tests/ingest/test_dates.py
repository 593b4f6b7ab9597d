"""Scorecard 42 to 44: dates of feeds are right or flagged, never silently wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import load_date_tables, read_date

CATALOG = Path(__file__).resolve().parents[2] / "data" / "catalog"
NOW = datetime(2026, 2, 7, 12, tzinfo=UTC)
FRIDAY = "2026-02-06T09:00"  # 10:00 in Tunis and Paris

RIGHT = [
    # RFC 822 and what outlets make of it
    ("Fri, 06 Feb 2026 09:00:00 GMT", None, None, FRIDAY),
    ("Fri, 06 Feb 2026 09:00:00 +0000", None, None, FRIDAY),
    ("Fri, 6 Feb 2026 10:00 +0100", None, None, FRIDAY),
    ("Fri, 06 Feb 2026 04:00:00 EST", None, None, FRIDAY),
    ("06 Feb 2026 09:00:00 UT", None, None, FRIDAY),
    ("Fri, 06 Feb 26 09:00:00 Z", None, None, FRIDAY),
    ("Friday, 06 February 2026 09:00:00 UTC", None, None, FRIDAY),
    ("Fri, 06 Feb 2026 10:00:00 CET", None, None, FRIDAY),
    ("Mon, 06 Jul 2025 11:00:00 CEST", None, None, "2025-07-06T09:00"),
    ("Fri, 06 Feb 2026 12:30:00 IRST", None, None, FRIDAY),
    ("Fri, 06 Feb 2026 10:00:00 GMT+1", None, None, FRIDAY),
    ("Fri, 06 Feb 2026 10:00:00 GMT+0100", None, None, FRIDAY),
    ("Fri, 06 Feb 2026 14:30:00 IST", None, "Asia/Kolkata", FRIDAY),
    ("Fri, 06 Feb 2026 11:00:00 IST", None, "Asia/Jerusalem", FRIDAY),
    ("Feb 6, 2026 4:00 AM EST", None, None, FRIDAY),
    ("February 6th, 2026 - 09:00 GMT", None, None, FRIDAY),
    ("Fri Feb  6 09:00:00 2026 GMT", None, None, FRIDAY),
    ("6 Feb 2026 12:05 AM GMT", None, None, "2026-02-06T00:05"),
    ("6 Feb 2026 12:05 PM GMT", None, None, "2026-02-06T12:05"),
    # ISO 8601
    ("2026-02-06T09:00:00Z", None, None, FRIDAY),
    ("2026-02-06T10:00:00+01:00", None, None, FRIDAY),
    ("2026-02-06T10:00:00+0100", None, None, FRIDAY),
    ("2026-02-06T10:00:00+01", None, None, FRIDAY),
    ("2026-02-06 09:00:00.123 UTC", None, None, FRIDAY),
    ("2026-02-06T09:00Z", None, None, FRIDAY),
    ("2026-02-05T24:00:00Z", None, None, "2026-02-06T00:00"),
    ("2026-02-06T10:00:00", None, "Africa/Tunis", FRIDAY),
    ("1770368400", None, None, FRIDAY),
    ("1770368400000", None, None, FRIDAY),
    # French
    ("ven., 06 févr. 2026 10:00:00 +0100", "fr", None, FRIDAY),
    ("ven., 06 fevr. 2026 10:00:00 +0100", None, None, FRIDAY),
    ("vendredi 6 février 2026 à 10h00", "fr", "Africa/Tunis", FRIDAY),
    ("Publié le 6 février 2026 10:00", "fr", "Europe/Paris", FRIDAY),
    ("06/02/2026 10:00", "fr", "Africa/Tunis", FRIDAY),
    ("mar. 3 fév. 2026 10:00 +0100", "fr", None, "2026-02-03T09:00"),
    ("1er août 2025 10:00", "fr", "Europe/Paris", "2025-08-01T08:00"),
    # Spanish
    ("6 de febrero de 2026 10:00", "es", "Europe/Madrid", FRIDAY),
    ("vie, 06 feb 2026 10:00:00 +0100", "es", None, FRIDAY),
    ("mar, 03 feb 2026 3:05 p.m. +0000", "es", None, "2026-02-03T15:05"),
    # Arabic: Gulf and Egypt, Mashreq, Tunisia and Algeria, Morocco
    ("6 فبراير 2026 10:00", "ar", "Africa/Tunis", FRIDAY),
    ("الجمعة 6 شباط 2026 11:00", "ar", "Asia/Beirut", FRIDAY),
    ("06 فيفري 2026 - 10:00", "ar", "Africa/Tunis", FRIDAY),
    ("3 غشت 2025 10:00", "ar", "Africa/Casablanca", "2025-08-03T09:00"),
    (
        "6 تشرين الأول 2025 12:00",
        "ar",
        "Asia/Damascus",
        "2025-10-06T09:00",
    ),
    (
        "٦ فبراير ٢٠٢٦ ١٠:٠٠ ص",
        "ar",
        "Africa/Tunis",
        FRIDAY,
    ),
    ("6 فبراير 2026 3:00 م", "ar", "Africa/Tunis", "2026-02-06T14:00"),
    # Persian, solar Hijri and Gregorian
    (
        "۱۷ بهمن ۱۴۰۴ ساعت ۱۲:۳۰",
        "fa",
        "Asia/Tehran",
        FRIDAY,
    ),
    ("جمعه، 17 بهمن 1404 12:30", "fa", "Asia/Tehran", FRIDAY),
    ("۱۴۰۴/۱۱/۱۷ 12:30", "fa", "Asia/Tehran", FRIDAY),
    ("1404-11-17T12:30:00", "fa", "Asia/Tehran", FRIDAY),
    ("30 اسفند 1403 12:30", "fa", "Asia/Tehran", "2025-03-20T09:00"),
    ("1 فروردین 1404 12:30", "fa", "Asia/Tehran", "2025-03-21T09:00"),
    ("6 فوریه 2026 12:30", "fa", "Asia/Tehran", FRIDAY),
]

FLAGGED = [
    ("", None, None, "no_date"),
    ("yesterday", None, None, "unreadable_date"),
    ("06/02/2026", None, None, "ambiguous_date"),
    ("06/02/26", "fr", None, "ambiguous_date"),
    ("2026-W06-5", None, None, "unreadable_date"),
    ("2026-037", None, None, "unreadable_date"),
    ("20260206", None, None, "unreadable_date"),
    ("1404", "fa", None, "unreadable_date"),
    ("2026-02-30", None, None, "impossible_date"),
    ("30 Feb 2026 10:00 GMT", None, None, "impossible_date"),
    ("0000-00-00", None, None, "impossible_date"),
    ("0000-00-00 00:00:00", None, None, "impossible_date"),
    ("99999-01-01", None, None, "unreadable_date"),
    ("Fri, 06 Feb 2026 25:00:00 GMT", None, None, "impossible_date"),
    ("Fri, 06 Feb 2026 10:00:00 +2500", None, None, "impossible_zone"),
    ("Fri, 06 Feb 2026 10:00:00 IST", None, None, "ambiguous_zone"),
    ("Fri, 06 Feb 2026 10:00:00 IST", None, "Asia/Tehran", "ambiguous_zone"),
    ("Fri, 06 Feb 2026 10:00:00 XYZT", None, None, "unreadable_date"),
    ("1404-11-17T10:30:00Z", None, None, "date_before_2000"),
    ("Thu, 06 Feb 1771 10:00:00 GMT", None, None, "date_before_2000"),
    ("Fri, 31 Dec 1999 23:59:59 GMT", None, None, "date_before_2000"),
    ("2099-01-01T00:00:00Z", None, None, "date_in_future"),
    ("2026-02-08T13:00:00Z", None, None, "date_in_future"),
    ("30 اسفند 1404", "fa", None, "impossible_date"),
    ("x" * 200, None, None, "unreadable_date"),
]

ASSUMED = [
    ("2026-02-06", None, "Africa/Tunis", "2026-02-05T23:00", "no_time"),
    ("6 February 2026", None, None, "2026-02-06T00:00", "no_time"),
    ("2026-02-06T09:00:00", None, None, FRIDAY, "no_zone"),
    ("Thu, 06 Feb 2026 09:00:00 GMT", None, None, FRIDAY, "wrong_weekday"),
]


def read(raw: str, language: str | None, zone: str | None) -> tuple[datetime | None, str | None]:
    found = read_date(raw, now=NOW, tables=load_date_tables(CATALOG), language=language, zone=zone)
    return found.at, found.reason


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("raw", "language", "zone", "expected"), RIGHT)
def test_check_43_right_dates(raw: str, language: str | None, zone: str | None, expected: str) -> None:
    at, reason = read(raw, language, zone)
    assert at == utc(expected)
    assert reason in {None, "wrong_weekday"}


@pytest.mark.parametrize(("raw", "language", "zone", "reason"), FLAGGED)
def test_check_43_flagged_dates(raw: str, language: str | None, zone: str | None, reason: str) -> None:
    assert read(raw, language, zone) == (None, reason)


@pytest.mark.parametrize(("raw", "language", "zone", "expected", "reason"), ASSUMED)
def test_check_43_assumptions_are_said(
    raw: str, language: str | None, zone: str | None, expected: str, reason: str
) -> None:
    assert read(raw, language, zone) == (utc(expected), reason)


def test_check_43_the_table_is_large_enough() -> None:
    assert len(RIGHT) + len(FLAGGED) + len(ASSUMED) >= 60


@pytest.mark.parametrize(
    ("zone", "local", "expected"),
    [
        ("Europe/Paris", "2025-03-30 02:30", "2025-03-30T01:30"),
        ("Europe/Paris", "2025-03-30 03:30", "2025-03-30T01:30"),
        ("Europe/Paris", "2025-10-26 02:30", "2025-10-26T00:30"),
        ("Europe/Paris", "2025-10-26 03:30", "2025-10-26T02:30"),
        ("Africa/Tunis", "2025-03-30 02:30", "2025-03-30T01:30"),
        ("Africa/Tunis", "2025-10-26 02:30", "2025-10-26T01:30"),
        ("Asia/Tehran", "2025-03-22 02:30", "2025-03-21T23:00"),
        ("Asia/Tehran", "2025-09-22 02:30", "2025-09-21T23:00"),
    ],
)
def test_check_44_clocks_that_change(zone: str, local: str, expected: str) -> None:
    assert read(local, None, zone) == (utc(expected), None)


@given(st.text(max_size=60), st.sampled_from([None, "fr", "ar", "fa", "en", "es"]))
def test_no_text_breaks_the_reader(raw: str, language: str | None) -> None:
    at, reason = read(raw, language, None)
    assert at is not None or reason


@given(st.datetimes(datetime(2000, 1, 2), datetime(2026, 2, 6)))  # noqa: DTZ001 - hypothesis wants naive ones
def test_iso_times_survive(moment: datetime) -> None:
    whole = moment.replace(microsecond=0)
    assert read(whole.isoformat() + "Z", None, None)[0] == whole.replace(tzinfo=UTC)


@given(st.integers(0, 9_400))
def test_solar_years_count_every_day_once(days: int) -> None:
    tables = load_date_tables(CATALOG)
    first = datetime(2000, 3, 20, tzinfo=UTC)  # 1 Farvardin 1379
    names = {number: name for name, (kind, number) in tables.languages["fa"].months.items() if kind == "jalali"}
    year, month, day = solar_day(days)
    raw = f"{day} {names[month]} {year} 00:00 +0000"
    assert read_date(raw, now=NOW, tables=tables, language="fa").at == first + timedelta(days=days)


def solar_day(days: int) -> tuple[int, int, int]:
    """Count days from 1 Farvardin 1379, by the lengths of months and the leap years as published."""
    leaps = {1379, 1383, 1387, 1391, 1395, 1399, 1403}
    year = 1379
    while days >= (366 if year in leaps else 365):
        days -= 366 if year in leaps else 365
        year += 1
    return (
        (year, days // 31 + 1, days % 31 + 1) if days < 186 else (year, (days - 186) // 30 + 7, (days - 186) % 30 + 1)
    )
