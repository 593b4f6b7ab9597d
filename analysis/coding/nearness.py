"""Are the parties of an act close enough to it? In long sentences a far name mostly belongs to something else.

How many words may stand between is grammar (`reach` in language.toml); a language that says nothing has no bound.
"""

from __future__ import annotations

from analysis.coding.kinds import FORCEFUL
from analysis.coding.predicates import Predicate
from analysis.coding.recipients import ADDRESSED
from analysis.coding.scene import Parties, Scene
from analysis.hits import words_aside, words_between
from analysis.mentions import Mention
from analysis.phrases import ATTENDANT

BESIDE = 2
OBJECT = 5
ON_SOIL = 4
OFFICES = frozenset({"title", "role"})
GIVEN = ADDRESSED | {"AID"}


def stand_near(predicate: Predicate, parties: Parties, scene: Scene) -> bool:
    """Say whether every party stands within reach of its act, or of the party between them.

    A name behind a preposition may stand further off than a plain one. A party that is not named beside the act at
    all is believed in a short sentence only.
    """
    reach = scene.pack.reach
    if reach is None:
        return True
    if is_parted(predicate, scene):
        return False
    beside = parties.used[:1] if parties.rules[0] == "mutual" else ()
    if len(parties.used) == 1 and any(stands_before(m, predicate, scene) for m in beside):
        return False
    one_sided = len(parties.used) == 1 and len(parties.used[0].codes) == 1
    if one_sided and parties.rules[0] != ATTENDANT and scene.hits[-1].word >= reach.carried:
        return False
    if scene.hits[-1].word >= reach.long:
        return all(distance_to(mention, predicate, parties, scene) <= BESIDE for mention in parties.used)
    # "promises a harsh reply to Y": a verb of words has its addressee behind its object.
    addressed = predicate.event_type in ADDRESSED and not predicate.noun
    given = "dative" in predicate.flags or (predicate.noun and predicate.event_type in GIVEN)
    placed = ON_SOIL if predicate.event_type in FORCEFUL else BESIDE
    bounds = {"": reach.plain, "at": reach.plain if given else OBJECT if addressed else placed}
    return all(
        distance_to(mention, predicate, parties, scene) <= bounds.get(mention.role, reach.aimed)
        for mention in parties.used
    )


def is_parted(predicate: Predicate, scene: Scene) -> bool:
    """Say whether a preposition parts a verb from what it would break off ("stopped a man in a joint operation")."""
    if "undo" not in predicate.operators or predicate.noun or scene.pack.order != "vso":
        return False
    return any(hit.name in {"from", "in"} for hit in scene.hits[predicate.first + 1 : predicate.last])


def stands_before(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether the only name of a meeting or agreement stands some words before it: it may be anything to it."""
    ahead = mention.bare and len(mention.codes) == 1 and mention.last < predicate.first
    return ahead and words_between(scene.hits, mention.last, predicate.first) > BESIDE


def distance_to(mention: Mention, predicate: Predicate, parties: Parties, scene: Scene) -> int:
    """Count the words from a mention to the act, or to the other party where that stands between."""
    if mention.last < predicate.first:
        if is_joined(mention, predicate, scene):
            return 0
        stops = [m.first for m in parties.used if mention.last < m.first < predicate.first]
        if mention.last < scene.resumed <= predicate.first:
            return scene.hits[min([predicate.first, *stops])].word - scene.hits[scene.resumed].word
        return words_between(scene.hits, mention.last, min([predicate.first, *stops]))
    ends = [predicate.first] + ([predicate.last] if predicate.last < mention.first else [])
    stops = [m.last for m in parties.used if predicate.first < m.last < mention.first]
    start = max([*ends, *stops])
    return words_between(scene.hits, start, mention.first) - words_aside(scene.hits, start, mention.first)


def is_joined(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether a verb joined by "and" takes up the subject of one before it, where verbs come first."""
    place = predicate.first
    joined = scene.hits[place].clitic == "and"
    if place and scene.hits[place - 1].name in OFFICES and not scene.hits[place].gap:
        joined = True  # "X signs and its minister says"
    verb = scene.pack.order == "vso" and not predicate.noun
    return verb and joined and mention.bare and mention.first < scene.previous
