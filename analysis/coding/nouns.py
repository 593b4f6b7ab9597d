"""Choose the parties of a noun: its owner, agent, object or the sides of a meeting, an agreement or a truce."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.coding.goods import giver_of, is_reason
from analysis.coding.kinds import MUTUAL
from analysis.coding.means import done_by
from analysis.coding.patients import patient_of, patient_parties
from analysis.coding.predicates import Predicate
from analysis.coding.recipients import (
    PLACES,
    VISITED,
    counterpart,
    is_named_after,
    is_venue,
    pick_recipient,
    with_territory,
)
from analysis.coding.scene import Codes, Parties, Scene, left_of, right_of
from analysis.hits import Hit, words_between
from analysis.mentions import Mention

ASIDE = frozenset({"", "in", "at", "to", "about", "per"})
FORCEFUL = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
NEAR_ROLES = frozenset({"of", "in", "from", "to", "at"})
ASIDE_OPENERS = frozenset({"after", "ahead", "cause"})
LINKS = frozenset({"against", "on", "of", "to", "at", "in", "with"})
VERBAL = frozenset({"have", "had", "be"})
COUNTRIES = frozenset({"name", "short", "territory"})
AIMED = frozenset({"against", "on", "to", "with", "at"})
OWNER_GAP = 2
AGENT_GAP = 5
BY_GAP = 8


def owners_of(predicate: Predicate, scene: Scene) -> list[Mention]:
    """Give the mentions that own a noun: an adjective beside it, a possessive or a plain name before it."""
    hits = scene.hits
    before = [
        m
        for m in scene.mentions
        if m.last < predicate.first and words_between(hits, m.last, predicate.first) <= OWNER_GAP and m.role != "by"
    ]
    possessive = [m for m in before[-1:] if m.owner and not (scene.pack.auxiliary and m.kind == "demonym")]
    owners = before[-1:] if scene.pack.adjective == "before" else possessive
    if scene.pack.adjective == "after":
        beside = [m for m in scene.mentions if m.first > predicate.first and m.bare and m.kind == "demonym"]
        near = predicate.last if beside and beside[0].first > predicate.last else predicate.first
        owners = [m for m in beside[:1] if words_between(hits, near, m.first) <= OWNER_GAP] or owners
    return owners if predicate.event_type == "PROTEST" else [m for m in owners if not m.private]


def is_genitive(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether a plain name right behind a noun is its genitive, where verbs come first."""
    near = scene.pack.order == "vso" and mention.bare and mention.first > predicate.last
    return near and words_between(scene.hits, predicate.last, mention.first) == 0


def noun_parties(predicate: Predicate, scene: Scene, mutual: bool) -> Parties | None:
    """Give the parties of a noun."""
    owners = owners_of(predicate, scene)
    right = [m for m in right_of(predicate, scene) if not is_venue(m, predicate) and m not in owners]
    right = [m for m in right if not is_named_after(m, predicate, scene)]
    if (is_reason(predicate, scene) or any(m.role == "about" for m in owners)) and not predicate.operators:
        return None
    if mutual:
        return mutual_parties(predicate, scene, *leave_out_venues(predicate, owners, right))
    if is_purpose(predicate, scene) or is_of_others(predicate, scene):
        return None
    suffering = patient_of(predicate, scene)
    if suffering is not None:
        return patient_parties(predicate, scene, suffering)
    if "befall" in predicate.flags and not any(m.role == "by" for m in right):
        return None
    return aimed_parties(predicate, scene, owners, [m for m in right if can_follow(predicate, m, scene)])


def is_purpose(predicate: Predicate, scene: Scene) -> bool:
    """Say whether violence is only what something else is for ("bases to strike X from"), where verbs come first."""
    aim = scene.hits[predicate.first].clitic == "to" and scene.pack.order == "vso"
    before = scene.hits[: predicate.first]
    return aim and predicate.event_type in FORCEFUL and not any(h.name == "plan" or is_undergone(h) for h in before)


def is_of_others(predicate: Predicate, scene: Scene) -> bool:
    """Say whether the ending of a noun tells that it is the deed of people named before ("their support")."""
    hit, endings = scene.hits[predicate.first], scene.pack.behind.others
    return bool(endings) and scene.text[hit.start : hit.end].split()[0].endswith(endings)


