"""The fast way to a large store leaves the same rows as the store's own way, and so does the way through migrations."""

from __future__ import annotations

import shutil
from pathlib import Path

from data.store import open_store
from data.store.base import EvidenceQuery
from data.store.copying import compare
from tests.scale.bulk import fill_file
from tests.scale.generate import World, fill, indexed_pairs
from tests.scale.older import put_back

SIZE = (400, 1500, 12, 7)


def test_a_file_filled_at_once_is_the_store_filled_day_by_day(tmp_path: Path) -> None:
    slow, fast = tmp_path / "slow.sqlite", tmp_path / "fast.sqlite"
    fill(f"sqlite:///{slow}", *SIZE)
    fill_file(fast, *SIZE)
    with open_store(f"sqlite:///{slow}", read_only=True) as one, open_store(f"sqlite:///{fast}", read_only=True) as two:
        counts = compare(one, two, one.layouts(), lambda _what, _rows: None)
        assert {name: counts[name] for name in ("article", "event", "event_pair", "pair_index")} == {
            "article": 400,
            "event": 1500,
            "event_pair": 1500,
            "pair_index": 12 * len(indexed_pairs(World(7))),
        }
        query = EvidenceQuery(words="word0 word1")
        assert one.evidence(query) == two.evidence(query) != []
        assert [finding for finding in two.check() if not finding.ok] == []


def test_an_older_store_has_the_same_rows_once_it_is_migrated(tmp_path: Path) -> None:
    path, older = tmp_path / "store.sqlite", tmp_path / "older.sqlite"
    fill_file(path, *SIZE)
    shutil.copy(path, older)
    put_back(older)
    with open_store(f"sqlite:///{path}", read_only=True) as one, open_store(f"sqlite:///{older}") as two:
        assert compare(one, two, one.layouts(), lambda _what, _rows: None)["story_report"] == 1500
        assert [finding for finding in two.check() if not finding.ok] == []
