"""A store copied into another engine and back is the same, row by row; one that was cut short goes on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pandas as pd
import pytest

from data import commands
from data.commandline import Command, main
from data.errors import StoreError
from data.model import Outlet, Run
from data.plugins import discover
from data.store import open_store
from data.store.base import INDEX_COLUMNS, EvidenceQuery, Store
from data.store.copying import COPYING, copy_store, ordered
from data.store.desk import Author, Correction, add_correction, read_corrections
from tests.contracts.conftest import make_database
from tests.contracts.postgres_server import PASSWORD
from tests.contracts.store_values import DAY, NOW, code, commit, make_article, story_of


def fill_all(store: Store) -> None:
    """Put something into every table."""
    store.save_outlets([Outlet("agency", "Agency", "TUN", ("en",), "private", "group", "neighbour", None, ())])
    store.start_run(Run("run-1", NOW, None, None, "timer"))
    for number in range(7):
        seen = NOW + timedelta(days=number, microseconds=number)
        commit(
            store, make_article(str(number), f"Iran é ي rejects {number}", first_seen_at=seen, aliases=(f"a{number}",))
        )
    commit(store, make_article("0", "Edited \u2028 title", first_seen_at=NOW + timedelta(hours=1)))
    code(store, score=-1 / 3)
    store.replace_stories(DAY, DAY, [story_of(store, increment=0.1 + 0.2)])
    frame = pd.DataFrame({**dict.fromkeys(INDEX_COLUMNS, 1 / 7), "day": [DAY], "state": ["contested"], "extra": [2.5]})
    store.replace_index("IRN-USA", frame, "m", DAY)
    store.replace_alerts(DAY, [{"pair": "IRN-USA", "day": DAY, "state": "escalation", "reasons": [{"a": 1}]}])
    store.replace_series("gpr", pd.DataFrame({"day": [DAY], "value": [1 / 3]}), "a paper")
    store.count_sentences("agency.main", {make_article("1").key: ["0123456789abcdef"]})
    store.take_down(make_article("6").key, NOW)
    store.set_meta("method", "m")


def contents(store: Store) -> dict[str, list[object]]:
    return {name: [row for rows in store.portions(name) for row in rows] for name in store.layouts()}


@pytest.fixture(params=["sqlite", "postgresql"])
def other_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store of each engine in turn, to copy to."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'copy' / 'other.sqlite'}"
    numbers: Iterator[int] = request.getfixturevalue("database_numbers")
    return make_database(request.getfixturevalue("postgres_server"), f"copy_{next(numbers)}")


def ignore(_what: str, _rows: int) -> None:
    pass


def test_every_table_comes_over_as_it_is(store: Store, other_url: str) -> None:
    fill_all(store)
    before = contents(store)
    assert [name for name, rows in before.items() if not rows] == []
    with open_store(other_url) as other:
        counts = copy_store(store, other, ignore)
        assert contents(other) == before
        assert counts == {name: len(rows) for name, rows in before.items()}
        assert other.digest() == store.digest()
        assert other.evidence(EvidenceQuery(words="rejects")) == store.evidence(EvidenceQuery(words="rejects"))
        assert [finding for finding in other.check() if not finding.ok] == []
        assert commit(other, make_article("new")).new == 1
        assert commit(other, make_article("6")).rejected == {"takedown": 1}


def test_a_copy_that_was_cut_short_goes_on(store: Store, other_url: str) -> None:
    fill_all(store)

    def cut(what: str, _rows: int) -> None:
        if what == "story":
            raise KeyboardInterrupt

    with open_store(other_url) as other:
        with pytest.raises(KeyboardInterrupt):
            copy_store(store, other, cut)
        assert other.meta(COPYING) == "1"
    with open_store(other_url) as other:
        copy_store(store, other, ignore)
        assert contents(other) == contents(store)


def test_a_store_with_something_in_it_is_not_written_over(store: Store, other_url: str) -> None:
    fill_all(store)
    with open_store(other_url) as other:
        other.add_articles([make_article("own")])
        with pytest.raises(StoreError, match="not empty"):
            copy_store(store, other, ignore)
        assert other.status()["articles"] == 1


def test_what_changed_meanwhile_is_noticed(store: Store, other_url: str) -> None:
    fill_all(store)
    with open_store(other_url) as other:

        def meddle(what: str, _rows: int) -> None:
            if what == "tone_reading":
                other.replace_series("gpr", pd.DataFrame({"day": [DAY], "value": [2.0]}), "somebody else")

        with pytest.raises(StoreError, match="not the same"):
            copy_store(store, other, meddle)


def test_facts_and_what_others_refer_to_stand_where_they_must(store: Store) -> None:
    order = ordered(store.layouts())
    assert order[:3] == ["article", "event", "story"]
    assert order[-1] == "meta"
    assert sorted(order) == sorted(store.layouts())


def test_the_command_copies_both_ways_and_the_desk_goes_on(
    postgres_server: str,
    database_numbers: Iterator[int],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    there = make_database(postgres_server, f"copy_{next(database_numbers)}")
    back = f"sqlite:///{home / 'back.sqlite'}"
    found: Callable[..., int] = lambda *words: main("data", "", discover(commands, "COMMAND", Command), words)  # noqa: E731
    with open_store(f"sqlite:///{home / 'detente.sqlite'}") as store:
        fill_all(store)
        before = contents(store)
    correction = Correction(make_article("1").key, "Iran rejects", "{}", "no", Author("reader"), NOW)
    add_correction(home / "desk.sqlite", correction)
    assert found("migrate", "--to", there, "--json") == 0
    printed = capsys.readouterr()
    assert PASSWORD not in printed.out + printed.err
    assert quote(PASSWORD) not in printed.out + printed.err
    assert json.loads(printed.out)["rows"]["article"] == 6
    assert found("migrate", "--from", there, "--to", back) == 0
    with open_store(back, read_only=True) as store:
        assert contents(store) == before
        keys = {row[1] for row in contents(store)["article"]}
    assert [kept.article_key for kept in read_corrections(home / "desk.sqlite")] == [correction.article_key]
    assert correction.article_key in keys
    assert found("migrate", "--from", back) == 3
    assert found("migrate", "--from", back, "--to", back) == 3
    assert found("migrate", "--from", back, "--to", there) == 2
