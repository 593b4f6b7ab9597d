"""Links carry codes and survive anything."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from views.selection import FIELDS, LONGEST_DAYS, Selection, read_selection

FIRST, LAST = date(2010, 1, 1), date(2026, 2, 6)
texts = st.dictionaries(st.sampled_from([*FIELDS, "x"]), st.text(max_size=60))


def test_a_link_comes_back_as_it_was_written() -> None:
    query = {"lang": "ar", "a": "USA", "b": "ORG:HEZBOLLAH", "since": "2026-01-01", "until": "2026-02-01"}
    selection, refused = read_selection(query)
    assert (selection.to_query(), refused) == (query, ())


def test_further_pairs_of_a_briefing_stand_in_the_link() -> None:
    selection, refused = read_selection({"more": "RUS-UKR,IRN-ORG:HEZBOLLAH,RUS-UKR"})
    assert (selection.more, refused) == (("RUS-UKR", "IRN-ORG:HEZBOLLAH"), ())
    assert read_selection(selection.to_query())[0] == selection
    assert read_selection({"more": "RUS-UKR,<b>"})[1] == ("more",)


@given(texts)
def test_any_link_gives_a_selection_and_names_what_it_refused(query: dict[str, str]) -> None:
    selection, refused = read_selection(query)
    written = selection.to_query()
    for key in FIELDS:
        if query.get(key):
            assert (key in written) != (key in refused)


@given(st.dates(), st.dates(), st.dates())
def test_a_window_lies_within_the_days_there_are(since: date, until: date, as_of: date) -> None:
    begin, end = Selection(since=since, until=until, as_of=as_of).window(FIRST, LAST)
    assert FIRST <= begin <= end <= LAST
    assert (end - begin).days <= LONGEST_DAYS
    assert end <= max(as_of, FIRST)


def test_a_huge_value_is_refused_by_name() -> None:
    assert read_selection({"a": "A" * 1_000_000, "since": "0" * 1_000_000})[1] == ("a", "since")


def test_a_pair_of_one_actor_is_refused() -> None:
    assert read_selection({"a": "USA", "b": "USA"})[1] == ("b",)
