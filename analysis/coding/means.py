"""A killing or a hit told with the blow that did it ("three of X killed in a strike of Y"), where verbs come first.

There the passive is written like the active: the adjective of the blow tells who acted.
"""

from __future__ import annotations

from analysis.coding.predicates import Predicate
from analysis.coding.scene import Parties, Scene
from analysis.hits import words_between
from analysis.mentions import Mention

VIOLENCE = "ASSAULT"
LINKS = frozenset({"in", "by", "about", "after"})
BESIDE = 1
REACH = 8


def means_parties(predicate: Predicate, scene: Scene) -> Parties | None:
    """Give the parties of violence whose blow is named behind it with its owner; None where it is told otherwise."""
    told = {"patient", "passive", "ed"} & predicate.flags
    if scene.pack.order != "vso" or predicate.event_type != VIOLENCE or predicate.operators or not told:
        return None
    blow = blow_behind(predicate, scene)
    owner = owner_of(blow, scene) if blow is not None else None
    if blow is None or owner is None:
        return None
    between = [m for m in scene.mentions if predicate.first < m.first < blow and m.bare]
    if len(between) > 1 or any(m.private for m in between):
        return None
    before = [m for m in scene.mentions if m.last < predicate.first and m.bare and not m.private]
    suffering = between or ([] if predicate.noun else before[:1])
    codes = suffering[0].codes if suffering else scene.speaker if predicate.noun else ()
    codes = tuple(code for code in codes if code not in owner.codes)
    return Parties(owner.codes, codes, ("means",), (*suffering, owner)) if codes else None


def blow_behind(predicate: Predicate, scene: Scene) -> int | None:
    """Give where a noun of violence stands that a preposition ties to the act before it."""
    hits = scene.hits
    for at in range(predicate.first + 1, len(hits)):
        if words_between(hits, predicate.first, at) > REACH or "," in hits[at].mark:
            return None
        if hits[at].category == "cue" and hits[at].noun and hits[at].name == VIOLENCE:
            tied = hits[at].clitic == "at" or (hits[at - 1].name in LINKS and not hits[at].gap)
            return at if tied else None
    return None


def owner_of(place: int, scene: Scene) -> Mention | None:
    """Give whose blow it is: the adjective right behind the noun."""
    behind = next((m for m in scene.mentions if m.first == place + 1), None)
    near = behind is not None and behind.kind == "demonym" and scene.hits[place + 1].gap <= BESIDE
    return behind if near and behind is not None and behind.bare else None
