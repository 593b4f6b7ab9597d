"""How much two reports tell one event: wording where they share a language, facts everywhere.

Facts that need no language: who, type of act, status, day of the event, place, numbers. A reaction, a denial or a vow
shares its words with the deed it answers; the act and who does it tell them apart.
"""

from __future__ import annotations

import math
from collections import Counter
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
FACTS_OF_ANOTHER_SIDE = 0.30
DIGITS = 9


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


def cosine_matrix(tellings: Sequence[Telling], fresh: int) -> Matrix:
    """Give the rarity-weighted cosine of the last `fresh` wordings (rows) with all (columns).

    Of a wording with itself it counts what others say, too; nobody asks for that.
    """
    weights = rarity(t.wording.stems | t.wording.numbers for t in tellings)
    words = [t.wording.stems | t.wording.numbers for t in tellings]
    told = Counter(stem for said in words for stem in said)
    column = {stem: i for i, stem in enumerate(sorted(s for s in set().union(*words[-fresh:]) if told[s] > 1))}
    table = np.zeros((len(tellings), max(1, len(column))))
    for row, said in enumerate(words):
        norm = math.sqrt(math.fsum(weights[stem] ** 2 for stem in said)) or 1.0
        shared = [stem for stem in said if stem in column]
        table[row, [column[stem] for stem in shared]] = [weights[stem] / norm for stem in shared]
    product: Matrix = table[-fresh:] @ table.T
    return np.round(product, DIGITS, out=product)


def differ(values: Sequence[object], fresh: int) -> NDArray[np.bool_]:
    """Say whether the last `fresh` values (rows) differ from all (columns)."""
    number = {value: i for i, value in enumerate(dict.fromkeys(values))}
    numbers = np.array([number[value] for value in values], dtype=np.int64)
    unlike: NDArray[np.bool_] = numbers[-fresh:, None] != numbers[None, :]
    return unlike


def shared_numbers(tellings: Sequence[Telling], fresh: int) -> NDArray[np.bool_]:
    """Say whether the last `fresh` tellings (rows) share a number with all (columns)."""
    told = Counter(number for telling in tellings for number in telling.wording.numbers)
    column = {number: i for i, number in enumerate(sorted(number for number in told if told[number] > 1))}
    table = np.zeros((len(tellings), max(1, len(column))), dtype=np.float32)
    for row, telling in enumerate(tellings):
        table[row, [column[number] for number in telling.wording.numbers if number in column]] = 1
    share: NDArray[np.bool_] = (table[-fresh:] @ table.T) > 0
    return share


def likeness_matrix(tellings: Sequence[Telling], fresh: int) -> Matrix:
    """Give how alike the last `fresh` tellings (rows) are to all (columns).

    Tellings of one article are never one story unless the act is one. Across languages the facts decide alone; who is
    named first there depends on the language, so the side counts for less than the act.
    """
    events = [t.report.event for t in tellings]
    other_type = differ([e.event_type for e in events], fresh)
    other_polarity = differ([is_conflict(e) for e in events], fresh)
    other_status = differ([e.status for e in events], fresh)
    actors = ["mutual" if is_mutual(e) else t.actor for e, t in zip(events, tellings, strict=True)]
    other_direction = differ(actors, fresh)
    same_act = ~(other_type | other_polarity | other_status)
    other_language = differ([t.report.language for t in tellings], fresh)
    # One matrix is worked on in place: a dense day's tellings squared are the largest thing that an analysis holds.
    facts = np.where(other_type, OTHER_ACT, SAME_ACT)
    for differs, weight in (
        (other_polarity, OTHER_POLARITY),
        (other_status, OTHER_STATUS),
        (other_direction, OTHER_DIRECTION),
        (shared_numbers(tellings, fresh), SHARED_NUMBER),
    ):
        np.add(facts, weight, out=facts, where=differs)
    alike = cosine_matrix(tellings, fresh)
    alike += facts
    del facts
    alike[other_language] = NEVER
    alike[other_language & same_act] = FACTS_ALONE
    alike[other_language & same_act & other_direction] = FACTS_OF_ANOTHER_SIDE
    alike[~differ([t.report.article_id for t in tellings], fresh) & (other_polarity | other_type)] = NEVER
    return alike
