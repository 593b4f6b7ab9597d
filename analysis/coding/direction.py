"""Who does it to whom: choose the actor and the recipient of a predicate among the mentions of its clause.

Word order decides, with overrides: passive, "by", possessives and adjectives of nouns, venues, mutual events,
verb-first languages. Without two different parties there is no event.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.coding.predicates import Predicate
from analysis.coding.scene import Codes, Parties, Scene, gap_between, left_of, right_of
from analysis.hits import Hit
from analysis.mentions import Mention

MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
TOWARD = frozenset({"against", "on", "to", "with", "", "of", "from", "between", "at"})
AIMED = frozenset({"against", "on", "to"})
VISITED = frozenset({"in", "at", "to"})
PLACES = frozenset({"in", "at"})
COUNTERED = frozenset(
    {"THREATEN", "ACCUSE", "REJECT", "REQUEST", "CONCEDE", "ASSAULT", "SANCTION", "RETREAT", "COERCE", "MOBILIZE"}
)
ADDRESSED = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "SANCTION"})
ON_SOIL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID", "PROTEST"})
OWNER_GAP = 2
AUXILIARIES = frozenset({"will", "would", "may", "plan", "have", "had", "not", "be"})
AGENT_GAP = 5
PAIR = 2


def find_parties(predicate: Predicate, scene: Scene) -> Parties | None:
    """Give the parties of a predicate, or None where two different ones cannot be told."""
    mutual = bool({"mutual", "reciprocal"} & predicate.flags) or predicate.mode == "ceasefire"
    mutual = mutual or predicate.event_type in MUTUAL or any(hit.name == "mutually" for hit in scene.hits)
    if not predicate.noun and is_inverted(predicate, scene):
        return None
    if "spoken" in predicate.flags:
        return said_of(predicate, scene)
    parties = noun_parties(predicate, scene, mutual) if predicate.noun else verb_parties(predicate, scene, mutual)
    if parties is None:
        return None
    if "reverse" in predicate.flags and not parties.rules[0].startswith("passive"):
        parties = Parties(parties.recipient, parties.actor, (*parties.rules, "reverse"), parties.used)
    recipient = tuple(code for code in parties.recipient if code not in parties.actor)
    if not parties.actor or not recipient:
        return None
    return Parties(parties.actor, recipient, parties.rules, parties.used)


def split_group(mention: Mention, rule: str) -> Parties | None:
    """Make a group the two sides of a mutual event."""
    if len(mention.codes) < 2:
        return None
    return Parties(mention.codes[:1], mention.codes[1:], (rule,), (mention,))


def is_venue(mention: Mention, predicate: Predicate) -> bool:
    """Say whether a mention is only the place where it happens, or the means."""
    if mention.role == "with" and predicate.event_type == "ASSAULT" and not predicate.operators:
        return True
    if mention.role not in PLACES or "visit" in predicate.flags:
        return False
    if mention.role == "at" and (mention.kind not in {"capital", "seat"} or predicate.event_type in ADDRESSED):
        return False
    return predicate.event_type not in ON_SOIL


def subject_of(predicate: Predicate, scene: Scene) -> Mention | None:
    """Give the subject of a verb: the first plain mention before it, else one in a noun phrase.

    A name right before the verb that opens a new statement after another predicate goes first.
    """
    left = [m for m in left_of(predicate, scene) if not m.private]
    plain = [m for m in left if m.bare]
    if plain and plain[-1].first > scene.previous >= 0 and stands_before(plain[-1], predicate, scene.hits):
        first = plain[-1].first
        while scene.hits[first - 1].name == "title" and not scene.hits[first].mark:
            first -= 1
        opener, before = scene.hits[first], scene.hits[first - 1]
        if {",", ";"} & set(opener.mark) or before.name == "and" or opener.clitic == "and":
            return plain[-1]
    if plain:
        return plain[0]
    return next((m for m in left if m.role == "of"), None)


def stands_before(mention: Mention, predicate: Predicate, hits: Sequence[Hit]) -> bool:
    """Say whether nothing but auxiliaries stands between a mention and a verb."""
    return all(hits[at].name in AUXILIARIES for at in range(mention.last + 1, predicate.first))


def verb_parties(predicate: Predicate, scene: Scene, mutual: bool) -> Parties | None:
    """Give the parties of a verb."""
    subject = subject_of(predicate, scene)
    right = [m for m in right_of(predicate, scene) if not is_venue(m, predicate)]
    if subject is not None and subject.kind == "both":
        right = [m for m in right if m.role not in PLACES]
    if scene.pack.order == "vso" and subject is None and not predicate.passive:
        subject = subject_behind(predicate, scene, right)
        right = [m for m in right if m is not subject]
    if predicate.passive or has_agent(predicate, scene, right):
        return passive_parties(predicate, subject, right)
    if subject is None and "visit" in predicate.flags and (visit := visit_ahead(right)) is not None:
        return visit
    actor = subject.codes if subject else scene.subject or scene.speaker
    group = subject if mutual and subject is not None and len(subject.codes) > 1 else None
    alone = not any(is_partner(m, predicate, scene) for m in right)
    recipient = None if group and alone else recipient_of(predicate, scene, subject, right, actor)
    if recipient is not None:
        rule = "order" if subject else "subject-carried"
        used = (subject, recipient) if subject else (recipient,)
        return Parties(actor, with_territory(recipient, right), (rule,), used)
    if group is not None:
        return split_group(group, "group")
    return counterpart(predicate, scene, subject, actor)


def subject_behind(predicate: Predicate, scene: Scene, right: Sequence[Mention]) -> Mention | None:
    """Give the subject of a verb that comes first: the plain name close behind it. Private persons may protest."""
    plain = next((m for m in right if m.bare and (not m.private or predicate.event_type == "PROTEST")), None)
    return plain if plain and hits_near(scene.hits, predicate, plain) else None


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
    if subject is None or not scene.speaker:
        return None
    return Parties(scene.speaker, subject.codes, ("order",), (subject,))


def is_inverted(predicate: Predicate, scene: Scene) -> bool:
    """Say whether a verb of words closes what was told and its speaker follows ('"...", warns X')."""
    if predicate.event_type not in {"THREATEN", "REQUEST"} or "," not in scene.hits[predicate.first].mark:
        return False
    right = right_of(predicate, scene)
    return len(right) == 1 and right[0].bare and gap_between(scene.hits, predicate.last, right[0].first) <= OWNER_GAP


def left_plain(predicate: Predicate, scene: Scene) -> bool:
    """Say whether a plain mention stands before a predicate."""
    return any(m.bare and not m.private for m in left_of(predicate, scene))


def has_agent(predicate: Predicate, scene: Scene, right: Sequence[Mention]) -> bool:
    """Say whether a verb without complement is followed by "by" and a name: then it is passive, whatever its form.

    Where the verb comes first its passive looks like its active, and a second plain name makes it active.
    """
    if predicate.complement is not None:
        return False
    if scene.pack.order == "vso" and not left_plain(predicate, scene):
        return is_told_passive(predicate, scene, right)
    before = scene.hits[predicate.first - 1] if predicate.first else None
    if before is not None and before.name == "have" and scene.pack.auxiliary:
        return False
    return any(m.role == "by" and gap_between(scene.hits, predicate.last, m.first) <= AGENT_GAP for m in right)


def is_told_passive(predicate: Predicate, scene: Scene, right: Sequence[Mention]) -> bool:
    """Say whether a verb that opens its clause has an agent and, but for its subject, no plain name behind it."""
    if any(m.bare for m in right):
        return False
    framed = predicate.rules[0].startswith("frame:") and predicate.last == predicate.first + 1
    beside = framed and gap_between(scene.hits, predicate.first, predicate.last) == 0
    agents = {"by", "from"} if beside else {"by"} if "ed" in predicate.flags else set()
    return any(m.role in agents for m in right)


def is_partner(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether a mention after a verb of meeting is whom the subject meets, not what they talk of."""
    near = gap_between(scene.hits, predicate.last, mention.first) <= 5
    return mention.role == "with" or (mention.role in {"", "of", "at", "to"} and near)


