"""What an act turns out to be once its parties are known: to whom, and how they are named, decides between types."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.coding.fighting import settle_quarrel
from analysis.coding.predicates import Predicate
from analysis.coding.scene import Parties
from analysis.hits import Hit

TWO_SIDED = frozenset({"RETREAT", "AGREE", "CONSULT", "COOPERATE"})


def settle_type(predicate: Predicate, parties: Parties, hits: Sequence[Hit]) -> Predicate:
    """Give a predicate the type that it has with these parties."""
    if leaves_body(predicate, parties):
        return predicate._replace(event_type="SANCTION", mode=None, rules=(*predicate.rules, "leaves"))
    if predicate.rules[0].endswith("+ownambassador") and parties.rules[0] == "group":
        return predicate._replace(flags=predicate.flags | {"reciprocal"})
    if invites(predicate, hits):
        rules = (*predicate.rules, "invites")
        status = predicate.status or "planned"
        return predicate._replace(event_type="CONSULT", mode="visit", status=status, rules=rules)
    shared = shared_deed(predicate, parties, hits)
    if shared is not None:
        rules = (*predicate.rules, f"own:{shared.name}")
        return predicate._replace(event_type=shared.name, mode=shared.detail, rules=rules)
    return settle_quarrel(predicate, parties)


def invites(predicate: Predicate, hits: Sequence[Hit]) -> bool:
    """Say whether somebody is asked to a visit, by a preposition written onto its noun or right before it."""
    place = predicate.complement
    if predicate.event_type != "REQUEST" or place is None or "asks" in predicate.flags:
        return False
    visit = hits[place].noun and "visit" in hits[place].flags
    return visit and (hits[place].clitic in {"to", "at"} or (hits[place - 1].name == "to" and not hits[place].gap))


def leaves_body(predicate: Predicate, parties: Parties) -> bool:
    """Say whether what is left is an organisation: no troops go home, relations are cut."""
    leaving = predicate.event_type == "RETREAT" and predicate.mode == "withdraw" and predicate.rules[0] == "cue:RETREAT"
    alone = not predicate.operators and predicate.complement is None
    return leaving and alone and all(code.startswith("IGO:") for code in parties.recipient)


def shared_deed(predicate: Predicate, parties: Parties, hits: Sequence[Hit]) -> Hit | None:
    """Give the truce or deal that somebody hails or announces who is a side of it ("X hails the truce with Y")."""
    place = predicate.complement
    if predicate.event_type != "SUPPORT" or predicate.noun or place is None or hits[place].name not in TWO_SIDED:
        return None
    last = parties.used[-1] if parties.used else None
    return hits[place] if last is not None and last.role == "with" and last.first > place else None
