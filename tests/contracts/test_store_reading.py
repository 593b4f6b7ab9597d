"""How every store engine answers: evidence, search, tones, series of others."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import pytest

from data.model import (
    CodedArticle,
    ToneReading,
)
from data.store.base import EvidenceQuery, Store
from data.store.sql import reports
from tests.contracts.store_values import DAY, NOW, code, commit, make_article


@pytest.mark.parametrize(
    ("query", "days"),
    [
        (EvidenceQuery(), [5, 4, 3, 2, 1, 0]),
        (EvidenceQuery(pair=("USA", "IRN")), [5, 4, 3, 2, 1, 0]),
        (EvidenceQuery(pair=("USA", "IRN"), directed=True), []),
        (EvidenceQuery(pair=("IRN", "USA"), directed=True, limit=2, offset=1), [4, 3]),
        (EvidenceQuery(pair=("IRN", "USA"), since=DAY + timedelta(days=1), until=DAY + timedelta(days=2)), [2, 1]),
        (EvidenceQuery(outlet_id="agency"), [5, 3, 1]),
        (EvidenceQuery(camp="neighbour", pair=("IRN", "USA")), [5, 3, 1]),
        (EvidenceQuery(language="fr"), [5, 4]),
        (EvidenceQuery(words="REJECTS 3"), [3]),
        (EvidenceQuery(words="tehran", pair=("IRN", "USA"), limit=1), [5]),
        (EvidenceQuery(words='"NEAR( OR * AND'), []),
        (EvidenceQuery(event_type="REJECT", quad="verbal_conflict", status="actual", limit=1), [5]),
        (EvidenceQuery(status="planned"), []),
        (EvidenceQuery(story_id="none"), []),
        (EvidenceQuery(words="   ", limit=1), [5]),
    ],
)
def test_evidence_is_filtered_and_newest_first(told: Store, query: EvidenceQuery, days: list[int]) -> None:
    assert [(row.report.day - DAY).days for row in told.evidence(query)] == days


@pytest.mark.parametrize("frequent", [2, 5000])
def test_a_search_goes_back_as_far_as_it_must(store: Store, frequent: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "FREQUENT", frequent)
    ages = [0, 1, 6, 7, 8, 20, 49, 50, 300, 1000]
    for age in reversed(ages[::2]):
        store.add_articles([make_article(str(age), first_seen_at=NOW - timedelta(days=age))])
    for age in ages[1::2]:
        store.add_articles([make_article(str(age), first_seen_at=NOW - timedelta(days=age))])
    code(store)

    def found(**filters: object) -> list[int]:
        rows = store.evidence(EvidenceQuery(words="proposal", **filters))
        return [(DAY - row.report.day).days for row in rows]

    assert found() == ages
    assert found(limit=3) == [0, 1, 6]
    assert found(limit=4, offset=5) == [20, 49, 50, 300]
    assert found(pair=("USA", "IRN"), limit=6, offset=6) == [49, 50, 300, 1000]
    assert found(since=DAY - timedelta(days=30), until=DAY - timedelta(days=7)) == [7, 8, 20]
    assert found(until=DAY - timedelta(days=2000)) == []


def test_the_best_of_the_last_month_come_first(store: Store) -> None:
    """In the title and short before once in a long text; older than a month not at all; newest first among equals."""
    told = (
        ("once in a long text", "other " * 60 + "grain " + "other " * 60, 1),
        ("grain in the title", "and grain", 9),
        ("grain in the title", "and grain", 8),
        ("grain", "grain grain", 40),
    )
    for number, (title, body, age) in enumerate(told):
        seen = NOW - timedelta(days=age)
        store.add_articles([make_article(str(number), title, body=body, first_seen_at=seen)])
    code(store)

    def found(**filters: object) -> list[int]:
        rows = store.evidence(EvidenceQuery(words="grain", best_first=True, **filters))
        return [(DAY - row.report.day).days for row in rows]

    assert found() == found(pair=("USA", "IRN")) == found(pair=("IRN", "USA"), directed=True) == [8, 9, 1]
    assert found(limit=1, offset=1) == found(pair=("USA", "IRN"), limit=1, offset=1) == [9]
    assert found(pair=("USA", "IRN"), directed=True) == found(status="planned") == []
    assert found(until=DAY - timedelta(days=20)) == [40]
    assert found(until=DAY - timedelta(days=2000)) == []


def test_words_are_found_without_their_accents(store: Store) -> None:
    store.add_articles([make_article(title="Téhéran dénonce", body="طهران ترفض المقترح")])
    code(store)
    assert len(store.evidence(EvidenceQuery(words="teheran denonce"))) == 1
    assert len(store.evidence(EvidenceQuery(words="ترفض"))) == 1
    assert len(store.evidence(EvidenceQuery(words="washington"))) == 0


def test_an_edit_is_searched_by_its_new_words(store: Store) -> None:
    commit(store, make_article(title="Alpha"))
    commit(store, make_article(title="Omega", first_seen_at=NOW + timedelta(hours=1)))
    code(store)
    assert [len(store.evidence(EvidenceQuery(words=word))) for word in ("alpha", "omega")] == [0, 1]


def test_tones_name_both_actors(told: Store) -> None:
    frame = told.tones(("USA", "IRN"), since=DAY + timedelta(days=4))
    assert list(frame.columns) == ["day", "outlet_id", "camp", "language", "tone"]
    assert frame["tone"].tolist() == [-0.5, -0.5]
    assert len(told.tones(("USA", "FRA"))) == 0


def test_a_sentence_that_lists_many_states_is_toward_none(store: Store) -> None:
    commit(store, make_article())
    [[stored]] = store.articles_to_analyse("v1")
    crowd = tuple(f"X{number:02d}" for number in range(20))
    store.save_coded([(stored, CodedArticle("en", (), 0.1, (ToneReading(0, 5, 0.1, crowd),)))], "v1")
    assert len(store.tones(("X00", "X01"))) == 0


def test_series_of_others_are_kept_with_their_source(store: Store) -> None:
    frame = pd.DataFrame({"day": [DAY, DAY + timedelta(days=1)], "value": [1.5, 2.0]})
    store.replace_series("gpr", frame, "a paper")
    store.replace_series("gpr", frame.tail(1), "a paper")
    assert store.series("gpr").to_dict("records") == [
        {"day": DAY + timedelta(days=1), "value": 2.0, "source": "a paper"}
    ]
