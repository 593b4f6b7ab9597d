"""Articles in, coded articles out, as Parquet files: what a worker does on whatever machine it stands.

A partition is written under another name and then renamed, so a file that is there is whole; done twice it is the same.
A worker gives back only how many rows it wrote and their hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.coder import code_batch, coder_for
from analysis.version import analyser_version
from data.errors import WorkerError
from data.model import Article, CodedArticle, Event, Evidence, StoredArticle, ToneReading
from data.whole_files import whole_file

TIME = pa.timestamp("us", tz="UTC")
WORDS = pa.list_(pa.string())
ARTICLE_FIELDS = tuple(field.name for field in fields(Article))
TYPES: dict[str, pa.DataType] = {"published_at": TIME, "first_seen_at": TIME, "flags": WORDS, "aliases": WORDS}
ARTICLES = pa.schema(
    [("article_id", pa.int64()), ("version", pa.int64())]
    + [(name, TYPES.get(name, pa.string())) for name in ARTICLE_FIELDS]
)
CODED = pa.schema(
    [
        ("article_id", pa.int64()),
        ("version", pa.int64()),
        ("language", pa.string()),
        ("tone", pa.float64()),
        ("reason", pa.string()),
        ("events", pa.string()),  # JSON: a list of objects with the fields of data.model.Event
        ("tones", pa.string()),  # JSON likewise, of ToneReading
    ]
)
Coded = list[tuple[StoredArticle, CodedArticle]]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a worker says of a partition: its first article, how many rows, and their hash."""

    partition: int
    rows: int
    digest: str


def article_table(batch: Sequence[StoredArticle]) -> pa.Table:
    """Write articles as a table of ARTICLES."""
    columns: dict[str, list[Any]] = {
        "article_id": [stored.article_id for stored in batch],
        "version": [stored.version for stored in batch],
    }
    for name in ARTICLE_FIELDS:
        values = [getattr(stored.article, name) for stored in batch]
        columns[name] = [list(value) for value in values] if name in ("flags", "aliases") else values
    return pa.table(columns, schema=ARTICLES)


def read_articles(table: pa.Table) -> list[StoredArticle]:
    """Read a table of ARTICLES."""
    found = []
    for row in table.to_pylist():
        number, version = row.pop("article_id"), row.pop("version")
        row["flags"], row["aliases"] = tuple(row["flags"]), tuple(row["aliases"])
        found.append(StoredArticle(number, version, Article(**row)))
    return found


def analyse(table: pa.Table, catalogs: tuple[Path, ...]) -> pa.Table:
    """Code a table of ARTICLES into a table of CODED: a row for each, in order."""
    return coded_table(code_batch(coder_for(catalogs), read_articles(table)))


def coded_table(coded: Coded) -> pa.Table:
    """Write coded articles as a table of CODED."""
    rows = [
        {
            "article_id": stored.article_id,
            "version": stored.version,
            "language": found.language,
            "tone": found.tone,
            "reason": found.reason,
            "events": json.dumps([asdict(event) for event in found.events], ensure_ascii=False, default=str),
            "tones": json.dumps([asdict(tone) for tone in found.tones], ensure_ascii=False),
        }
        for stored, found in coded
    ]
    return pa.Table.from_pylist(rows, schema=CODED)


def read_coded(table: pa.Table) -> list[tuple[int, CodedArticle]]:
    """Read a table of CODED, by article number."""
    return [
        (
            row["article_id"],
            CodedArticle(
                row["language"],
                tuple(read_event(event) for event in json.loads(row["events"])),
                row["tone"],
                tuple(ToneReading(**{**t, "actors": tuple(t["actors"])}) for t in json.loads(row["tones"])),
                row["reason"],
            ),
        )
        for row in table.to_pylist()
    ]


def read_event(row: dict[str, Any]) -> Event:
    """Read one event of the JSON."""
    day = date.fromisoformat(row["day"]) if row["day"] else None
    lists = {name: tuple(row[name]) for name in ("actor", "recipient", "rules")}
    return Event(**{**row, **lists, "day": day, "evidence": Evidence(**row["evidence"])})


def digest_of(table: pa.Table) -> str:
    """Hash the rows of a table, however the file was packed."""
    digest = hashlib.sha256()
    for row in table.to_pylist():
        digest.update(json.dumps(row, ensure_ascii=False, sort_keys=True, default=str).encode())
    return digest.hexdigest()


def write_table(table: pa.Table, path: Path) -> None:
    """Write a Parquet file whole or not at all; several writers of the same file do not meet."""
    with whole_file(path) as partial:
        pq.write_table(table, partial, compression="zstd")


def analyse_partition(number: int, source: str, target: str, catalogs: tuple[Path, ...], version: str) -> Receipt:
    """Code one partition file into another; the task that workers are given.

    Raises WorkerError where this worker has another version of the coder than whoever asks.
    """
    own = analyser_version(catalogs)
    if own != version:
        raise WorkerError(
            f"a worker has another version of the coder or catalogue ({own}) than this program ({version}): update it"
        )
    table = analyse(pq.read_table(source, schema=ARTICLES), catalogs)
    write_table(table, Path(target))
    return Receipt(number, table.num_rows, digest_of(table))
