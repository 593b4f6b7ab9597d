"""Who does it to whom: choose the actor and the recipient of a predicate among the mentions of its clause.

Word order decides, with overrides: passive, "by", possessives and adjectives of nouns, venues, mutual events,
verb-first languages. Without two different parties there is no event.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.coding.besides import is_only_from_there, meant_besides, takes_only_behind
from analysis.coding.fighting import befallen_parties, fighting_parties
from analysis.coding.kinds import FORCEFUL, MUTUAL
from analysis.coding.linking import are_linked
from analysis.coding.means import done_by, means_parties
from analysis.coding.mediation import has_sides, mediated
from analysis.coding.nearness import stand_near
from analysis.coding.nouns import noun_parties
from analysis.coding.passive import told_passively
from analysis.coding.predicates import Predicate
from analysis.coding.quoting import quoted_parties, speaker_behind
from analysis.coding.recipients import (
    ADDRESSED,
    PLACES,
    VISITED,
    counterpart,
    is_named_after,
    is_of_others,
    is_venue,
    is_victim,
    pick_recipient,
    with_territory,
    without_told,
)
from analysis.coding.scene import Codes, Parties, Scene, goes_on, left_of, right_of, split_group
from analysis.coding.subjects import (
    done_privately,
    follows_statement,
    left_plain,
    own_subject,
    subject_behind,
    subject_of,
)
from analysis.hits import words_between
from analysis.mentions import Mention
from analysis.phrases import ATTENDANT

TWO_SIDED = frozenset({"mutual", "reciprocal"})
AIMED = frozenset({"against", "on", "to"})
DATIVE = frozenset({"at", "to"})
OWNER_GAP = 2
AGENT_GAP = 5
BLAMING = frozenset({"ACCUSE", "REJECT", "SUPPORT", "AGREE", "CONCEDE"})
STRIKING = frozenset({"ASSAULT", "COERCE", "RETREAT"})


def find_parties(predicate: Predicate, scene: Scene) -> Parties | None:
    """Give the parties of a predicate, or None where two different ones cannot be told."""
    mutual = not TWO_SIDED.isdisjoint(predicate.flags) or predicate.mode == "ceasefire"
    mutual = mutual or predicate.event_type in MUTUAL or scene.mutually
    if not predicate.noun and (speaker := speaker_behind(predicate, scene)) is not None:
        return quoted_parties(predicate, scene, speaker)
    if {"spoken", "answer"} & predicate.flags:
        return said_of(predicate, scene) if "spoken" in predicate.flags else None
    if "mediate" in predicate.flags and (predicate.complement is None or has_sides(scene)):
        return mediated(predicate, scene)
    parties = None
    if not done_privately(predicate, scene):
        told = fighting_parties(predicate, scene) or means_parties(predicate, scene)
        parties = told or act_parties(predicate, scene, mutual) or befallen_parties(predicate, scene)
    if parties is None:
        return None
    reverse = "reverse" in predicate.flags or is_taken(predicate, parties, scene)
    if reverse and not parties.rules[0].startswith("passive"):
        parties = Parties(parties.recipient, parties.actor, (*parties.rules, "reverse"), parties.used)
    recipient = tuple(code for code in parties.recipient if code not in parties.actor)
    tied = bool(parties.actor and recipient) and stand_near(predicate, parties, scene)
    if not tied or not are_linked(predicate, parties, scene):
        return None
    return parties._replace(recipient=recipient)


def is_undone(predicate: Predicate) -> bool:
    """Say whether what a verb breaks off is an event of two sides ("X and Y suspend talks")."""
    return bool(predicate.operators) and predicate.rules[0].removeprefix("cue:") in MUTUAL


def is_swapped(predicate: Predicate, scene: Scene) -> bool:
    """Say whether two send or recall "their ambassadors", and no third is named: each does it to the other."""
    return predicate.rules[0].endswith("+ownambassador") and not right_of(predicate, scene)


def act_parties(predicate: Predicate, scene: Scene, mutual: bool) -> Parties | None:
    """Give the parties of a noun or a verb."""
    if predicate.noun:
        sides = is_undone(predicate) and any(m.role == "between" for m in scene.mentions)
        return noun_parties(predicate, scene, mutual or sides)
    return verb_parties(predicate, scene, mutual or is_undone(predicate) or is_swapped(predicate, scene))


def is_taken(predicate: Predicate, parties: Parties, scene: Scene) -> bool:
    """Say whether aid is told from the side of whom it reaches: "aid from Y"."""
    last = parties.used[-1] if parties.used else None
    given = last is not None and last.role == "from" and set(last.codes) & set(parties.recipient)
    return scene.pack.order == "vso" and predicate.event_type == "AID" and bool(given)


def verb_parties(predicate: Predicate, scene: Scene, mutual: bool) -> Parties | None:
    """Give the parties of a verb."""
    subject = subject_of(predicate, scene)
    right = [m for m in right_of(predicate, scene) if not is_venue(m, predicate)]
    right = [m for m in right if not is_named_after(m, predicate, scene)]
    if subject is not None and subject.kind == "both":
        right = [m for m in right if m.role not in PLACES]
    carried = goes_on(scene.hits[predicate.first])
    theirs = own_subject(predicate, scene, right)
    if theirs is not None:
        subject, right = theirs, [m for m in right if m is not theirs]
    elif scene.pack.order == "vso" and subject is None and not predicate.passive and not carried:
        subject = subject_behind(predicate, scene, right)
        right = [m for m in right if m is not subject]
    sides = next((m for m in right if m.role == "between" and len(m.codes) > 1), None)
    if mutual and sides is not None and (subject is None or is_brought(predicate, scene, subject, sides)):
        return split_group(sides, "between")
    if predicate.passive or has_agent(predicate, scene, right):
        return told_passively(predicate, scene, subject, right, mutual=mutual)
    if subject is None and "visit" in predicate.flags and (visit := visit_ahead(right)) is not None:
        return visit
    actor = subject.codes if subject else scene.subject or scene.speaker
    group = subject if mutual and subject is not None and len(subject.codes) > 1 else None
    group = None if "visit" in predicate.flags and any(m.role in VISITED for m in right) else group
    alone = not any(is_partner(m, predicate, scene, grouped=group is not None) for m in right)
    alone = alone and not ("dative" in predicate.flags and any(m.role in DATIVE for m in right))
    recipient = None if group and alone else recipient_of(predicate, scene, subject, right, actor)
    if recipient is not None:
        rule = "order" if subject else ATTENDANT if ATTENDANT in predicate.flags else "subject-carried"
        used = (subject, recipient) if subject else (recipient,)
        return Parties(actor, with_territory(recipient, right), (rule,), used)
    if group is not None:
        return split_group(group, "group")
    return unnamed_parties(predicate, scene, subject, right, actor)


def unnamed_parties(
    predicate: Predicate, scene: Scene, subject: Mention | None, right: Sequence[Mention], actor: Codes
) -> Parties | None:
    """Give the parties of a verb that names nobody whom it concerns."""
    if ATTENDANT in predicate.flags:
        return meant_besides(predicate, scene, actor)
    own = scene.pack.auxiliary and is_own_people(predicate, scene, right)
    parted = follows_statement([m for m in left_of(predicate, scene) if m.bare], scene) and subject is not None
    return None if own or parted else counterpart(predicate, scene, subject, actor)


def is_brought(predicate: Predicate, scene: Scene, subject: Mention, sides: Mention) -> bool:
    """Say whether who promises an agreement between two others is neither of them, where verbs come first."""
    promised = scene.pack.order == "vso" and predicate.event_type == "AGREE"
    return promised and not {*subject.codes} & {*sides.codes}


def visit_ahead(right: Sequence[Mention]) -> Parties | None:
    """Give the parties of "On a visit to Y, X said ...": the visitor follows the place."""
    visitor = next((m for m in right if m.bare and not m.private and m.kind != "capital"), None)
    place = next((m for m in right if m.role in VISITED), None)
    if visitor is None or place is None or place.first > visitor.first:
        return None
    return Parties(visitor.codes, place.codes, ("order",), (visitor, place))


def said_of(predicate: Predicate, scene: Scene) -> Parties | None:
    """Give the parties of a warning told as a statement about whom it is for ("X said that Y should worry")."""
    subject = subject_of(predicate, scene)
    if subject is None or not scene.speaker or set(subject.codes) & set(scene.speaker):
        return None
    return Parties(scene.speaker, subject.codes, ("order",), (subject,))


def has_agent(predicate: Predicate, scene: Scene, right: Sequence[Mention]) -> bool:
    """Say whether a verb without complement is followed by "by" and a name: then it is passive, whatever its form.

    Where the verb comes first its passive looks like its active, and a second plain name makes it active.
    """
    if predicate.complement is not None:
        return False
    if scene.pack.order == "vso" and not left_plain(predicate, scene):
        return is_told_passive(predicate, scene, right)
    before = scene.hits[predicate.first - 1] if predicate.first else None
    if scene.pack.auxiliary and (not scene.hits[predicate.first].participle or (before and before.name == "have")):
        return False
    return any(m.role == "by" and words_between(scene.hits, predicate.last, m.first) <= AGENT_GAP for m in right)


def is_told_passive(predicate: Predicate, scene: Scene, right: Sequence[Mention]) -> bool:
    """Say whether a verb that opens its clause has an agent and, but for its subject, no plain name behind it."""
    if any(m.bare for m in right):
        return False
    framed = predicate.rules[0].startswith("frame:") and predicate.last == predicate.first + 1
    beside = framed and words_between(scene.hits, predicate.first, predicate.last) == 0
    agents = {"by", "from"} if beside else {"by"} if "ed" in predicate.flags else set()
    return any(m.role in agents for m in right)


def is_partner(mention: Mention, predicate: Predicate, scene: Scene, *, grouped: bool) -> bool:
    """Say whether a mention after a verb of meeting is whom the subject meets, not what they talk of."""
    if is_topic(mention, predicate, scene):
        return False
    near = words_between(scene.hits, predicate.last, mention.first) <= 5
    roles = {""} if grouped else {"", "of", "at", "to"}
    return mention.role == "with" or (mention.role in roles and near)


def is_topic(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether a mention is what a verb of talking is about, not whom one talks to ("discussed X with Y").

    Nor is whom one helps somebody against.
    """
    hosted = predicate.event_type == "CONSULT" and predicate.complement is not None and mention.role == "on"
    opposed = predicate.event_type in {"SUPPORT", "AID"} and mention.role == "against"
    talked = "topic" in predicate.flags and mention.role not in {"with", "between"} and not is_fellow(mention, scene)
    return hosted or opposed or talked