def is_undergone(hit: Hit) -> bool:
    """Say whether a word tells that somebody undergoes what a noun behind it names."""
    return hit.operator and "passive" in hit.flags


def aimed_parties(
    predicate: Predicate, scene: Scene, owners: Sequence[Mention], right: Sequence[Mention]
) -> Parties | None:
    """Give who did it and at whom a noun is aimed."""
    if (burdened := compound_parties(predicate, scene, owners, right)) is not None:
        return burdened
    sides = next((m for m in right if m.role == "between" and len(m.codes) > 1), None)
    if predicate.event_type == "ASSAULT" and sides is not None and not owners and is_close(predicate, sides, scene):
        return Parties(sides.codes[:1], sides.codes[1:], ("between",), (sides,))
    owners = given_to(predicate, right, scene) or owners
    toward = [m for m in right if m.role in AIMED or is_target(predicate, m, scene)]
    toward = [m for m in toward if m not in owners]
    if not toward and is_menace(predicate, scene, owners):
        return None
    behind = [m for m in right if m.role == "of" or is_genitive(m, predicate, scene)]
    agents = agents_of(predicate, scene, owners, right, behind if toward else [])
    plain = [m for m in left_of(predicate, scene) if m.bare and not m.private]
    ordered = not agents and bool(plain)
    agents = agents or plain[:1] or [m for m in right if m.role == "from"]
    taken = agents[0] if agents else None
    able = [*whose(predicate, right, scene), *toward, *behind, *right]
    recipient = pick_recipient([m for m in able if m is not taken and m.role != "by"], ())
    loose = recipient is None or is_loose(predicate, taken, recipient, scene)
    loose = loose or (taken is not None and stands_apart(taken, predicate, scene))
    if ordered and not predicate.operators and (loose or belongs_elsewhere(predicate, scene)):
        return None  # neither party stands beside the noun
    recipient = recipient or named_before(predicate, scene, taken)
    actor = taken.codes if taken else carried_by(predicate, scene, recipient) or told_by(predicate, scene)
    if recipient is None:
        return counterpart(predicate, scene, taken, actor) if taken else None
    if (warner := warned_of(predicate, scene, taken)) is not None:
        taken, recipient, actor = warner, agents[0], warner.codes
    rule = "order" if ordered else "noun"
    return Parties(actor, with_territory(recipient, right), (rule,), tuple(m for m in (taken, recipient) if m))


def agents_of(
    predicate: Predicate, scene: Scene, owners: Sequence[Mention], right: Sequence[Mention], behind: Sequence[Mention]
) -> list[Mention]:
    """Give who did what a noun names, the surest first: an agent, its owner, a genitive beside who it is aimed at."""
    agents = [m for m in right if m.role == "by" and not m.private and is_close(predicate, m, scene, BY_GAP)]
    doer = done_by(predicate.last, scene)
    agents = ([doer] if doer else []) or agents or [*owners] or [*behind]
    agents = agents or giver_of(predicate, scene, right)
    if not agents and predicate.event_type == "PROTEST":
        agents = [m for m in right if m.role in PLACES]
    return agents


def is_menace(predicate: Predicate, scene: Scene, owners: Sequence[Mention]) -> bool:
    """Say whether a noun names the danger that a country is, not what it did ("the X threat")."""
    owner = owners[-1] if owners else None
    if owner is None or "menace" not in predicate.flags or (owner.owner and owner.kind != "demonym"):
        return False
    return owner.kind in {*COUNTRIES, "demonym"} and words_between(scene.hits, owner.last, predicate.first) == 0


def compound_parties(
    predicate: Predicate, scene: Scene, owners: Sequence[Mention], right: Sequence[Mention]
) -> Parties | None:
    """Give the parties of a noun named by whom it is for, where adjectives come first ("Y sanctions", "X's Y raid")."""
    target = owners[-1] if owners and scene.pack.adjective == "before" else None
    aimed = any(m.role in {"against", "on"} for m in right)
    if target is None or target.owner or aimed or len(target.codes) > 1 or not is_plain_name(target, scene):
        return None
    doer = next((m for m in scene.mentions if m.last < target.first and (m.bare or m.owner) and not m.private), None)
    owned = doer is not None and doer.owner and words_between(scene.hits, doer.last, target.first) <= OWNER_GAP
    actor = doer.codes if doer else scene.subject or scene.speaker
    named = owned or predicate.event_type in {"SANCTION", "AID"}
    if not named or not actor or set(actor) & set(target.codes):
        return None
    if words_between(scene.hits, target.last, predicate.first):
        return None
    return Parties(actor, target.codes, ("compound",), tuple(m for m in (doer, target) if m))


