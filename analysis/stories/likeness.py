"""How much two reports tell one event: wording where they share a language, facts everywhere.

Facts that need no language: who, type of act, status, day of the event, place, numbers. A reaction, a denial or a vow
shares its words with the deed it answers; the act and who does it tell them apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.stories.wording import Wording, rarity, read_wording
from analysis.weights import is_conflict, is_mutual
from data.model import Report

Matrix = NDArray[np.float64]

NEVER = -9.0
SAME_ACT = 0.12
OTHER_ACT = -0.12
OTHER_POLARITY = -0.25
OTHER_DIRECTION = -0.15
OTHER_STATUS = -0.10
SHARED_NUMBER = 0.05
FACTS_ALONE = 0.46


@dataclass(frozen=True, slots=True)
class Telling:
    """A report seen from one undirected pair: who acts in it, and its wording."""

    report: Report
    actor: str
    recipient: str
    wording: Wording

    @property
    def key(self) -> tuple[int, int]:
        """The report's identity."""
        return (self.report.article_id, self.report.seq)


def read_telling(report: Report, actor: str, recipient: str) -> Telling:
    """Read the wording of a report: its headline and the sentence that holds the event."""
    sentence = report.event.evidence.text
    text = report.title if sentence in report.title else f"{report.title} {sentence}"
    return Telling(report, actor, recipient, read_wording(text))


def cosine_matrix(tellings: Sequence[Telling]) -> Matrix:
    """Give the rarity-weighted cosine of all pairs of wordings."""
    weights = rarity(t.wording for t in tellings)
    column = {stem: i for i, stem in enumerate(weights)}
    table = np.zeros((len(tellings), max(1, len(column))))
    for row, telling in enumerate(tellings):
        for stem in telling.wording.stems | telling.wording.numbers:
            table[row, column[stem]] = weights[stem]
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    product: Matrix = table @ table.T
    return product


def codes(values: Sequence[object]) -> NDArray[np.int64]:
    """Number the distinct values, so that arrays of them can be compared."""
    number = {value: i for i, value in enumerate(dict.fromkeys(values))}
    return np.array([number[value] for value in values], dtype=np.int64)


def differ(values: Sequence[object]) -> NDArray[np.bool_]:
    """Say for all pairs whether the values differ."""
    numbers = codes(values)
    unlike: NDArray[np.bool_] = numbers[:, None] != numbers[None, :]
    return unlike


def shared_numbers(tellings: Sequence[Telling]) -> NDArray[np.bool_]:
    """Say for all pairs whether they share a number."""
    vocabulary = {n: i for i, n in enumerate(sorted(set().union(*(t.wording.numbers for t in tellings))))}
    table = np.zeros((len(tellings), max(1, len(vocabulary))))
    for row, telling in enumerate(tellings):
        for number in telling.wording.numbers:
            table[row, vocabulary[number]] = 1
    share: NDArray[np.bool_] = (table @ table.T) > 0
    return share


def likeness_matrix(tellings: Sequence[Telling]) -> Matrix:
    """Give how alike all pairs of tellings are; tellings of one article are never one story unless the act is one."""
    events = [t.report.event for t in tellings]
    other_type = differ([e.event_type for e in events])
    other_polarity = differ([is_conflict(e) for e in events])
    other_status = differ([e.status for e in events])
    other_direction = differ(["mutual" if is_mutual(e) else t.actor for e, t in zip(events, tellings, strict=True)])
    facts = (
        np.where(other_type, OTHER_ACT, SAME_ACT)
        + np.where(other_polarity, OTHER_POLARITY, 0.0)
        + np.where(other_status, OTHER_STATUS, 0.0)
        + np.where(other_direction, OTHER_DIRECTION, 0.0)
        + np.where(shared_numbers(tellings), SHARED_NUMBER, 0.0)
    )
    same_facts = ~(other_type | other_polarity | other_status | other_direction)
    across = np.where(same_facts, FACTS_ALONE, NEVER)
    alike = np.where(differ([t.report.language for t in tellings]), across, cosine_matrix(tellings) + facts)
    one_article = ~differ([t.report.article_id for t in tellings])
    np.fill_diagonal(one_article, val=False)
    alike[one_article & (other_polarity | other_type)] = NEVER
    return alike