def recipient_of(
    predicate: Predicate, scene: Scene, subject: Mention | None, right: Sequence[Mention], actor: Codes
) -> Mention | None:
    """Give whom a verb concerns: who did what is blamed, whom a noun is aimed at, the object, or who stands before."""
    if predicate.complement is not None:
        agent = next((m for m in right if m.role == "by" and m.first > predicate.complement), None)
        if agent is not None:
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
    behind = [m for m in left_of(predicate, scene) if m is not subject and not m.bare and not is_venue(m, predicate)]
    behind = [m for m in behind if m.role != "at"]
    return pick_recipient(right, actor) or pick_recipient(behind, actor)


def is_own_people(predicate: Predicate, scene: Scene, right: Sequence[Mention]) -> bool:
    """Say whether a verb's object are private persons named without a country ("urged citizens to leave ...")."""
    place = predicate.first + 1
    if place >= len(scene.hits) or scene.hits[place].name != "private" or scene.hits[place].gap > 1:
        return False
    beside = next((m for m in right if m.private or m.first == place + 1), None)
    return beside is None or scene.hits[beside.first].gap > 0


def with_territory(recipient: Mention, right: Sequence[Mention]) -> Codes:
    """Give the recipient, and with an armed group the territory where it is hit."""
    if not all(code.startswith("ORG:") for code in recipient.codes):
        return recipient.codes
    soil = next((m for m in right if m.role == "in" and ":" not in m.codes[0]), None)
    return (*recipient.codes, *soil.codes) if soil else recipient.codes


