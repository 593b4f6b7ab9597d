"""Nouns that their victim stands beside ("killing of X", "downing of X's drone"): who suffers, and who did it."""

from __future__ import annotations

from analysis.coding.means import done_by
from analysis.coding.predicates import Predicate
from analysis.coding.scene import Parties, Scene, right_of
from analysis.hits import words_between
from analysis.mentions import Mention

HEADERS = frozenset({"split", "title", "say", "deny"})
BESIDE = 2
COUNTED = 5


def patient_of(predicate: Predicate, scene: Scene) -> Mention | None:
    """Give who suffers a noun whose neighbour is its object ("downing of an Iranian drone"), None for any other.

    An adjective right beside the noun names who did it, and so does a name that an object follows.
    """
    complement = predicate.complement
    doubled = complement is not None and scene.hits[complement].name == predicate.event_type  # "killing and wounding"
    if "patient" not in predicate.flags or (complement is not None and not doubled):
        return None
    after = [m for m in right_of(predicate, scene) if m.bare and m.first > predicate.last]
    beside = after[0] if after and words_between(scene.hits, predicate.last, after[0].first) <= BESIDE else None
    if beside is None:
        return counted_patient(predicate, scene)
    if beside.kind == "demonym" and scene.hits[beside.first].gap == 0 and beside.first == predicate.last + 1:
        return None
    others = [m for m in scene.mentions if m.first > beside.last and set(m.codes) - set(beside.codes)]
    roles = {"to"} if predicate.event_type == "AID" else {"to", "on", "", "against"}
    aimed = any(m.role in roles for m in others if not m.private)
    return None if aimed and not any(m.role == "by" for m in others) else beside


def counted_patient(predicate: Predicate, scene: Scene) -> Mention | None:
    """Give who suffers a noun whose object is counted out of it: "killing of three from X"."""
    if predicate.event_type != "ASSAULT":
        return None
    behind = right_of(predicate, scene)
    near = bool(behind) and words_between(scene.hits, predicate.last, behind[0].first) <= COUNTED
    return behind[0] if near and behind[0].role == "from" else None


def patient_parties(predicate: Predicate, scene: Scene, suffering: Mention) -> Parties | None:
    """Give the parties of such a noun: its agent stands behind "by", or before it, or was named earlier."""
    others = [m for m in scene.mentions if m is not suffering and not m.private]
    agent = next((m for m in others if m.first > suffering.last and m.role == "by"), None)
    if agent is None and "befall" not in predicate.flags:
        agent = done_by(predicate.last, scene) or next((m for m in others if may_head(m, predicate, scene)), None)
    told = () if "befall" in predicate.flags else scene.subject or scene.speaker
    actor = agent.codes if agent else told
    if not actor:
        return None
    return Parties(actor, suffering.codes, ("patient",), (agent, suffering) if agent else (suffering,))


def may_head(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether a plain name before a noun is the subject: where verbs come first, only at the head of a clause."""
    if mention.last >= predicate.first or not mention.bare:
        return False
    before = scene.hits[mention.first - 1] if mention.first else None
    if scene.pack.order == "vso" and words_between(scene.hits, mention.last, predicate.first) > BESIDE:
        return False
    return scene.pack.order != "vso" or before is None or before.name in HEADERS
