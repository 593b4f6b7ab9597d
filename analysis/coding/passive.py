"""The parties of a passive verb: who suffers stands before it, who acts behind "by", or owns the means."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.coding.kinds import FORCEFUL
from analysis.coding.predicates import Predicate
from analysis.coding.recipients import echoed_parties
from analysis.coding.scene import Parties, Scene, right_of, split_group
from analysis.coding.subjects import described_by
from analysis.coding.voice import has_auxiliary
from analysis.mentions import Mention

BACKING = frozenset({"SUPPORT", "AID", "COOPERATE"})


def told_passively(
    predicate: Predicate, scene: Scene, subject: Mention | None, right: Sequence[Mention], *, mutual: bool
) -> Parties | None:
    """Give the parties of a passive verb; one of backing without an auxiliary tells what was known of old."""
    right = [m for m in right if m.role != "from" or not scene.pack.auxiliary]
    blamed = apposed(predicate, scene, subject)
    suffering = described_by(predicate, scene) or subject
    bare = scene.pack.auxiliary and is_bare(predicate, scene)
    if bare and predicate.event_type in BACKING:
        return None
    found = blamed or passive_parties(predicate, suffering, right, mutual=mutual, bare=bare)
    return found or echoed_parties(predicate, scene, right)


def is_bare(predicate: Predicate, scene: Scene) -> bool:
    """Say whether a participle in the middle of a clause has no auxiliary."""
    hits, place = scene.hits, predicate.first
    return place > 0 and hits[place].participle and not hits[place].noun and not has_auxiliary(hits, place)


def apposed(predicate: Predicate, scene: Scene, subject: Mention | None) -> Parties | None:
    """Give the parties of "X breaks with Y, accused of ...": who broke is who blames, the name right before suffers."""
    if not scene.pack.auxiliary or predicate.event_type != "ACCUSE" or "," not in scene.hits[predicate.first].mark:
        return None
    behind = next((m for m in scene.mentions if m.last == predicate.first - 1 and not m.private), None)
    agent = any(m.role == "by" for m in right_of(predicate, scene))
    if agent or subject is None or behind is None or behind is subject or not subject.bare:
        return None
    near = scene.hits[predicate.first].gap == 0 and not set(subject.codes) & set(behind.codes)
    return Parties(subject.codes, behind.codes, ("apposed",), (behind,)) if near else None


def passive_parties(
    predicate: Predicate, subject: Mention | None, right: Sequence[Mention], *, mutual: bool, bare: bool
) -> Parties | None:
    """Give the parties of a passive: the subject suffers; "by", or the owner of the means, acts.

    A `bare` participle only describes the noun before it.
    """
    agent = next((m for m in right if m.role == "by"), None)
    if mutual and subject is None and agent is not None and len(agent.codes) > 1:
        return split_group(agent, "between")
    suffering = subject or next((m for m in right if m.role != "by"), None)
    if suffering is None or (not subject and bare and suffering.bare and predicate.event_type not in FORCEFUL):
        return None
    others = [m for m in right if m is not suffering]
    if agent is None and predicate.complement is not None:
        near = {predicate.complement - 1, predicate.complement + 1}
        agent = next((m for m in others if m.owner and (m.last < predicate.complement or m.first in near)), None)
    if agent is None and "passive" in predicate.flags:
        agent = next((m for m in others if m.owner), None)
    if agent is None and predicate.operators:
        agent = next((m for m in others if m.owner and m.first > predicate.last), None)
    agent = agent or next((m for m in others if m.role == "from"), None)
    if agent is None or (agent.private and predicate.event_type != "PROTEST"):
        return None
    return Parties(agent.codes, suffering.codes, ("passive",), (suffering, agent))
