"""How far a verb or an operator governs the words behind it."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.hits import Hit, words_between

REACH = 9


def starts_anew(hits: Sequence[Hit], place: int) -> bool:
    """Say whether a verb begins a new statement: after "and", a comma, or a subject that follows a comma."""
    hit = hits[place]
    if hit.noun:
        return False
    if place and hits[place - 1].category == "actor" and hit.gap <= 2 and "," in hits[place - 1].mark:
        return True
    after_and = place > 0 and hits[place - 1].name == "and" and hit.gap <= 1
    return after_and or (hit.clitic == "and" and hit.category != "actor") or "," in hit.mark or "\u060c" in hit.mark


def reaches(hits: Sequence[Hit], first: int, second: int) -> bool:
    """Say whether an operator still governs a later cue."""
    if any(starts_anew(hits, at) for at in range(first + 1, second + 1)):
        return False
    if hits[second].gap and "," in hits[second].mark and hits[second - 1].category != "cue":
        return False  # "to end fire, build dialogue": its object is a word that the lists do not know
    if hits[first].name == "undo" and is_behind_comma(hits, first, second):
        return False
    if hits[first].name == "undo" and any(hit.name == "with" for hit in hits[first + 1 : second]):
        return False  # "ended with a promise": what it closes with is not what it ends
    if hits[first].name == "undo" and any(hit.name == "about" for hit in hits[first + 1 : second]):
        return False
    return words_between(hits, first, second) <= REACH


def is_behind_comma(hits: Sequence[Hit], first: int, second: int) -> bool:
    """Say whether one comma, which no second one closes, parts an operator from a noun some words behind it."""
    commas = [at for at in range(first + 1, second + 1) if "," in hits[at].mark]
    return len(commas) == 1 and commas[0] < second and hits[second].noun
