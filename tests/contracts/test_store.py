"""What every store engine must do, whatever it is built on."""

from __future__ import annotations

import dataclasses
import hashlib
import inspect
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd
import psycopg
import pytest

from data.errors import StoreError
from data.model import (
    Article,
    CodedArticle,
    Event,
    Evidence,
    FeedRun,
    FeedState,
    FetchCounts,
    Outlet,
    Run,
    Story,
    StoryReport,
    ToneReading,
)
from data.plugins import discover
from data.store import engines, open_store
from data.store.base import INDEX_COLUMNS, Engine, EvidenceQuery, Store
from data.store.sql import reports
from data.store.sql.articles import CHURN_LIMIT

NOW = datetime(2026, 2, 6, 9, 0, tzinfo=UTC)
DAY = NOW.date()


@pytest.fixture(params=sorted(discover(engines, "ENGINE", Engine)))
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Give URLs of stores that are empty, of each engine in turn."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / f'{len(list(tmp_path.iterdir()))}.sqlite'}"
    server: str = request.getfixturevalue("postgres_server")
    numbers: Iterator[int] = request.getfixturevalue("database_numbers")
    return lambda: make_database(server, f"store_{next(numbers)}")


def make_database(server: str, name: str) -> str:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.replace("/postgres", f"/{name}")


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    return new_url()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url) as opened:
        yield opened


def make_article(name: str = "one", title: str = "Iran rejects the proposal", **changes: object) -> Article:
    values = {
        "key": hashlib.sha256(name.encode()).hexdigest()[:32],
        "feed_id": "agency.main",
        "outlet_id": "agency",
        "guid": name,
        "url": f"https://agency.example/{name}",
        "language": "en",
        "title": title,
        "body": "Tehran said no on Friday. Washington regrets it.",
        "published_at": NOW - timedelta(hours=1),
        "published_raw": "Fri, 06 Feb 2026 08:00:00 GMT",
        "date_reason": None,
        "first_seen_at": NOW,
        "flags": ("correction",),
    }
    return Article(**{**values, **changes})


def make_state(feed_id: str = "agency.main", **changes: object) -> FeedState:
    return dataclasses.replace(FeedState(feed_id, "https://agency.example/rss"), **changes)


def make_feed_run(feed_id: str = "agency.main", at: datetime = NOW, **rejected: int) -> FeedRun:
    return FeedRun(feed_id, at, "ok", 200, 1234, 56, FetchCounts(rejected=rejected))


def make_event(article: Article, **changes: object) -> Event:
    text = article.text
    values = {
        "actor": ("IRN",),
        "recipient": ("USA",),
        "event_type": "REJECT",
        "mode": None,
        "quad": "verbal_conflict",
        "status": "actual",
        "score": -4.0,
        "day": DAY,
        "evidence": Evidence(text[5:20], 5, 20),
        "confidence": 0.9,
        "rules": ("verb:reject", "order"),
        "place": None,
    }
    return Event(**{**values, **changes})


def code(store: Store, analyser: str = "v1", **changes: object) -> None:
    for batch in list(store.articles_to_analyse(analyser)):
        coded = [
            (
                stored,
                CodedArticle(
                    stored.article.language,
                    (make_event(stored.article, **changes),),
                    -0.25,
                    (ToneReading(0, 10, -0.5, ("USA", "IRN")),),
                ),
            )
            for stored in batch
        ]
        store.save_coded(coded, analyser)


def story_of(
    store: Store,
    story_id: str = "s1",
    day: date = DAY,
    *,
    mutual: bool = False,
    increment: float = 1.5,
    **changes: object,
) -> Story:
    reports = tuple(
        StoryReport(report.article_id, report.seq, "IRN", "USA", mutual, report.day, report.outlet_id, True, increment)
        for report in store.reports(day, day)
    )
    event = store.reports(day, day)[0].event
    values = {
        "story_id": story_id,
        "actor": "IRN",
        "recipient": "USA",
        "event_type": event.event_type,
        "mode": event.mode,
        "quad": event.quad,
        "status": event.status,
        "score": event.score,
        "day": day,
        "event_day": None,
        "reports": reports,
    }
    return Story(**{**values, **changes})


def commit(store: Store, *articles: Article, **rejected: int) -> FetchCounts:
    return store.commit_fetch(articles, make_state(), make_feed_run(**rejected), "run-1")