def is_plain_name(mention: Mention, scene: Scene) -> bool:
    """Say whether a mention is the bare name of a country that has an adjective beside it (initials have none)."""
    return mention.bare and mention.kind in COUNTRIES and "case" not in scene.hits[mention.first].flags


def belongs_elsewhere(predicate: Predicate, scene: Scene) -> bool:
    """Say whether a noun with its article belongs to another that the lists do not know ("lessons of the raid")."""
    place = predicate.first - 1
    if not scene.pack.auxiliary or place < 1 or scene.hits[place].name != "title" or scene.hits[predicate.first].gap:
        return False
    return scene.hits[place - 1].name == "of" and scene.hits[place - 1].gap > 0 and not scene.hits[place].gap


def warned_of(predicate: Predicate, scene: Scene, agent: Mention | None) -> Mention | None:
    """Give who said a noun of words whose content another does ("warning of X about a raid by Y")."""
    place = predicate.complement
    if place is None or agent is None or agent.role != "by" or agent.first < place or not scene.pack.auxiliary:
        return None
    return next((m for m in scene.mentions if predicate.first < m.first < place and m.role == "of"), None)


def is_part(predicate: Predicate, scene: Scene) -> bool:
    """Say whether a noun belongs to another that the lists do not know ("a fall of support for Y")."""
    place = predicate.first - 1
    if place < 0 or not scene.pack.auxiliary or scene.hits[predicate.first].gap:
        return False
    return scene.hits[place].name == "of" and scene.hits[place].gap > 0


