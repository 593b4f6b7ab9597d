"""Does grammar tie the parties to their act? What a comma or another act parts from it mostly belongs elsewhere.

For languages whose `reach` says `linked`: there the order of words carries the sentence, and long ones hold many acts.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.coding.kinds import FORCEFUL
from analysis.coding.predicates import Predicate
from analysis.coding.scene import Parties, Scene
from analysis.coding.subjects import AUXILIARIES
from analysis.hits import Hit, words_between
from analysis.mentions import Mention

AIM = 20
FAR = 8
OBJECT = 5
SOIL = 7
CARRIED = 3
PLACED = frozenset({"in", "at"})
AIMED = frozenset({"to", "against", "on", "with"})
OFFICE = frozenset({"title", "role", "of", "former", "backed"})
FRONTING = frozenset({"in", "at", "on", "with", "after"})
TURNING = frozenset({"undo", "cancel", "breach", "avoid", "start", "fail", "wont"})
COMMA = ","


def are_linked(predicate: Predicate, parties: Parties, scene: Scene) -> bool:
    """Say whether every party that is named is tied to its act."""
    if scene.pack.reach is None or not scene.pack.reach.linked:
        return True
    if parties.rules[0] == "subject-carried" and not takes_beside(predicate, parties.used[-1], scene):
        return False
    if predicate.event_type == "THREATEN" and not predicate.noun and parties.used[-1].role == "of":
        return False  # "warns of rising X threats": a danger, and nobody is told so
    met = parties.rules[0] == "passive" and predicate.event_type == "CONSULT"  # "halted under a plan mediated by X"
    return all(is_tied(m, predicate, scene) or (met and m.last < predicate.first) for m in parties.used)


def takes_beside(predicate: Predicate, recipient: Mention, scene: Scene) -> bool:
    """Say whether whom a verb without a subject of its own concerns stands right behind it, or where it struck."""
    if recipient.first < predicate.first:
        return "spoken" in predicate.flags  # "Y must leave, X says"
    placed = recipient.role in PLACED and predicate.event_type in FORCEFUL
    near = SOIL if placed else FAR if recipient.role in AIMED else CARRIED
    return recipient.first <= predicate.last or words_between(scene.hits, predicate.last, recipient.first) <= near


def is_tied(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether a mention is tied to a predicate: as its subject or owner before it, or as its object behind it."""
    if mention.last < predicate.first:
        same = [m for m in scene.mentions if m.last < predicate.first and set(m.codes) == set(mention.codes)]
        return leads_to((same or [mention])[-1], predicate, scene)
    if mention.first <= predicate.last:
        return True
    behind = scene.hits[predicate.last + 1 : mention.first + 1]
    if is_cut_off(behind):
        return is_apposed(behind) or (predicate.noun and opens_sentence(predicate, scene))
    far = words_between(scene.hits, predicate.last, mention.first) > OBJECT and mention.role != "between"
    return not far or not holds_act([hit for hit in behind[:-1] if not hit.noun])


def is_apposed(behind: Sequence[Hit]) -> bool:
    """Say whether a comma only parts a name that the lists do not know from its office ("met A. B., an X envoy")."""
    at = next(place for place, hit in enumerate(behind) if COMMA in hit.mark)
    office = all((hit.name in OFFICE or hit.category == "actor") and not hit.gap for hit in behind[at + 1 :])
    return behind[at].gap > 0 and behind[at].name in OFFICE and office and not holds_act(behind[:at])


def opens_sentence(predicate: Predicate, scene: Scene) -> bool:
    """Say whether a noun stands in the circumstance that a sentence opens with ("In a call with Y, X said ...")."""
    return scene.hits[0].name in FRONTING and all(hit.name in OFFICE for hit in scene.hits[1 : predicate.first])


def leads_to(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether a mention before a predicate can be its subject: no act between, or the verb goes on behind it."""
    place = predicate.first
    while place - 1 > mention.last and scene.hits[place - 1].name in AUXILIARIES and scene.hits[place].gap <= 1:
        place -= 1
    head, before = scene.hits[place], scene.hits[place - 1]
    between = scene.hits[mention.last + 1 : place]
    listed = (
        COMMA in head.mark and head.gap > 0 and (holds_act([before]) or bool(before.verb_class))
    )  # "opened direct, high-level talks"
    if predicate.noun:
        acts = sum(holds_act([hit]) for hit in between)
        return acts <= 1 and (listed or not is_cut_off([*between, head]))
    if COMMA in head.mark or (before.name == "and" and head.gap <= 1):
        return True
    aim = "infinitive" in before.flags or head.name in {"will", "plan"}
    aim = aim and words_between(scene.hits, mention.last, place) <= AIM
    aim = aim or (holds_act([before]) and not before.noun and not head.gap) or is_compound(between)
    return not is_cut_off([*between, head]) and (aim or not holds_act(between))


def is_compound(between: Sequence[Hit]) -> bool:
    """Say whether a noun right behind a name is all that stands before its verb ("X raids killed ...")."""
    acts = [hit for hit in between if holds_act([hit])]
    return bool(acts) and acts[0] is between[0] and not between[0].gap and all(hit.noun for hit in acts)


def is_cut_off(hits: Sequence[Hit]) -> bool:
    """Say whether a comma that no second one closes stands before one of some hits."""
    return sum(hit.mark.count(COMMA) for hit in hits) % 2 > 0


def holds_act(hits: Sequence[Hit]) -> bool:
    """Say whether an act, or a word that turns one, is among some hits."""
    return any(hit.category == "cue" or (hit.operator and hit.name in TURNING) for hit in hits)
