"""Real archives replayed in memory: the same path as a store's, for the pairs that are asked for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.coder import Coder, code_stored
from analysis.exposure import read_exposure, unchecked_days
from analysis.index import compute_index, join_parts
from analysis.kinship import concerned_pairs, read_kinship
from analysis.masses import pair_key
from analysis.parameters import Parameters
from analysis.stories.build import GROUP_PREFIX, build_stories
from data.actors import load_actors
from data.model import Article, Report, StoredArticle
from data.settings import ROOT
from ingest.archive import Archive, open_archive

CATALOGS = [ROOT / "data" / "catalog"]


def read_articles(folder: Path) -> Iterator[Article]:
    """Articles of all files of an archive, each once, in their order."""
    archive, known = Archive(frozenset()), set()
    for path in sorted(folder.glob("*.jsonl.gz")):
        with open_archive(path) as opened:
            for article in archive.articles(opened.lines):
                if article.key not in known:
                    known.add(article.key)
                    yield article


def code_archive(folder: Path) -> tuple[list[Report], pd.DataFrame]:
    """Reports of an archive and its exposure."""
    return code_articles(read_articles(folder))


def code_articles(articles: Iterable[Article]) -> tuple[list[Report], pd.DataFrame]:
    """Reports of articles and their exposure."""
    coder, late_after = Coder(CATALOGS), Parameters().late_after_days
    reports: list[Report] = []
    titles: defaultdict[tuple[date, str], set[str]] = defaultdict(set)
    for number, a in enumerate(articles):
        titles[a.day, a.outlet_id].add(a.title)
        late = a.published_at is not None and (a.day - a.published_at.date()).days > late_after
        for seq, event in enumerate(code_stored(coder, StoredArticle(number, 1, a).article).events):
            shared = (a.day, a.first_seen_at, a.outlet_id, a.outlet_id, None, a.language, a.title, a.body)
            reports.append(Report(number, seq, *shared, event, late))
    told = Counter((r.day, r.outlet_id) for r in reports)
    rows = [(d, o, len(found), told[d, o]) for (d, o), found in titles.items()]
    return reports, pd.DataFrame(rows, columns=["day", "outlet_id", "headlines", "reports"])


def replay(folder: Path, pairs: Sequence[str]) -> dict[str, pd.DataFrame]:
    """The daily index of some pairs over a whole archive."""
    return index_pairs(*code_archive(folder), pairs)


def index_pairs(reports: Sequence[Report], frame: pd.DataFrame, pairs: Sequence[str]) -> dict[str, pd.DataFrame]:
    """The daily index of some pairs from an archive's reports and exposure."""
    parameters, kinship = Parameters(), read_kinship(load_actors(CATALOGS))
    exposure = read_exposure(frame, parameters)
    assert exposure is not None
    mine = [
        r
        for r in reports
        if any(pair_key(*pair) in pairs for pair in concerned_pairs(r.event, kinship, parameters))
        or any(code.startswith(GROUP_PREFIX) for code in r.event.recipient)
    ]
    stories = build_stories(mine, kinship, parameters, unchecked=unchecked_days(frame, parameters))
    groups = {r.outlet_id: r.group for r in reports}
    return {
        pair: join_parts(compute_index([s for s in stories if s.pair == pair], pair, exposure, groups, parameters))
        for pair in pairs
    }
