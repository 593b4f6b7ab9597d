"""Active or passive: in which voice a verb stands, and when a participle only describes a noun. Knows no event."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.clauses import Clause
from analysis.hits import Hit

PASSIVE_GAP = 2
AUXILIARY_REACH = 4
BEFORE_NOUN = frozenset({"in", "from", "of", "at", "on", "against"})
OBJECTLESS = frozenset({"in", "from", "after", "at", "per", "of"})


def is_passive(hits: Sequence[Hit], place: int, *, auxiliary: bool = False) -> bool:
    """Say whether a verb is passive: a form of "be" before it, or "by" after it."""
    hit = hits[place]
    if hit.noun or "active" in hit.flags:
        return False
    if "passive" in hit.flags:
        return True
    if not hit.participle:
        return False
    before = hits[place - 1] if place else None
    if before is not None and (before.name == "be" or "be" in before.flags) and hit.gap <= PASSIVE_GAP:
        return True
    after = hits[place + 1] if place + 1 < len(hits) else None
    if after is not None and after.name == "by" and after.gap <= PASSIVE_GAP:
        return True
    bare = auxiliary and hit.category == "cue" and "ed" in hit.flags and not has_auxiliary(hits, place)
    return bare or ("object" in hit.flags and is_headless(hits, place))


def is_helped(hits: Sequence[Hit], place: int) -> bool:
    """Say whether a form of "be" stands right before a participle."""
    before = hits[place - 1] if place else None
    helped = before is not None and (before.name == "be" or "be" in before.flags)
    return helped and hits[place].participle and hits[place].gap <= PASSIVE_GAP


def has_auxiliary(hits: Sequence[Hit], place: int) -> bool:
    """Say whether an auxiliary stands before a participle, adverbs and negations between them."""
    for at in range(place - 1, max(-1, place - AUXILIARY_REACH) - 1, -1):
        if at < 0 or hits[at + 1].gap > PASSIVE_GAP:
            return False
        if hits[at].name in {"have", "had", "be", "pronoun"} or "be" in hits[at].flags:
            return True
        if hits[at].name not in {"not", "may", "will", "plan"}:
            return False
    return False


def is_reduced(hits: Sequence[Hit], place: int) -> bool:
    """Say whether a participle tells what befell the noun before it ("soldiers killed in ..."): no verb governs it."""
    return (
        not hits[place].noun and "object" in hits[place].flags and hits[place].participle and is_headless(hits, place)
    )


def is_headless(hits: Sequence[Hit], place: int) -> bool:
    """Say whether a participle has no auxiliary and no object, only a place or a time: "soldier killed in ..."."""
    before = hits[place - 1] if place else None
    if before is not None and before.name in {"have", "had"} and hits[place].gap <= PASSIVE_GAP:
        return False
    after = hits[place + 1] if place + 1 < len(hits) else None
    return after is None or (after.category == "word" and after.name in OBJECTLESS and after.gap == 0)


def is_adjectival(hits: Sequence[Hit], place: int, clause: Clause, *, auxiliary: bool) -> bool:
    """Say whether a participle describes a noun: the one behind it, or before it where verbs need auxiliaries."""
    hit = hits[place]
    if hit.noun or not hit.participle:
        return False
    if not auxiliary:
        beside = place > clause.first and hit.gap == 0 and not hit.mark
        if beside and "object" in hit.flags and hits[place - 1].name in BEFORE_NOUN:
            return True  # "in occupied ..."
        after = hits[place + 1] if place + 1 < clause.stop else None
        described = after is not None and after.category == "cue" and after.noun and after.gap == 0 and not after.mark
        return described and not (place > clause.first and hits[place - 1].category == "actor" and hit.gap == 0)
    for at in range(place - 1, max(clause.first, place - 4) - 1, -1):
        if hits[at].name in {"have", "had", "be"} or "be" in hits[at].flags:
            return False
    if is_passive(hits, place) or place == clause.first:
        return False
    return not (hits[place - 1].category == "actor" and hits[place - 1].detail != "demonym" and hit.gap == 0)
