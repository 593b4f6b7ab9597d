"""Headlines that name their place before a colon ("Y: X strikes a depot"): it suffers what names nobody else."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.coding.nouns import owners_of
from analysis.coding.predicates import Predicate
from analysis.coding.recipients import is_venue
from analysis.coding.scene import Parties, Scene, right_of
from analysis.coding.subjects import subject_of
from analysis.hits import Hit
from analysis.mentions import Mention

LENGTH = 5
KINDS = frozenset({"name", "short", "territory"})
PLACED = frozenset({"", "about", "in", "at"})
SUFFERED = frozenset({"ASSAULT", "AID", "COERCE", "MOBILIZE", "THREATEN", "REQUEST", "ACCUSE"})
# "War in Y: ..." tells where violence and help go; whom words and penalties are for is the other side of that war.
IN_WAR = frozenset({"ASSAULT", "AID"})


def find_kicker(hits: Sequence[Hit], mentions: Sequence[Mention], stop: int) -> Mention | None:
    """Give the one place named before the colon at `stop`, if nothing else of weight is."""
    named = [m for m in mentions if m.first < stop]
    told = any(hit.category == "cue" for hit in hits[:stop])
    if len(named) != 1 or told or named[0].private or hits[stop - 1].word >= LENGTH:
        return None
    place = named[0].kind in KINDS and ":" not in named[0].codes[0]
    return named[0] if place and named[0].role in PLACED else None


def kicker_parties(predicate: Predicate, scene: Scene, kicker: Mention) -> Parties | None:
    """Give who does it in the place named before the colon; None where somebody else is named behind the act."""
    types = SUFFERED if kicker.bare else IN_WAR
    if predicate.event_type not in types or set(predicate.operators) - {"start"}:
        return None
    doer = doer_of(predicate, scene)
    if doer is None or doer.private or set(doer.codes) & set(kicker.codes):
        return None
    others = [m for m in right_of(predicate, scene) if m is not doer and not is_venue(m, predicate)]
    return None if others else Parties(doer.codes, kicker.codes, ("kicker",), (doer,))


def doer_of(predicate: Predicate, scene: Scene) -> Mention | None:
    """Give who acts: the agent of a passive or a noun, the owner of a noun or who starts it, the subject of a verb."""
    agent = next((m for m in right_of(predicate, scene) if m.role == "by"), None)
    if predicate.noun:
        owner = agent or next(iter(owners_of(predicate, scene)), None)
        return owner or (subject_of(predicate, scene) if predicate.operators else None)
    return agent if predicate.passive else subject_of(predicate, scene)