def is_fellow(mention: Mention, scene: Scene) -> bool:
    """Say whether a name is that of somebody's counterpart."""
    return mention.first > 0 and "fellow" in scene.hits[mention.first - 1].flags


def recipient_of(
    predicate: Predicate, scene: Scene, subject: Mention | None, right: Sequence[Mention], actor: Codes
) -> Mention | None:
    """Give whom a verb concerns: who did what is blamed, whom a noun is aimed at, the object, or who stands before."""
    if predicate.complement is not None:
        agent = next((m for m in right if m.role == "by" and m.first > predicate.complement), None)
        agent = agent or done_by(predicate.complement, scene)
        if agent is not None and set(agent.codes) - set(actor):
            return agent
    if predicate.operators and predicate.complement is None:
        aimed = pick_recipient([m for m in right if m.role in AIMED and m.first > predicate.last], actor)
        if aimed is not None:
            return aimed
    if "gift" in predicate.flags:
        near = [m for m in right if m.bare and m.first == predicate.last + 1 and scene.hits[m.first].gap == 0]
        placed = [m for m in right if m.role in PLACES and predicate.event_type == "AID"]
        return pick_recipient([*(m for m in right if m.role == "to"), *near, *placed], actor)
    if is_own_people(predicate, scene, right):
        return None
    right = [m for m in right if not is_topic(m, predicate, scene) and not is_only_from_there(m, predicate, scene)]
    right = [m for m in right if not is_victim(m, predicate, scene)]
    right = without_told(right, predicate, scene)
    if scene.pack.auxiliary:
        right = [m for m in right if is_reached(predicate, m, scene) and not is_where(m, predicate, scene)]
        right = [m for m in right if not is_of_others(m, predicate, scene, actor)]
        doer = next((m for m in right if m.role == "by" and predicate.event_type in BLAMING), None)
        if doer is not None:
            return doer
        if "dative" in predicate.flags:
            right = [*(m for m in right if m.role in DATIVE), *(m for m in right if m.role not in DATIVE)]
    right = met_with(predicate, scene, right) or right
    ahead = [] if takes_only_behind(predicate, scene, subject) else left_of(predicate, scene)
    behind = [m for m in ahead if m is not subject and not m.bare and not is_venue(m, predicate)]
    aside = {"at", "with", "from", "in", "about"} if scene.pack.order == "vso" else {"at"}
    behind = [m for m in behind if m.role not in aside]
    found = owner_behind(predicate, scene, actor) or pick_recipient(right, actor) or pick_recipient(behind, actor)
    hit_from = scene.pack.adjective == "after" and predicate.event_type in FORCEFUL
    held = {"by", "from"} if hit_from else {"by"}
    holders = [m for m in right if m.role in held and set(m.codes) - set(actor)] if scene.pack.auxiliary else []
    return found or (holders[0] if holders and predicate.event_type in STRIKING else None)


