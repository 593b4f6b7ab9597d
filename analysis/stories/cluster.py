"""Cluster one day's tellings of a pair into stories, given the stories that are still open from the days before.

Average-link agglomeration (Sokal and Michener 1958) with one constraint: two stories that were already told apart on an
earlier day never merge, so a later report cannot change what an earlier day showed. The order of the input is of no
consequence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

import numpy as np

from analysis.stories.likeness import NEVER, Matrix

Members = list[int]


class Keyed(Protocol):
    """What can be clustered: it has a place in a fixed order."""

    @property
    def key(self) -> tuple[int, int]:
        """The item's identity and order."""


Item = TypeVar("Item", bound=Keyed)


def merge_rows(alike: Matrix, sizes: list[int], keep: int, drop: int) -> None:
    """Update the average likeness after cluster `drop` joined `keep` (Lance and Williams 1967)."""
    total = sizes[keep] + sizes[drop]
    row = (sizes[keep] * alike[keep] + sizes[drop] * alike[drop]) / total
    alike[keep], alike[:, keep] = row, row
    alike[drop], alike[:, drop] = NEVER, NEVER
    alike[keep, keep] = NEVER


def agglomerate(alike: Matrix, sizes: Sequence[int], frozen: set[int], join_at: float) -> list[Members]:
    """Merge the closest two groups until none are `join_at` alike; groups in `frozen` never merge with each other.

    Works on the matrix that it is given: a copy of a dense day's would double the memory of an analysis.
    """
    sizes = list(sizes)
    np.fill_diagonal(alike, NEVER)
    fixed = sorted(frozen)
    alike[np.ix_(fixed, fixed)] = NEVER
    members: dict[int, Members] = {i: [i] for i in range(len(sizes))}
    while len(members) > 1:
        flat = int(np.argmax(alike))
        one, two = divmod(flat, alike.shape[1])
        if alike[one, two] < join_at:
            break
        keep, drop = (two, one) if two in frozen else (min(one, two), max(one, two))
        if one in frozen and two not in frozen:
            keep, drop = one, two
        merge_rows(alike, sizes, keep, drop)
        if keep in frozen:
            alike[keep, fixed] = NEVER
            alike[fixed, keep] = NEVER
        members[keep] += members.pop(drop)
        sizes[keep] += sizes[drop]
    return [members[i] for i in sorted(members)]


def group_matrix(alike: Matrix, sizes: Sequence[int], fresh: int) -> Matrix:
    """Average the likeness of fresh tellings (rows) to all (columns) over groups of neighbouring columns.

    `sizes` are those of the groups; the last `fresh` groups are the rows. What is not known between groups is NEVER.
    """
    starts = np.cumsum([0, *sizes[:-1]])
    averaged = np.add.reduceat(alike, starts, axis=1) / np.array(sizes)
    full: Matrix = np.full((len(sizes), len(sizes)), NEVER)
    full[-fresh:] = averaged
    full[:, -fresh:] = averaged.T
    return full


def cluster_day(
    open_stories: Sequence[Sequence[Item]],
    today: Sequence[Item],
    join_at: float,
    likeness: Callable[[Sequence[Item], int], Matrix],
) -> tuple[list[list[Item]], list[list[Item]]]:
    """Sort today's items into the open stories and new ones, by the likeness of the last so many items to all.

    Returns what is added to each open story (same order, possibly empty), and the new stories' items.
    """
    today = sorted(today, key=lambda item: item.key)
    if not today:
        return [[] for _ in open_stories], []
    items = [item for story in open_stories for item in story] + today
    old, fresh = len(open_stories), len(today)
    sizes = [*(len(story) for story in open_stories), *(1 for _ in today)]
    alike = group_matrix(likeness(items, fresh), sizes, fresh)
    merged = agglomerate(alike, sizes, set(range(old)), join_at)
    added: list[list[Item]] = [[] for _ in open_stories]
    new: list[list[Item]] = []
    for cluster in merged:
        told = [today[i - old] for i in cluster if i >= old]
        if cluster[0] < old:
            added[cluster[0]] = told
        else:
            new.append(told)
    return added, new
