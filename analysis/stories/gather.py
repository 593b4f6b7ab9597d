"""Which articles tell one event, whether or not an act could be coded in them: by wording, actors, days and acts.

Only articles that name the same two actors within a few days are compared. In one language words decide, and with them
what the words mean (`sense.py`); known acts speak for or against. Between languages known acts decide, or meaning alone
where an article has none. The index rests on coded reports alone (`build.py`); this serves readers, for whom an article
that the coder cannot read is still one of a story.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

import numpy as np
from numpy.typing import NDArray

from analysis.kinship import Kinship
from analysis.parameters import Parameters
from analysis.stories import likeness as known
from analysis.stories.cluster import cluster_day
from analysis.stories.likeness import NEVER, Matrix
from analysis.stories.sense import Sense
from analysis.stories.wording import Weighed, fold, rarity, weigh_grams, weigh_words, wording_cosine
from analysis.weights import is_conflict, is_mutual
from data.model import Event

OTHER_PARTIES = -0.25
NO_ACTS = -0.05
GRAM_SHARE = 0.3
SENSE_SHARE = 0.3
SENSE_ABROAD = 0.2
ASKING = -0.2
ONE_ASKS = -0.6
A_DAY_APART = -0.06
SAME_DEED = 0.8
OTHER_SIDE = -0.3
SHARED_ACTORS = 2


@dataclass(frozen=True, slots=True)
class Act:
    """What can be compared of a coded event: type, polarity, status, and who did it to whom (kin as one)."""

    event_type: str
    conflict: bool
    status: str
    actors: frozenset[str]
    recipients: frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """An article as it is compared: `actors` are all that it names, `acts` what could be coded."""

    number: int
    day: date
    language: str | None
    words: Weighed
    grams: Weighed
    sense: Sense
    actors: frozenset[str]
    acts: tuple[Act, ...]

    @property
    def key(self) -> tuple[int, int]:
        """The article's identity and order."""
        return (self.number, 0)

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers in its wording."""
        return frozenset(word for word in self.words if word[0].isdigit())


def read_line(
    number: int,
    day: date,
    language: str | None,
    text: str,
    events: Sequence[Event],
    named: Iterable[str],
    sense: Sense,
    kinship: Kinship,
) -> Line:
    """Read an article; `named` are the actors of its sentences."""
    folded = fold(text)
    acts = tuple(read_act(event, kinship) for event in events)
    parties = frozenset().union(*(act.actors | act.recipients for act in acts), head_of(named, kinship))
    return Line(number, day, language, weigh_words(folded), weigh_grams(folded), sense, parties, acts)


def head_of(codes: Iterable[str], kinship: Kinship) -> frozenset[str]:
    """Give actors with groups and territories put under their state."""
    lifts = {**kinship.sovereigns, **kinship.parents}
    return frozenset(lifts.get(code, code) for code in codes)


def read_act(event: Event, kinship: Kinship) -> Act:
    """Read a coded event; the sides of what is mutual are one."""
    actors, recipients = head_of(event.actor, kinship), head_of(event.recipient, kinship)
    if is_mutual(event):
        actors = recipients = actors | recipients
    return Act(event.event_type, is_conflict(event), event.status, actors, recipients)


@dataclass(frozen=True, slots=True)
class Rare:
    """How rare each word, letter group and entry of the catalogue is among all lines."""

    words: Weighed
    grams: Weighed
    entries: Weighed


def rarity_of(lines: Sequence[Line]) -> Rare:
    """Count how rare the terms of lines are among them."""
    return Rare(*(rarity(terms) for terms in zip(*((x.words, x.grams, x.sense.entries) for x in lines), strict=True)))


def gather(lines: Sequence[Line], parameters: Parameters) -> list[list[Line]]:
    """Group lines into stories, alone ones included, `story_days` days at a time.

    Stories that began no longer ago than that may still grow. How rare a word is follows from all lines.
    """
    if not lines:
        return []
    rare = rarity_of(lines)

    def likeness(compared: Sequence[Line], fresh: int) -> Matrix:
        near = comparable(compared, fresh, parameters.story_days)
        return np.where(near, line_likeness(compared, near, rare), NEVER)

    width = timedelta(parameters.story_days)
    closed: list[list[Line]] = []
    opened: list[list[Line]] = []
    left = sorted(lines, key=lambda line: (line.day, line.key))
    while left:
        start = left[0].day
        closed += [story for story in opened if start - story[0].day > width]
        still = [story for story in opened if start - story[0].day <= width]
        now, left = [x for x in left if x.day < start + width], [x for x in left if x.day >= start + width]
        added, new = cluster_day(still, now, parameters.join_lines_at, likeness)
        opened = [[*story, *more] for story, more in zip(still, added, strict=True)] + new
    return closed + opened


def comparable(lines: Sequence[Line], fresh: int, days: int) -> NDArray[np.bool_]:
    """Say whether the last `fresh` lines (rows) are near all (columns) in time and name the same two actors."""
    numbers = {code: i for i, code in enumerate(sorted(set().union(*(line.actors for line in lines))))}
    named = np.zeros((len(lines), max(1, len(numbers))), dtype=np.float32)
    for row, line in enumerate(lines):
        named[row, [numbers[code] for code in line.actors]] = 1
    near: NDArray[np.bool_] = (named[-fresh:] @ named.T >= SHARED_ACTORS) & (days_apart(lines, fresh) <= days)
    return near


def days_apart(lines: Sequence[Line], fresh: int) -> NDArray[np.int_]:
    """Count the days between the last `fresh` lines (rows) and all (columns)."""
    day = np.array([line.day.toordinal() for line in lines])
    apart: NDArray[np.int_] = abs(day[-fresh:, None] - day)
    return apart


def line_likeness(lines: Sequence[Line], near: NDArray[np.bool_], rare: Rare) -> Matrix:
    """Give how alike the last lines (rows) are to all (columns); `near` says which of them can be compared at all."""
    fresh = len(near)
    wording = (1 - GRAM_SHARE) * wording_cosine([line.words for line in lines], fresh, rare.words)
    wording += GRAM_SHARE * wording_cosine([line.grams for line in lines], fresh, rare.grams)
    sense = wording_cosine([line.sense.entries for line in lines], fresh, rare.entries)
    foreign = known.differ([line.language for line in lines], fresh)
    asked, coded = (np.array(found) for found in zip(*((x.sense.asks, bool(x.acts)) for x in lines), strict=True))
    wording = (1 - SENSE_SHARE) * wording + SENSE_SHARE * sense + questions(asked, fresh)
    abroad = np.where(coded[-fresh:, None] & coded, SENSE_ABROAD, 1.0) * sense
    told: Matrix = np.where(foreign, abroad, wording) + A_DAY_APART * days_apart(lines, fresh)
    old = len(lines) - fresh
    for row, column in zip(*np.nonzero(near), strict=True):
        tell = across_languages if foreign[row, column] else facts_of
        told[row, column] += tell(lines[old + row], lines[column])
    return told


def questions(asked: NDArray[np.bool_], fresh: int) -> Matrix:
    """Say how much it speaks against one event that a headline asks: a question is no report."""
    both, one = asked[-fresh:, None] & asked, asked[-fresh:, None] ^ asked
    return ASKING * both + ONE_ASKS * one


def facts_of(one: Line, other: Line) -> float:
    """Say how much the best matching acts of two lines, and their numbers, speak for one event."""
    found = max((compare_acts(a, b) for a, b in product(one.acts, other.acts)), default=None)
    if found is None:
        found = 0.0 if one.acts or other.acts else NO_ACTS
    return found + (known.SHARED_NUMBER if one.numbers & other.numbers else 0.0)


def compare_acts(one: Act, other: Act) -> float:
    """Say how much two acts speak for one event."""
    found = known.SAME_ACT if one.event_type == other.event_type else known.OTHER_ACT
    found += known.OTHER_POLARITY if one.conflict != other.conflict else 0.0
    found += known.OTHER_STATUS if one.status != other.status else 0.0
    if (one.actors, one.recipients) != (other.actors, other.recipients):
        turned = (one.actors, one.recipients) == (other.recipients, other.actors)
        found += known.OTHER_DIRECTION if turned or one.actors & other.actors else OTHER_PARTIES
    return found


def across_languages(one: Line, other: Line) -> float:
    """Say how much two lines in different languages speak of one event: by what was done and to whom alone."""
    found = [
        SAME_DEED
        + (OTHER_SIDE if (a.actors, a.recipients) != (b.actors, b.recipients) else 0.0)
        + (known.OTHER_ACT if a.event_type != b.event_type else 0.0)
        + (known.OTHER_ACT if a.status != b.status else 0.0)
        for a, b in product(one.acts, other.acts)
        if a.conflict == b.conflict and (a.actors | a.recipients) & (b.actors | b.recipients)
    ]
    return max(found, default=0.0)
