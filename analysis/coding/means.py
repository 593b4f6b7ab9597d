"""A killing or a hit told with the blow that did it ("three of X killed in a strike of Y"), where verbs come first.

There the passive is written like the active: the adjective of the blow tells who acted.
"""

from __future__ import annotations

from analysis.coding.predicates import Predicate
from analysis.coding.scene import Parties, Scene
from analysis.hits import words_between
from analysis.mentions import Mention

VIOLENCE = "ASSAULT"
SUFFERED = frozenset({"patient", "passive", "ed"})
LINKS = frozenset({"in", "by", "about", "after"})
BESIDE = 1
REACH = 8
NEAR = 2
VERB_REACH = 5
PLACED = frozenset({"on", "in"})


def means_parties(predicate: Predicate, scene: Scene) -> Parties | None:
    """Give the parties of violence whose blow is named behind it with its owner; None where it is told otherwise."""
    if scene.pack.order != "vso" or predicate.event_type != VIOLENCE or predicate.operators:
        return None
    if SUFFERED.isdisjoint(predicate.flags):
        return None
    blow = blow_behind(predicate, scene)
    owner = owner_of(blow, scene) if blow is not None else None
    if blow is None or owner is None:
        return None
    roles = {"", "from"} if predicate.noun else {""}
    between = [m for m in scene.mentions if predicate.first < m.first < blow and m.role in roles]
    if len(between) > 1 or any(m.private for m in between):
        return None
    before = [m for m in scene.mentions if m.last < predicate.first and m.bare and not m.private]
    struck = [m for m in scene.mentions if m.first > owner.last and m.role in PLACED and not m.private]
    suffering = between or ([] if predicate.noun else before[:1] or struck[:1])
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
    """Give whose blow it is: the adjective right behind the noun, or a name that a preposition gives it to."""
    behind = next((m for m in scene.mentions if m.first == place + 1), None)
    if behind is None or scene.hits[place + 1].gap > BESIDE:
        return done_by(place, scene)
    return behind if (behind.kind == "demonym" and behind.bare) or behind.role == "to" else None


def done_by(place: int, scene: Scene) -> Mention | None:
    """Give who did what the noun at a place names, where a verb behind it points back to it ("raids that X flew")."""
    hits, resumed = scene.hits, scene.pack.behind.resumed
    if not resumed or not hits[place].noun:
        return None
    for at in range(place + 1, len(hits)):
        if hits[at].category == "cue" or words_between(hits, place, at) > VERB_REACH:
            return None
        verb = hits[at].operator and hits[at].name == "start" and not hits[at].noun
        if verb and scene.text[hits[at].start : hits[at].end].split()[0].endswith(resumed):
            behind = (m for m in scene.mentions if m.first > at and m.role in {"", "from"} and not m.private)
            return next((m for m in behind if words_between(hits, at, m.first) <= NEAR), None)
    return None