def counterpart(predicate: Predicate, scene: Scene, subject: Mention | None, actor: Codes) -> Parties | None:
    """Give the parties where the recipient is not named again: whoever stood against the actor before."""
    if predicate.event_type not in COUNTERED or len(actor) != 1 or subject is None:
        return None
    if scene.pack.order == "vso" and (predicate.noun or len(scene.named) != PAIR):
        # Behind its verb a lone name is as often whom it befalls: both sides must be named in the sentence.
        return None
    beside = tuple(code for code in scene.named if code not in actor)
    known = scene.against.get(actor[0]) or tuple(c for c in scene.pair if actor[0] in scene.pair and c != actor[0])
    other = beside if len(beside) == 1 else known if predicate.event_type in ADDRESSED else ()
    named = {code for m in scene.mentions for code in m.codes} - set(actor)
    if not other or named - set(other):
        return None
    return Parties(actor, other, ("counterpart",), (subject,) if subject else ())


def hits_near(hits: Sequence[Hit], predicate: Predicate, mention: Mention) -> bool:
    """Say whether a mention follows the head of a predicate closely enough to be its subject."""
    return sum(hits[at].gap + 1 for at in range(predicate.first + 1, mention.first + 1)) <= 6


def pick_recipient(mentions: Sequence[Mention], actor: Codes) -> Mention | None:
    """Give the first mention that can be the recipient: plain or addressed before merely placed."""
    able = [m for m in mentions if set(m.codes) - set(actor)]
    first = next((m for m in able if m.role in TOWARD), None)
    return first or next((m for m in able if m.role in PLACES), None)


def passive_parties(predicate: Predicate, subject: Mention | None, right: Sequence[Mention]) -> Parties | None:
    """Give the parties of a passive: the subject suffers; "by", or the owner of the means, acts."""
    agent = next((m for m in right if m.role == "by"), None)
    suffering = subject or next((m for m in right if m.role != "by"), None)
    if suffering is None:
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
    if agent is None:
        return None
    return Parties(agent.codes, suffering.codes, ("passive",), (suffering, agent))


def owners_of(predicate: Predicate, scene: Scene) -> list[Mention]:
    """Give the mentions that own a noun: an adjective beside it, a possessive or a plain name before it."""
    hits = scene.hits
    before = [
        m
        for m in scene.mentions
        if m.last < predicate.first and gap_between(hits, m.last, predicate.first) <= OWNER_GAP and m.role != "by"
    ]
    owners = [m for m in before[-1:] if scene.pack.adjective == "before" or m.owner]
    if scene.pack.adjective == "after":
        beside = [m for m in scene.mentions if m.first > predicate.first and m.bare and m.kind == "demonym"]
        near = predicate.last if beside and beside[0].first > predicate.last else predicate.first
        owners = [m for m in beside[:1] if gap_between(hits, near, m.first) <= OWNER_GAP] or owners
    return owners