def met_with(predicate: Predicate, scene: Scene, right: Sequence[Mention]) -> list[Mention]:
    """Give with whom talks are held that a name right before them says what they are about ("holds Z talks with Y")."""
    talks = scene.hits[predicate.last]
    held = predicate.event_type == talks.name == "CONSULT" and "visit" not in predicate.flags
    if scene.pack.order == "vso" or not held:
        return []
    near = [m for m in right if m.first > predicate.last]
    near = [m for m in near if words_between(scene.hits, predicate.last, m.first) <= (AGENT_GAP if m.role else 0)]
    return [m for m in near if m.role in {"with", ""}]


def is_reached(predicate: Predicate, mention: Mention, scene: Scene) -> bool:
    """Say whether a name behind a verb can be its object: whom one meets or blames stands close to the verb."""
    gap = words_between(scene.hits, predicate.complement or predicate.last, mention.first)
    if predicate.event_type == "CONSULT" and "visit" not in predicate.flags and predicate.complement is None:
        near = AGENT_GAP if mention.role in {"", "at"} else OWNER_GAP
        return mention.role in {"with", "between"} or (mention.role in {"", "at", "of"} and gap <= near)
    if predicate.event_type == "ACCUSE" and mention.role == "with":
        return False  # to whom one complains of somebody else
    return predicate.event_type != "ACCUSE" or mention.role != "at" or gap <= OWNER_GAP


