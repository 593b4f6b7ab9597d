"""What every store engine must do with coded articles: events, coverage, stories, pair-days, index."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pandas as pd

from data.model import (
    CodedArticle,
    Outlet,
    ToneReading,
)
from data.store.base import INDEX_COLUMNS, EvidenceQuery, Store
from tests.contracts.store_values import DAY, NOW, code, commit, make_article, make_event, story_of


def test_an_article_waits_until_this_analyser_has_coded_it(store: Store) -> None:
    store.add_articles([make_article(str(number)) for number in range(7)])
    assert [len(batch) for batch in store.articles_to_analyse("v1", batch=3)] == [3, 3, 1]
    code(store, "v1")
    assert list(store.articles_to_analyse("v1")) == []
    assert len(next(store.articles_to_analyse("v2"))) == 7
    assert len(next(store.articles_to_analyse("v1", rescore=True))) == 7


def test_nearest_48_every_score_says_which_version_made_it(store: Store) -> None:
    """A new version replaces the events of the old one: layers would double the store; `data export` keeps one."""
    store.add_articles([make_article(str(number)) for number in range(3)])
    code(store, "v1")
    [batch] = store.articles_to_analyse("v2")
    store.save_coded([(batch[0], CodedArticle("en", (make_event(batch[0].article),), None))], "v2")
    columns = store.layouts()["coding"].columns
    made = {dict(zip(columns, row, strict=True))["analyser"] for rows in store.portions("coding") for row in rows}
    assert made == {"v1", "v2"}
    assert len(next(store.articles_to_analyse("v2"))) == 2, "a run that was cut short goes on where it stopped"
    code(store, "v2")
    made = {dict(zip(columns, row, strict=True))["analyser"] for rows in store.portions("coding") for row in rows}
    assert made == {"v2"}, "no value rests on two versions"
    assert len(store.reports()) == 3
    frame = pd.DataFrame([dict.fromkeys(INDEX_COLUMNS) | {"day": DAY, "state": "steady"}])
    store.replace_index("IRN-USA", frame, "index-7", DAY)
    columns = store.layouts()["pair_index"].columns
    [[row]] = store.portions("pair_index")
    assert dict(zip(columns, row, strict=True))["method"] == "index-7"


def test_an_edit_during_coding_waits_for_the_next_run(store: Store) -> None:
    commit(store, make_article())
    [batch] = store.articles_to_analyse("v1")
    commit(store, make_article(title="Iran softens", first_seen_at=NOW + timedelta(hours=1)))
    store.save_coded([(batch[0], CodedArticle("en", (make_event(batch[0].article),), None))], "v1")
    [[again]] = store.articles_to_analyse("v1")
    assert again.version == 2


def test_events_come_back_as_reports(store: Store) -> None:
    store.save_outlets([Outlet("agency", "Agency", "TUN", ("en",), "private", "group", "neighbour", None, ())])
    article = make_article(published_at=NOW - timedelta(days=9))
    commit(store, article, make_article("two", outlet_id="unheard", published_at=None))
    code(store, actor=("IRN", "IGO:UN"), place="Muscat")
    first, second = store.reports()
    assert first.event == make_event(article, actor=("IRN", "IGO:UN"), place="Muscat")
    assert (first.group, first.camp, first.late, first.seen_at, first.day) == ("group", "neighbour", True, NOW, DAY)
    assert (second.group, second.camp, second.late) == ("unheard", None, False)
    assert (first.title, first.lead, first.language) == (article.title, article.body, "en")
    assert store.reports(pair=("USA", "IRN")) == [first, second]
    assert store.reports(pair=("USA", "FRA")) == []
    assert store.reports(DAY + timedelta(days=1)) == []


def test_coding_again_replaces_events_and_pairs(store: Store) -> None:
    commit(store, make_article())
    code(store, "v1")
    code(store, "v2", recipient=("FRA", "DEU"))
    assert store.reports(pair=("IRN", "USA")) == []
    assert len(store.reports(pair=("DEU", "IRN"))) == 1
    [batch] = store.articles_to_analyse("v3")
    assert store.save_coded([(batch[0], CodedArticle("en", (), None, (), "empty"))], "v3") == {DAY}
    assert store.reports() == []
    assert len(store.tones(("IRN", "USA"))) == 0
    assert store.status()["events"] == 0
    assert all(finding.ok for finding in store.check())


def test_saving_the_same_twice_changes_nothing(store: Store) -> None:
    commit(store, make_article())
    code(store, "v1")
    store.replace_stories(DAY, DAY, [story_of(store)])
    before = store.digest()
    [batch] = store.articles_to_analyse("v1", rescore=True)
    tones = (ToneReading(0, 10, -0.5, ("USA", "IRN")),)
    store.save_coded([(batch[0], CodedArticle("en", (make_event(batch[0].article),), -0.25, tones))], "v1")
    assert store.digest() == before
    assert len(store.stories()[0].reports) == 1


def test_exposure_counts_unique_headlines(store: Store) -> None:
    same = "Iran  REJECTS the proposal"
    commit(store, make_article(), make_article("two", same), make_article("three", "Other news"))
    frame = store.exposure()
    assert frame.to_dict("records") == [{"day": DAY, "outlet_id": "agency", "headlines": 2, "reports": 0}]
    commit(store, make_article("three", same, first_seen_at=NOW + timedelta(hours=3)))
    code(store)
    assert store.exposure()[["headlines", "reports"]].to_numpy().tolist() == [[1, 3]]
    assert list(store.exposure(until=DAY - timedelta(days=1)).columns) == ["day", "outlet_id", "headlines", "reports"]


def test_coverage_names_camps_and_languages(store: Store) -> None:
    store.save_outlets([Outlet("agency", "Agency", "TUN", ("en",), "private", "group", "neighbour", None, ())])
    commit(store, make_article(), make_article("two", language=None, outlet_id="unheard"))
    code(store)
    rows = store.coverage(DAY, DAY).to_dict("records")
    assert rows[0] == {
        "day": DAY, "outlet_id": "agency", "camp": "neighbour", "language": "en", "articles": 1, "events": 1,
    }  # fmt: skip
    assert rows[1]["camp"] is None
    assert rows[1]["language"] is None


def test_stories_come_back_whole_and_are_replaced_by_day(store: Store) -> None:
    commit(store, make_article(), make_article("two"))
    code(store)
    story = story_of(store, expectation="held", event_day=DAY)
    store.replace_stories(DAY, DAY, [story])
    assert store.stories() == [story]
    assert store.stories(pair=("USA", "IRN")) == [story]
    assert store.stories(pair=("USA", "FRA")) == []
    assert [row.story_id for row in store.evidence(EvidenceQuery(story_id="s1"))] == ["s1", "s1"]
    other = story_of(store, "s2")
    store.replace_stories(DAY, DAY, [other])
    assert store.stories() == [other]
    store.replace_stories(DAY + timedelta(days=1), DAY + timedelta(days=9), [])
    assert store.stories() == [other]


def test_plans_and_outlines_are_read_without_everything_else(store: Store) -> None:
    commit(store, make_article(), make_article("two"))
    code(store)
    plan, told = story_of(store, status="planned", event_day=DAY), story_of(store, "s2")
    undated = story_of(store, "s3", status="planned")
    foreign = story_of(store, "s4", actor="FRA", recipient="TUN", reports=())
    store.replace_stories(DAY, DAY, [plan, told, undated, foreign])
    later = DAY + timedelta(days=1)
    assert store.announced(DAY, DAY) == store.announced(DAY, DAY, ("USA", "IRN")) == [plan]
    assert store.announced(DAY, DAY, ("FRA", "TUN")) == store.announced(later, later) == []
    assert store.outlines(["IRN-USA"], DAY, DAY) == [replace(story, reports=()) for story in (plan, told, undated)]
    assert store.outlines(["IRN-USA", "FRA-TUN"], DAY, DAY)[0] == foreign
    assert store.outlines([], DAY, DAY) == store.outlines(["FRA-TUN"], later, later) == []


def test_pair_days_are_recomputed_never_incremented(store: Store) -> None:
    commit(store, make_article(), make_article("two"), make_article("next", first_seen_at=NOW + timedelta(days=1)))
    code(store)
    last = DAY + timedelta(days=1)
    one, two = (
        story_of(store),
        story_of(store, "s2", DAY + timedelta(days=1), mutual=True, increment=-0.5, quad="verbal_cooperation"),
    )
    for _ in range(3):
        store.replace_stories(DAY, DAY + timedelta(days=1), [one, two])
    frame = store.pair_days(("IRN", "USA"))
    columns = ["stories", "reports", "outlets", "verbal_conflict", "verbal_cooperation", "conflict", "cooperation"]
    assert frame[columns].to_numpy().tolist() == [[1, 2, 1, 1, 0, 3.0, 0.0], [1, 1, 1, 0, 1, 0.0, 0.5]]
    pairs = store.pairs().to_dict("records")
    assert pairs == [
        {"actor": "IRN", "recipient": "USA", "stories": 2, "first_day": DAY, "last_day": DAY + timedelta(days=1)},
        {"actor": "USA", "recipient": "IRN", "stories": 1, "first_day": last, "last_day": last},
    ]
    store.replace_stories(DAY, DAY, [])
    assert list(store.pair_days()["day"]) == [last, last]


def index_frame(days: int, **further: object) -> pd.DataFrame:
    rows = [
        {**dict.fromkeys(INDEX_COLUMNS, 0.5), "day": DAY + timedelta(days=n), "state": "steady", **further}
        for n in range(days)
    ]
    return pd.DataFrame(rows)


def test_the_index_is_replaced_from_a_day_on(store: Store) -> None:
    store.replace_index("IRN-USA", index_frame(5), "m1", DAY)
    changed = index_frame(5)
    changed["direction_p"] = None
    changed.loc[4, "state"] = "insufficient"
    store.replace_index("IRN-USA", changed, "m2", DAY + timedelta(days=3))
    found = store.index("IRN-USA")
    assert tuple(found.columns) == INDEX_COLUMNS
    assert list(found["direction_p"].isna()) == [False, False, False, True, True]
    assert list(found["state"])[3:] == ["steady", "insufficient"]
    assert list(found["day"]) == [DAY + timedelta(days=n) for n in range(5)]
    assert len(store.index("IRN-USA", DAY + timedelta(days=1), DAY + timedelta(days=2))) == 2
    assert tuple(store.index("FRA-USA").columns) == INDEX_COLUMNS


def test_further_index_columns_are_kept(store: Store) -> None:
    store.replace_index("IRN-USA", index_frame(2, fragile="agency"), "m1", DAY)
    store.replace_index("USA>IRN", index_frame(1), "m1", DAY)
    assert list(store.index("IRN-USA")["fragile"]) == ["agency", "agency"]
    assert sorted(store.index_on(DAY)["pair"]) == ["IRN-USA", "USA>IRN"]
    assert len(store.index_on(DAY - timedelta(days=1))) == 0


def test_alerts_keep_their_reasons(store: Store) -> None:
    alerts = [
        {"pair": "IRN-USA", "day": DAY + timedelta(days=n), "state": "escalation", "direction_p": 0.9, "reasons": ["a"]}
        for n in range(2)
    ]
    store.replace_alerts(DAY, alerts)
    assert store.alerts() == alerts[::-1]
    store.replace_alerts(DAY + timedelta(days=1), [])
    assert store.alerts() == alerts[:1]
