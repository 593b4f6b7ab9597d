"""Fighting told by its noun: with both sides joined in one name ("a clash on the X-Y border"), or by whom it killed.

"A strike of X kills five, Y says": whom it befell is not named, and only one other state is there.
"""

from __future__ import annotations

from analysis.coding.predicates import Predicate
from analysis.coding.scene import Parties, Scene
from analysis.hits import words_between
from analysis.mentions import Mention

VIOLENCE = "ASSAULT"
SURE = frozenset({"sides", "befallen"})
SIDES = 2
BESIDE = 2
BEHIND = 5


def fighting_parties(predicate: Predicate, scene: Scene) -> Parties | None:
    """Give the two sides of a fight: the group right before its noun, or where it was fought right behind it."""
    if predicate.event_type != VIOLENCE or set(predicate.operators) - {"start"}:
        return None
    for at in range(predicate.first, predicate.last + 1):
        hit = scene.hits[at]
        if hit.category == "cue" and hit.noun and hit.name == VIOLENCE and "mutual" in hit.flags:
            group = next((m for m in scene.mentions if len(m.codes) == SIDES and is_fought_by(m, at, scene)), None)
            if group is not None:
                return Parties(group.codes[:1], group.codes[1:], ("sides",), (group,))
    return None


def is_fought_by(mention: Mention, place: int, scene: Scene) -> bool:
    """Say whether a group of two stands right before the noun of a fight, or behind it as its sides or its border."""
    hits = scene.hits
    joined = any("-" in hits[at].mark or "\u2013" in hits[at].mark for at in range(mention.first + 1, mention.last + 1))
    if mention.last < place:
        return joined and words_between(hits, mention.last, place) <= BESIDE
    near = words_between(hits, place, mention.first) <= BEHIND
    border = any(hits[at].thing == "border" for at in range(mention.first + 1, min(mention.last + 2, len(hits))))
    return near and (border or mention.role == "between")


def settle_quarrel(predicate: Predicate, parties: Parties) -> Predicate:
    """Take a clash in which a leader is named for one of words."""
    if (
        predicate.event_type == VIOLENCE
        and "quarrel" in predicate.flags
        and any(m.kind == "leader" for m in parties.used)
    ):
        return predicate._replace(event_type="ACCUSE", mode=None, rules=(*predicate.rules, "quarrel"))
    return predicate


def befallen_parties(predicate: Predicate, scene: Scene) -> Parties | None:
    """Give whose blow killed, and the only other state of the sentence, where verbs stand behind their subject."""
    if predicate.event_type != VIOLENCE or predicate.operators or scene.pack.order != "svo":
        return None
    cues = [at for at in range(predicate.first, predicate.last + 1) if scene.hits[at].name == VIOLENCE]
    blow = next((at for at in cues if scene.hits[at].noun), None)
    owner = next((m for m in scene.mentions if blow and m.last == blow - 1 and owns_blow(m, blow, scene)), None)
    if owner is None or all(scene.hits[at].noun for at in cues):
        return None
    here = [m for m in scene.mentions if m is not owner and not m.private]
    told = dict.fromkeys((*(code for m in here for code in m.codes), *scene.named, *scene.speaker))
    others = tuple(code for code in told if code not in owner.codes and ":" not in code)
    if len(others) != 1:
        return None
    victims = [m for m in here if set(m.codes) & set(others)]
    return Parties(owner.codes, others, ("befallen",), (owner, *victims[:1]))


def owns_blow(mention: Mention, place: int, scene: Scene) -> bool:
    """Say whether a name right before a blow tells whose it is.

    The bare name of a state is as often where it fell ("an X attack"), but for one from the air.
    """
    hit = scene.hits[place]
    beside = not hit.gap and not hit.mark and len(mention.codes) == 1 and not mention.private
    adjective = mention.owner or mention.kind in {"group", "leader"} or "case" in scene.hits[mention.first].flags
    return beside and (adjective or bool(hit.detail))
