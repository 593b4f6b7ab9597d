"""Who acts on whom where the words of its clause alone do not tell.

A clause behind it that tells its content or its condition, the pair just named, or the place before a colon may.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.coding.direction import find_parties
from analysis.coding.kicker import find_kicker, kicker_parties
from analysis.coding.mediation import own_meeting
from analysis.coding.predicates import Predicate
from analysis.coding.scene import Parties, Scene
from analysis.mentions import Mention
from analysis.reading import Reading

GOVERNING = frozenset({"THREATEN", "ACCUSE", "REJECT", "REQUEST"})
YIELDING = frozenset({"SUPPORT", "CONCEDE", "AGREE", "RETREAT", "REJECT"})
# Which verbs have their recipient in a clause behind them: "demands that Y", "accepts what Y asked for".
OPENS = {"that": GOVERNING | YIELDING, "who": YIELDING}
CALLED_OFF = frozenset({"cancelled", "failed"})
PAIR = 2


def search_parties(
    predicate: Predicate, scene: Scene, reading: Reading, place: int, mentions: Sequence[Mention]
) -> Parties | None:
    """Find who acts on whom; a meeting that is off or announced without names is that of the two just named."""
    parties = find_parties(predicate, scene) or parties_of_content(predicate, scene, reading, place, mentions)
    if parties is None and predicate.event_type == "THREATEN" and scene.pack.order == "svo":
        parties = parties_of_condition(predicate, scene, reading, place, mentions)
    return (
        parties
        or same_pair(predicate, scene, reading)
        or own_meeting(predicate, scene)
        or parties_of_kicker(predicate, scene, reading, place)
    )


def parties_of_kicker(predicate: Predicate, scene: Scene, reading: Reading, place: int) -> Parties | None:
    """Find the parties of a headline whose place stands before a colon."""
    headed = place and scene.pack.auxiliary and reading.clauses[1][0].after_colon
    stop = reading.clauses[0][0].stop if headed else 0
    kicker = find_kicker(reading.hits, reading.mentions, stop) if headed else None
    return kicker_parties(predicate, scene, kicker) if kicker else None


def parties_of_condition(
    predicate: Predicate, scene: Scene, reading: Reading, place: int, mentions: Sequence[Mention]
) -> Parties | None:
    """Find whom a threat is for in the condition right behind it: who is named there first ("if Y does so")."""
    condition = next((clause for clause, _ in reading.clauses[place + 1 : place + 2] if clause.opener == "if"), None)
    inside = condition.mentions_of(mentions) if condition else ()
    named = [m for m in inside if m.bare and not m.private]
    return find_parties(predicate, replace(scene, mentions=[*scene.mentions, *named[:1]])) if named else None


def parties_of_content(
    predicate: Predicate, scene: Scene, reading: Reading, place: int, mentions: Sequence[Mention]
) -> Parties | None:
    """Look for the recipient of an act of words in the clause that tells its content."""
    following = reading.clauses[place + 1][0] if place + 1 < len(reading.clauses) else None
    if following is None or predicate.event_type not in OPENS.get(following.opener, ()):
        return None
    there = following.mentions_of(mentions)
    if predicate.event_type not in GOVERNING:
        there = [m for m in there[:1] if scene.pack.auxiliary and m.bare and not predicate.noun]
    return find_parties(predicate, replace(scene, mentions=[*scene.mentions, *there]))


def same_pair(predicate: Predicate, scene: Scene, reading: Reading) -> Parties | None:
    """Give the two just named as the parties of what is off or announced, where nobody else is named with it."""
    again = predicate.status in CALLED_OFF and scene.opener != "if"
    if len(scene.pair) != PAIR or not (again or is_announced(predicate, reading, scene.mentions)):
        return None
    others = [m for m in reading.mentions if m.role not in {"in", "at"} and m.kind != "capital"]
    known = {code for mention in others for code in mention.codes} <= set(scene.pair)
    return Parties(scene.pair[:1], scene.pair[1:], ("same-pair",)) if known else None


def is_announced(predicate: Predicate, reading: Reading, here: Sequence[Mention]) -> bool:
    """Say whether a meeting that names nobody but its place is said right behind its noun to be planned."""
    behind = reading.hits[predicate.last + 1 : predicate.last + 3]
    placed = all(mention.role in {"in", "at"} for mention in here)
    return predicate.event_type == "CONSULT" and predicate.noun and placed and any(h.name == "plan" for h in behind)