def stands_apart(agent: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether words unknown to the lists part a name from a noun behind it, where verbs come first."""
    if scene.pack.order != "vso" or predicate.operators or predicate.rules[0].startswith("frame:"):
        return False
    between = scene.hits[max(0, agent.first - 2) : predicate.first]
    apart = words_between(scene.hits, agent.last, predicate.first) > 1
    aim = scene.hits[predicate.first].clitic == "to" and not any(h.name == "plan" for h in between)
    return aim or (apart and not any(h.verb_class or h.operator for h in between))


def given_to(predicate: Predicate, right: Sequence[Mention], scene: Scene) -> Sequence[Mention]:
    """Give who owns a blow by the preposition right behind it, where verbs come first ("raids to X on Y")."""
    blow = predicate.event_type == "ASSAULT" and "patient" not in predicate.flags and scene.pack.order == "vso"
    near = [m for m in right[:1] if m.role == "to" and words_between(scene.hits, predicate.last, m.first) <= 1]
    return near if blow else []


def whose(predicate: Predicate, right: Sequence[Mention], scene: Scene) -> list[Mention]:
    """Give whose deed a noun of words is about, where verbs come first ("rejection of X's interference in Y")."""
    addressed = scene.pack.order == "vso" and predicate.event_type in {"REJECT", "ACCUSE"}
    near = [m for m in right[:1] if m.bare and words_between(scene.hits, predicate.last, m.first) <= OWNER_GAP]
    return near if addressed else []


def named_before(predicate: Predicate, scene: Scene, taken: Mention | None) -> Mention | None:
    """Give the recipient of a noun among the names before it.

    An adjective behind its noun says whose it is; the verb that says what a name before has to do with it is one that
    the lists do not know.
    """
    unknown = scene.pack.auxiliary and taken is not None and taken.first > predicate.first
    if scene.pack.order == "vso" and not any(is_undergone(h) for h in scene.hits[: predicate.first]):
        near = [m for m in left_of(predicate, scene) if words_between(scene.hits, m.last, predicate.first) <= 1]
        return pick_recipient([m for m in near if m is not taken and m.role not in {"from", "in", "about"}], ())
    aside = ASIDE if unknown else PLACES if scene.pack.order == "svo" else ()
    left = [m for m in left_of(predicate, scene) if m is not taken and m.role not in aside]
    return pick_recipient(left, ())


def is_target(predicate: Predicate, mention: Mention, scene: Scene) -> bool:
    """Say whether a name stands right behind a noun whose form ends in the preposition of its aim ("missiles on")."""
    between = scene.hits[predicate.last + 1 : mention.first]
    beside = mention.first > predicate.last and all(hit.name == "title" and not hit.gap for hit in between)
    return "aimed" in predicate.flags and beside and not scene.hits[mention.first].gap


def can_follow(predicate: Predicate, mention: Mention, scene: Scene) -> bool:
    """Say whether a name behind a noun can belong to it: where adjectives follow, only by a preposition and nearby."""
    if not scene.pack.auxiliary:
        return True
    between = scene.hits[predicate.last + 1 : mention.first]
    if is_target(predicate, mention, scene):
        return True
    linked = mention.role or any(h.name in LINKS for h in between)
    verb = any(h.name in VERBAL or (h.category == "cue" and not h.noun and not h.participle) for h in between)
    far = mention.role in NEAR_ROLES and not is_close(predicate, mention, scene, BY_GAP)
    return bool(linked) and not far and (bool(mention.role) or not verb)


def is_loose(predicate: Predicate, agent: Mention | None, recipient: Mention, scene: Scene) -> bool:
    """Say whether nothing ties a far name to a noun that is not aimed at its recipient."""
    aimed = recipient.role in {"against", "on", "to", "with", "at"}
    far = agent is None or words_between(scene.hits, agent.last, predicate.first) > AGENT_GAP
    return scene.pack.auxiliary and far and not aimed


def carried_by(predicate: Predicate, scene: Scene, recipient: Mention | None) -> Codes:
    """Give the subject before a noun that names no agent: none in an aside.

    Where verbs come first, who only speaks of another's deed ("X: the tariffs of Y") does not do it.
    """
    owned = recipient is not None and recipient.bare and scene.pack.order == "vso"
    spoken = owned and scene.subject == scene.speaker
    part = scene.pack.adjective == "after" and is_part(predicate, scene)
    return () if spoken or part or scene.opener in ASIDE_OPENERS else scene.subject


def told_by(predicate: Predicate, scene: Scene) -> Codes:
    """Give the speaker as who does what a noun names; where verbs come first, no violence and no penalty.

    Where adjectives follow, a name before a colon is as often a place, and speaks only of what takes two.
    """
    hostile = predicate.event_type in {"SANCTION", "COERCE", "ASSAULT", "MOBILIZE"}
    placed = scene.pack.auxiliary and scene.pack.adjective == "after" and predicate.event_type not in MUTUAL
    return () if placed or (hostile and scene.pack.order == "vso") else scene.speaker


def leave_out_venues(
    predicate: Predicate, owners: Sequence[Mention], right: Sequence[Mention]
) -> tuple[list[Mention], list[Mention]]:
    """Leave out capitals beside a meeting, where it is held: "the Geneva talks", "talks of Geneva"."""
    visited = "visit" in predicate.flags
    return (
        [m for m in owners if m.kind != "capital" or len(m.codes) > 1 or m.owner],
        [m for m in right if m.kind != "capital" or m.role != "of" or len(m.codes) > 1 or visited],
    )


def is_close(predicate: Predicate, mention: Mention, scene: Scene, reach: int = AGENT_GAP) -> bool:
    """Say whether a name behind "of" or "by" belongs to a noun, not to a word between them."""
    return not scene.pack.auxiliary or words_between(scene.hits, predicate.last, mention.first) <= reach


def is_aside(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether a plain name stands too far behind a noun to be its genitive, where verbs come first."""
    far = mention.bare and words_between(scene.hits, predicate.last, mention.first) > OWNER_GAP
    return scene.pack.order == "vso" and predicate.noun and far and mention.first > predicate.last


def is_apart(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether a plain name behind a noun that takes its adjectives there stands apart from it: no side of it."""
    if scene.pack.adjective != "after" or not scene.pack.auxiliary or not mention.bare:
        return False
    apart = words_between(scene.hits, predicate.last, mention.first) > OWNER_GAP
    return apart or bool({",", ";", ":"} & set(scene.hits[mention.first].mark))


def is_mentioned_only(predicate: Predicate, sides: Sequence[Mention], scene: Scene) -> bool:
    """Say whether the one name of a meeting or agreement is a plain one some words before it."""
    lone = len(sides) == 1 and sides[0].bare and sides[0].last < predicate.first
    return lone and words_between(scene.hits, sides[0].last, predicate.first) > 0


def joining_roles(predicate: Predicate, scene: Scene) -> set[str]:
    """Give the roles of the sides of a meeting, an agreement or a truce behind its noun."""
    roles = {"with", "between", "of", ""} | ({"to", "in", "at"} if "visit" in predicate.flags else set())
    roles |= {"by"} if "visit" in predicate.flags else set()
    # "an appeal launched by X toward Y"
    roles |= {"by", "to"} if "operator-behind" in predicate.rules and scene.pack.auxiliary else set()
    roles |= {"from"} if scene.pack.order == "vso" else set()
    return roles


def is_one_side(mention: Mention, scene: Scene) -> bool:
    """Say whether a lone mention of several is no two sides.

    So are a bloc, which agrees with others, and people from several countries, who meet somebody unknown, where verbs
    come first.
    """
    bloc = mention.kind == "bloc" and mention.first == mention.last and mention.role != "between"
    return bloc or (scene.pack.order == "vso" and mention.role == "from")


def is_local(predicate: Predicate, scene: Scene, sides: Sequence[Mention]) -> bool:
    """Say whether a truce is only named by where it holds ("the Y truce"): who else keeps it is not told."""
    named = scene.pack.adjective == "before" and predicate.mode == "ceasefire" and len(sides) == 1
    return named and sides[0].last < predicate.first and words_between(scene.hits, sides[0].last, predicate.first) == 0


def mutual_parties(
    predicate: Predicate, scene: Scene, owners: Sequence[Mention], right: Sequence[Mention]
) -> Parties | None:
    """Give the sides of a meeting, an agreement or a truce, whatever their order."""
    beside = owners_of(predicate, scene)
    left = [m for m in left_of(predicate, scene) if not is_venue(m, predicate) and m not in beside]
    roles = joining_roles(predicate, scene)
    joined = [m for m in right if m.role in roles and (m.role != "of" or is_close(predicate, m, scene))]
    joined = [m for m in joined if not is_aside(m, predicate, scene) and not is_apart(m, predicate, scene)]
    if (
        not owners
        and not left
        and scene.topic
        and len(joined) == 1
        and joined[0].role == "with"
        and len(joined[0].codes) == 1
    ):
        # "talks with Y" in an article about X.
        return Parties(scene.topic, joined[0].codes, ("topic",), (joined[0],))
    sides = [*[m for m in left if m.bare or m.role in {"with", "between"}][:1], *owners, *joined]
    sides = sorted({m.first: m for m in sides if not m.private}.values(), key=lambda m: m.first)
    codes = tuple(dict.fromkeys(code for m in sides for code in m.codes))
    if len(sides) == 1 and is_one_side(sides[0], scene):
        return None
    if len(sides) == 1 and "visit" in predicate.flags and sides[0].role in VISITED:
        return None  # "a visit to X and to Y" by somebody unknown
    if len(codes) < 2 and not (scene.pack.order == "vso" and is_mentioned_only(predicate, sides, scene)):
        carried = () if is_local(predicate, scene, sides) else scene.subject or told_by(predicate, scene)
        codes = tuple(dict.fromkeys((*codes, *carried))) if codes else ()
    if len(codes) < 2:
        return None
    pairs = [m for m in sides if m.role == "between" and len(m.codes) > 1]
    if pairs:
        return Parties(pairs[0].codes[:1], pairs[0].codes[1:], ("between",), (pairs[0],))
    if len(sides) == 2 and sides[0].role == "with" and sides[1].bare and scene.pack.order == "svo":
        sides.reverse()  # "In a call with Y, X said ..."
    first = sides[0].codes if len(sides) > 1 and set(codes) - set(sides[0].codes) else codes[:1]
    return Parties(first, tuple(c for c in codes if c not in first), ("mutual",), tuple(sides))
