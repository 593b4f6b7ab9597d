"""Where a sentence goes on behind a clause that interrupted it: "X, who had left the pact, accuses Y"."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from analysis.clauses import VERBAL, Clause
from analysis.hits import Hit
from analysis.mentions import Mention

RELATIVE = frozenset({"who", "that"})
ASIDE = RELATIVE | {"after"}
BESIDE = 1
NO_HOST = (-1, -1)


def resume(
    clauses: Sequence[Clause],
    hits: Sequence[Hit],
    mentions: Sequence[Mention],
    fresh: AbstractSet[int],
    text: str,
) -> list[Clause]:
    """Give clauses cut again where one that is an aside ends and another statement, or the interrupted one, goes on.

    `text` is the folded text.
    """
    cut: list[Clause] = []
    parted = False
    for clause in clauses:
        relative = clause.opener in RELATIVE
        parted = "," in hits[clause.first].mark or (parted and relative)
        place = where_resumed(clause, hits, fresh, text, parted=parted or not relative)
        host = None if place is None or place in fresh else find_host(cut, hits, mentions)
        if place is None or (host is None and place not in fresh):
            cut.append(clause)
            continue
        span = (host.first, host.stop) if host is not None else NO_HOST
        cut.append(clause._replace(stop=place, attribution=NO_HOST))
        cut.append(clause._replace(first=place, opener="", host=span, after_colon=False))
    return heard_again(cut, hits, mentions)


def heard_again(clauses: Sequence[Clause], hits: Sequence[Hit], mentions: Sequence[Mention]) -> list[Clause]:
    """Give clauses with the speaker that an aside hid: in "X, whom Y helps, says that ..." X says so."""
    heard: tuple[str, ...] = ()
    mistaken: tuple[str, ...] = ()
    told: list[Clause] = []
    for clause, after in zip(clauses, [*clauses[1:], None], strict=True):
        told.append(clause._replace(speaker=heard) if heard and clause.speaker == mistaken else clause)
        held = subject_of_host(clause, mentions)
        if held is not None and after is not None and hits[clause.stop].name == "say":
            heard, mistaken = held.codes, after.speaker
    return told


def where_resumed(
    clause: Clause, hits: Sequence[Hit], fresh: AbstractSet[int], text: str, *, parted: bool
) -> int | None:
    """Give the place behind a comma where an aside that has its verb is followed by another verb or another subject.

    `parted` says that a comma opened it.
    """
    if clause.opener not in ASIDE:
        return None
    told = clause.opener == "after"
    for at in range(clause.first + 1, clause.stop):
        if "," in hits[at].mark and (told or hits[at].gap):
            if at in fresh and told:
                return at
            # Folding makes one space of each mark: two stand right behind a comma.
            beside = not hits[at].gap or text.endswith("  ", 0, hits[at].start)
            if parted and beside and clause.opener != "after" and is_finite(hits, at):
                return at
        told = told or is_verb(hits, at)
    return None


def find_host(before: Sequence[Clause], hits: Sequence[Hit], mentions: Sequence[Mention]) -> Clause | None:
    """Give the clause that an aside interrupted: the last one with a name and without a verb of its own."""
    for clause in reversed(before):
        if any(is_verb(hits, at) for at in range(clause.first, clause.stop)):
            if clause.opener in RELATIVE:
                continue
            return None
        if any(m.bare and not m.private for m in clause.mentions_of(mentions)):
            return clause
    return None


def subject_of_host(clause: Clause, mentions: Sequence[Mention]) -> Mention | None:
    """Give the name that the interrupted clause began with."""
    first, stop = clause.host
    return next((m for m in mentions if first <= m.first < stop and m.bare and not m.private), None)


def is_verb(hits: Sequence[Hit], at: int) -> bool:
    """Say whether a hit is a verb, or one word that the lists do not know stands before it in a clause of its own."""
    hit = hits[at]
    return hit.name == "say" or is_finite(hits, at)


def is_finite(hits: Sequence[Hit], at: int) -> bool:
    """Say whether a hit is a finite verb, or what only stands before one."""
    hit = hits[at]
    if hit.name == "not":
        after = hits[at + 1] if at + 1 < len(hits) else None
        return after is not None and after.gap <= BESIDE and after.name != "not" and is_finite(hits, at + 1)
    if hit.category == "word" and hit.name in VERBAL and hit.name != "say":
        return True
    acts = hit.category == "cue" or hit.operator or bool(hit.verb_class)
    return acts and not hit.noun and not hit.participle