def is_genitive(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether a plain name right behind a noun is its genitive, where verbs come first."""
    near = scene.pack.order == "vso" and mention.bare and mention.first > predicate.last
    return near and gap_between(scene.hits, predicate.last, mention.first) == 0


def noun_parties(predicate: Predicate, scene: Scene, mutual: bool) -> Parties | None:
    """Give the parties of a noun."""
    owners = owners_of(predicate, scene)
    right = [m for m in right_of(predicate, scene) if not is_venue(m, predicate) and m not in owners]
    before = scene.hits[predicate.first - 1] if predicate.first else None
    aside = before is not None and before.name == "about" and scene.hits[predicate.first].gap <= OWNER_GAP
    if (aside or any(m.role == "about" for m in owners)) and not predicate.operators:
        return None
    if mutual:
        return mutual_parties(predicate, scene, *leave_out_venues(predicate, owners, right))
    suffering = patient_of(predicate, scene)
    if suffering is not None:
        return patient_parties(predicate, scene, suffering)
    toward = [m for m in right if m.role in {"against", "on", "to", "with", "at"}]
    behind = [m for m in right if m.role == "of" or is_genitive(m, predicate, scene)]
    agents = [m for m in right if m.role == "by"] or owners or (behind if toward else [])
    if not agents and predicate.event_type == "PROTEST":
        agents = [m for m in right if m.role in PLACES]
    plain = [m for m in left_of(predicate, scene) if m.bare and not m.private]
    rule = "noun"
    if not agents and plain:
        agents, rule = plain[:1], "order"
    agents = agents or [m for m in right if m.role == "from"]
    taken = agents[0] if agents else None
    recipient = pick_recipient([m for m in [*toward, *behind, *right] if m is not taken and m.role != "by"], ())
    if recipient is None and rule == "order" and not predicate.operators:
        return None  # neither party stands beside the noun
    if recipient is None:
        recipient = pick_recipient([m for m in left_of(predicate, scene) if m is not taken], ())
    actor = taken.codes if taken else scene.subject or scene.speaker
    if recipient is None:
        return counterpart(predicate, scene, taken, actor) if taken else None
    return Parties(actor, with_territory(recipient, right), (rule,), tuple(m for m in (taken, recipient) if m))


def leave_out_venues(
    predicate: Predicate, owners: Sequence[Mention], right: Sequence[Mention]
) -> tuple[list[Mention], list[Mention]]:
    """Leave out capitals beside a meeting, where it is held: "the Geneva talks", "talks of Geneva"."""
    visited = "visit" in predicate.flags
    return (
        [m for m in owners if m.kind != "capital" or len(m.codes) > 1 or m.owner],
        [m for m in right if m.kind != "capital" or m.role != "of" or len(m.codes) > 1 or visited],
    )


def patient_of(predicate: Predicate, scene: Scene) -> Mention | None:
    """Give who suffers a noun whose neighbour is its object ("downing of an Iranian drone"), None for any other.

    An adjective right beside the noun names who did it, and so does a name that an object follows.
    """
    if "patient" not in predicate.flags or predicate.complement is not None:
        return None
    after = [m for m in right_of(predicate, scene) if m.bare and m.first > predicate.last]
    beside = after[0] if after and gap_between(scene.hits, predicate.last, after[0].first) <= OWNER_GAP else None
    if beside is None:
        return None
    if beside.kind == "demonym" and scene.hits[beside.first].gap == 0 and beside.first == predicate.last + 1:
        return None
    others = [m for m in scene.mentions if m.first > beside.last and set(m.codes) - set(beside.codes)]
    aimed = any(m.role in {"to", "on", "", "against"} for m in others if not m.private)
    return None if aimed and not any(m.role == "by" for m in others) else beside


def patient_parties(predicate: Predicate, scene: Scene, suffering: Mention) -> Parties | None:
    """Give the parties of such a noun: its agent stands behind "by", or before it, or was named earlier."""
    others = [m for m in scene.mentions if m is not suffering and not m.private]
    agent = next((m for m in others if m.first > suffering.last and m.role == "by"), None)
    agent = agent or next((m for m in others if m.last < predicate.first and m.bare), None)
    actor = agent.codes if agent else scene.subject or scene.speaker
    if not actor:
        return None
    return Parties(actor, suffering.codes, ("patient",), (agent, suffering) if agent else (suffering,))


def mutual_parties(
    predicate: Predicate, scene: Scene, owners: Sequence[Mention], right: Sequence[Mention]
) -> Parties | None:
    """Give the sides of a meeting, an agreement or a truce, whatever their order."""
    left = [m for m in left_of(predicate, scene) if not is_venue(m, predicate) and m not in owners]
    roles = {"with", "between", "of", ""} | ({"to", "in", "at"} if "visit" in predicate.flags else set())
    roles |= {"from"} if scene.pack.order == "vso" else set()
    joined = [m for m in right if m.role in roles]
    if not owners and not left and scene.topic and len(joined) == 1 and joined[0].role == "with":
        # "talks with Y" in an article about X.
        return Parties(scene.topic, joined[0].codes, ("topic",), (joined[0],))
    sides = [*[m for m in left if m.bare or m.role in {"with", "between"}][:1], *owners, *joined]
    sides = sorted({m.first: m for m in sides if not m.private}.values(), key=lambda m: m.first)
    codes = tuple(dict.fromkeys(code for m in sides for code in m.codes))
    if len(codes) < 2:
        codes = tuple(dict.fromkeys((*codes, *(scene.subject or scene.speaker)))) if codes else ()
    if len(codes) < 2:
        return None
    pairs = [m for m in sides if m.role == "between" and len(m.codes) > 1]
    if pairs:
        return Parties(pairs[0].codes[:1], pairs[0].codes[1:], ("between",), (pairs[0],))
    first = sides[0].codes if len(sides) > 1 and set(codes) - set(sides[0].codes) else codes[:1]
    return Parties(first, tuple(c for c in codes if c not in first), ("mutual",), tuple(sides))