def test_every_method_of_the_protocol_is_there_with_its_parameters(store: Store) -> None:
    wanted = {name: value for name, value in vars(Store).items() if callable(value) and not name.startswith("_")}
    assert len(wanted) > 30
    for name, method in wanted.items():
        expected = list(inspect.signature(method).parameters.items())[1:]
        found = list(inspect.signature(getattr(store, name)).parameters.items())
        assert [(key, value.kind, value.default) for key, value in found] == [
            (key, value.kind, value.default) for key, value in expected
        ], name


# ingest ------------------------------------------------------------------------------------------------------------


def test_a_fetch_is_counted_entry_by_entry(store: Store) -> None:
    one, two = make_article(), make_article("two")
    assert commit(store, one, one, two, no_title=3) == FetchCounts(2, 0, 0, 1, {"no_title": 3})
    edited = make_article(title="Iran softens its answer")
    counts = commit(store, edited, two)
    assert (counts.new, counts.changed, counts.unchanged, counts.seen) == (0, 1, 1, 2)


def test_an_article_comes_back_as_it_was_given(store: Store) -> None:
    article = make_article(first_seen_at=NOW.replace(microsecond=123456), title="Téhéran rejette — طهران ترفض")
    bare = make_article("bare", guid=None, url=None, language=None, published_at=None, published_raw=None, flags=())
    commit(store, article, bare)
    [[first, second]] = store.articles_to_analyse("v1")
    assert (first.article, second.article) == (article, bare)
    assert (first.version, second.version) == (1, 1)


def test_a_time_without_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="zone"):
        store.add_articles([make_article(first_seen_at=NOW.replace(tzinfo=None))])
    assert store.status()["articles"] == 0


def test_check_40_an_edit_is_a_new_version_and_the_old_one_is_kept(store: Store) -> None:
    commit(store, make_article())
    code(store)
    later = NOW + timedelta(days=2)
    commit(store, make_article(title="Iran softens", first_seen_at=later))
    [[stored]] = store.articles_to_analyse("v1")
    assert (stored.version, stored.article.title, stored.article.first_seen_at) == (2, "Iran softens", NOW)
    status = store.status()
    assert (status["articles"], status["versions"]) == (1, 2)
    [row] = store.evidence(EvidenceQuery())
    assert row.version == 1
    assert all(finding.ok for finding in store.check())


def test_an_outlet_may_go_back_to_its_first_words(store: Store) -> None:
    for number, title in enumerate(("first", "second", "first")):
        commit(store, make_article(title=title, first_seen_at=NOW + timedelta(hours=number)))
    [[stored]] = store.articles_to_analyse("v1")
    assert (stored.version, stored.article.title) == (3, "first")


def test_check_40_churn_without_a_new_date_is_capped_and_counted(store: Store) -> None:
    commit(store, make_article())
    outcomes = [
        commit(store, make_article(body=f"It is {n} o'clock.", first_seen_at=NOW + timedelta(hours=n)))
        for n in range(1, CHURN_LIMIT + 4)
    ]
    assert sum(counts.changed for counts in outcomes) == CHURN_LIMIT
    assert [counts.rejected for counts in outcomes[-3:]] == [{"churn": 1}] * 3
    dated = make_article(body="A real edit.", published_raw="later", first_seen_at=NOW + timedelta(days=9))
    assert commit(store, dated).changed == 1


def test_check_101_state_and_history_come_with_the_articles(store: Store) -> None:
    state = make_state(
        etag='W/"a"', next_check_at=NOW + timedelta(hours=1), failures=2, usual_items=29.5, moved_since=NOW
    )
    feed_run = make_feed_run(stale=2)
    store.start_run(Run("run-1", NOW, None, None, "timer"))
    store.commit_fetch([make_article()], state, feed_run, "run-1")
    store.end_run("run-1", NOW + timedelta(seconds=9), 0, "fine")
    assert store.feed_states() == {"agency.main": state}
    counts = FetchCounts(1, 0, 0, 0, {"stale": 2})
    assert store.feed_runs("run-1") == [dataclasses.replace(feed_run, counts=counts)]
    assert store.feed_runs(feed_id="other") == []
    assert store.runs() == [Run("run-1", NOW, NOW + timedelta(seconds=9), 0, "timer", "fine")]


def test_check_02_a_fetch_that_fails_half_way_leaves_nothing(store: Store) -> None:
    broken = dataclasses.replace(make_state(), next_check_at=NOW.replace(tzinfo=None))
    with pytest.raises(ValueError, match="zone"):
        store.commit_fetch([make_article()], broken, make_feed_run(), "run-1")
    assert store.feed_states() == {}
    assert store.status()["articles"] == 0