def is_where(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether a capital behind talks in the complement of a verb of words is where they were held."""
    place = predicate.complement
    if place is None or mention.role != "of" or mention.kind != "capital" or len(mention.codes) > 1:
        return False
    beside = words_between(scene.hits, place, mention.first) <= 1
    return beside and scene.hits[place].noun and scene.hits[place].name in MUTUAL


def owner_behind(predicate: Predicate, scene: Scene, actor: Codes) -> Mention | None:
    """Give whose deed a verb of words is about: the adjective right behind its complement ("condemns their raid")."""
    place = (predicate.complement or 0) + 1
    if scene.pack.adjective != "after" or place == 1 or predicate.event_type not in ADDRESSED:
        return None
    between = sum(m.bare for m in scene.mentions if predicate.first < m.first < place - 1)
    if between > (0 if scene.pack.auxiliary else 1):
        return None
    owner = next((m for m in scene.mentions if m.first == place and m.bare and m.kind == "demonym"), None)
    near = owner is not None and scene.hits[place].gap <= OWNER_GAP
    return owner if owner is not None and near and set(owner.codes) - set(actor) else None


def is_own_people(predicate: Predicate, scene: Scene, right: Sequence[Mention]) -> bool:
    """Say whether a verb's object are private persons named without a country ("urged citizens to leave ...").

    So are those whom a leader orders to do something: the persons of the same party between a demand and its content.
    """
    if scene.pack.auxiliary and predicate.event_type == "REQUEST" and predicate.complement is not None:
        asked = [m for m in scene.mentions if predicate.first < m.first < predicate.complement]
        doer = subject_of(predicate, scene)
        own = doer.codes if doer else scene.subject or scene.speaker
        if asked and all(set(m.codes) <= set(own) for m in asked):
            return True
    place = predicate.first + 1
    if scene.pack.auxiliary and place < len(scene.hits) - 1 and scene.hits[place].name == "title":
        place += 1
    if place >= len(scene.hits) or scene.hits[place].name != "private" or scene.hits[place].gap > 1:
        return False
    beside = next((m for m in right if m.private or belongs_to(place, m, scene)), None)
    return beside is None or scene.hits[beside.first].gap > 0


def belongs_to(place: int, mention: Mention, scene: Scene) -> bool:
    """Say whether a name behind persons says whose they are: beside them, or in a noun phrase of theirs."""
    between = scene.hits[place + 1 : mention.first]
    linked = scene.pack.adjective == "after" and all(h.name in {"of", "title", "post"} and not h.gap for h in between)
    return mention.first == place + 1 or (linked and bool(between))