def test_check_46_imports_may_come_twice_in_any_order_and_any_portions(new_url: Callable[[], str]) -> None:
    versions = [
        make_article(title="first", first_seen_at=NOW),
        make_article(title="second", first_seen_at=NOW + timedelta(hours=1)),
        make_article(title="first", first_seen_at=NOW + timedelta(hours=2)),
        make_article("two", first_seen_at=NOW + timedelta(days=1)),
        make_article("two", first_seen_at=NOW),
    ]
    digests = set()
    for portions in (
        [versions], [versions[::-1]], [versions[3:], versions[:3]], [[v] for v in versions] * 2, [versions, versions],
    ):  # fmt: skip
        with open_store(new_url()) as store:
            for portion in portions:
                store.add_articles(portion)
            code(store)
            digests.add(store.digest())
            assert store.status()["versions"] == 3
            assert store.days() == (DAY, DAY)
    assert len(digests) == 1


def test_an_import_counts_repeats_as_duplicates_or_unchanged(store: Store) -> None:
    articles = [make_article(), make_article(), make_article("two")]
    assert store.add_articles(articles) == FetchCounts(2, 0, 0, 1)
    assert store.add_articles(articles) == FetchCounts(0, 0, 2, 1)


def test_sentences_are_counted_once_an_article(store: Store) -> None:
    one, two = "a" * 32, "b" * 32
    assert store.count_sentences("main", {one: ["h1", "h2", "h1"], two: ["h2"]}) == {"h1": 1, "h2": 2}
    assert store.count_sentences("main", {one: ["h1"]}) == {"h1": 1}
    assert store.count_sentences("main", {two: ["h1"]}) == {"h1": 2}
    assert store.count_sentences("other", {one: ["h1"]}) == {"h1": 1}
    assert store.count_sentences("main", {}) == {}
    assert store.count_sentences("main", {f"{number:08x}" * 4: ["h1"] for number in range(40)}) == {"h1": 16}


def test_check_39_the_first_key_of_an_alias_stays(store: Store) -> None:
    one, two = make_article(aliases=("guid", "link")), make_article("two", aliases=("link", "title"))
    commit(store, one)
    store.add_articles([two])
    found = store.known_keys("agency.main", ["guid", "link", "title", "unknown"])
    assert found == {"guid": one.key, "link": one.key, "title": two.key}
    assert store.known_keys("other", ["guid"]) == {}
    store.take_down(one.key, NOW)
    assert store.known_keys("agency.main", ["guid"]) == {"guid": one.key}


# analysis ----------------------------------------------------------------------------------------------------------


def test_an_article_waits_until_this_analyser_has_coded_it(store: Store) -> None:
    store.add_articles([make_article(str(number)) for number in range(7)])
    assert [len(batch) for batch in store.articles_to_analyse("v1", batch=3)] == [3, 3, 1]
    code(store, "v1")
    assert list(store.articles_to_analyse("v1")) == []
    assert len(next(store.articles_to_analyse("v2"))) == 7
    assert len(next(store.articles_to_analyse("v1", rescore=True))) == 7


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


# views -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def told(store: Store) -> Store:
    store.save_outlets([Outlet("agency", "Agency", "TUN", ("en",), "private", "group", "neighbour", None, ())])
    for number in range(6):
        article = make_article(
            str(number),
            f"Iran rejects proposal number {number}",
            first_seen_at=NOW + timedelta(days=number),
            outlet_id="agency" if number % 2 else "radio",
            language="en" if number < 4 else "fr",
        )
        store.add_articles([article])
    code(store)
    return store


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


def test_status_of_an_empty_and_a_full_store(store: Store) -> None:
    empty = store.status()
    assert (empty["articles"], empty["last_run"], empty["last_day"], store.days()) == (0, None, None, None)
    store.start_run(Run("run-1", NOW, None, None, "timer"))
    commit(store, make_article())
    code(store)
    store.replace_stories(DAY, DAY, [story_of(store)])
    status = store.status()
    counted = {name: status[name] for name in ("articles", "versions", "events", "stories", "feeds")}
    assert counted == {"articles": 1, "versions": 1, "events": 1, "stories": 1, "feeds": 1}
    assert status["last_run"]["run_id"] == "run-1"
    assert status["first_day"] == status["last_day"] == DAY.isoformat()
    assert datetime.fromisoformat(status["data_through"]) == NOW


def test_facts_are_kept(store: Store) -> None:
    assert store.meta("method") is None
    store.set_meta("method", "1")
    store.set_meta("method", "2")
    assert store.meta("method") == "2"


# upkeep ------------------------------------------------------------------------------------------------------------


def test_the_sample_takes_no_live_articles(store: Store) -> None:
    store.set_meta("sample", "1")
    store.add_articles([make_article()])
    with pytest.raises(StoreError, match="sample"):
        commit(store, make_article("two"))
    assert store.status()["articles"] == 1


def test_check_108_what_was_taken_down_is_gone_and_stays_gone(store: Store) -> None:
    commit(store, make_article(), make_article("two"))
    commit(store, make_article(title="Edited", first_seen_at=NOW + timedelta(hours=1)))
    code(store)
    store.replace_stories(DAY, DAY, [story_of(store)])
    assert store.take_down(make_article().key, NOW)
    assert not store.take_down("f" * 32, NOW)
    assert commit(store, make_article()).rejected == {"takedown": 1}
    assert (store.status()["articles"], store.status()["versions"], len(store.reports())) == (1, 1, 1)
    assert store.evidence(EvidenceQuery(words="edited")) == []
    assert len(store.stories()[0].reports) == 1
    assert list(store.exposure()["headlines"]) == [1]
    assert all(finding.ok for finding in store.check())


def test_check_108_pruning_keeps_pair_days_and_coverage(told: Store) -> None:
    last = DAY + timedelta(days=5)
    told.replace_stories(DAY, last, [story_of(told, f"s{n}", DAY + timedelta(days=n)) for n in range(6)])
    pairs, exposure, stories = told.pair_days(), told.exposure(), told.stories()
    assert told.prune(DAY + timedelta(days=3), batch=1) == 3
    assert told.status()["articles"] == 3
    assert len(told.reports()) == len(told.tones(("IRN", "USA"))) == 3
    pd.testing.assert_frame_equal(told.pair_days(), pairs)
    pd.testing.assert_frame_equal(told.exposure(), exposure)
    assert told.stories() == stories
    assert len(told.table("story_reports", DAY, last)) == 6
    assert told.add_articles([make_article("old")]).rejected == {"pruned": 1}
    told.replace_stories(DAY, last, [])
    assert len(told.pair_days()) == 3
    assert all(finding.ok for finding in told.check())


def test_check_101_the_next_run_forgets_history_after_90_days(store: Store) -> None:
    for days in (91, 89, 0):
        store.commit_fetch([], make_state(), make_feed_run(at=NOW - timedelta(days=days)), str(days))
        store.start_run(Run(str(days), NOW - timedelta(days=days), None, None, "timer"))
    assert [run.run_id for run in store.runs()] == ["0", "89"]
    assert len(store.feed_runs()) == 2


def test_check_47_what_breaks_the_rules_is_refused_whole(store: Store) -> None:
    commit(store, make_article())
    for wrong in ({"quad": "friendly"}, {"score": 11.0}):
        with pytest.raises(StoreError):
            code(store, **wrong)
    assert (store.status()["events"], len(list(store.articles_to_analyse("v1")))) == (0, 1)


def test_check_110_compacting_keeps_everything(told: Store) -> None:
    told.prune(DAY + timedelta(days=3))
    before = told.digest()
    told.compact()
    assert told.digest() == before
    assert told.status()["size"] > 0


def test_run_history_is_pruned_by_time(store: Store) -> None:
    store.start_run(Run("old", NOW - timedelta(days=9), None, None, "timer"))
    store.start_run(Run("new", NOW, None, None, "timer"))
    store.commit_fetch([], make_state(), make_feed_run(at=NOW - timedelta(days=9)), "old")
    store.commit_fetch([], make_state(), make_feed_run(), "new")
    assert store.prune_history(NOW - timedelta(days=5)) == 1
    assert [run.run_id for run in store.runs()] == ["new"]
    assert len(store.feed_runs()) == 1


def test_check_57_a_store_can_be_read_while_it_is_written(store: Store, url: str) -> None:
    commit(store, make_article())
    with open_store(url, read_only=True) as reader:
        commit(store, make_article("two"))
        assert reader.status()["articles"] == 2
        with pytest.raises(StoreError):
            reader.set_meta("method", "1")


def test_check_47_wrong_evidence_is_found(store: Store) -> None:
    commit(store, make_article())
    code(store, evidence=Evidence("never written", 0, 13))
    assert [finding.name for finding in store.check() if not finding.ok] == ["evidence"]
