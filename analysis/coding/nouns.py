"""Choose the parties of a noun: its owner, agent, object or the sides of a meeting, an agreement or a truce."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.coding.patients import patient_of, patient_parties
from analysis.coding.predicates import Predicate
from analysis.coding.recipients import PLACES, VISITED, counterpart, is_venue, pick_recipient, with_territory
from analysis.coding.scene import Parties, Scene, gap_between, left_of, right_of
from analysis.mentions import Mention

OWNER_GAP = 2
AGENT_GAP = 5


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
        # An adjective behind its noun says whose it is; the verb that says what a name before has to do with it is
        # one that the lists do not know.
        unknown = scene.pack.auxiliary and taken is not None and taken.first > predicate.first
        left = [m for m in left_of(predicate, scene) if m is not taken and not (unknown and m.bare)]
        recipient = pick_recipient(left, ())
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


def is_close(predicate: Predicate, mention: Mention, scene: Scene) -> bool:
    """Say whether a name behind "of" belongs to a noun, not to a word between them."""
    return not scene.pack.auxiliary or gap_between(scene.hits, predicate.last, mention.first) <= AGENT_GAP


def is_aside(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether a plain name stands too far behind a noun to be its genitive, where verbs come first."""
    far = mention.bare and gap_between(scene.hits, predicate.last, mention.first) > OWNER_GAP
    return scene.pack.order == "vso" and predicate.noun and far and mention.first > predicate.last


def mutual_parties(
    predicate: Predicate, scene: Scene, owners: Sequence[Mention], right: Sequence[Mention]
) -> Parties | None:
    """Give the sides of a meeting, an agreement or a truce, whatever their order."""
    left = [m for m in left_of(predicate, scene) if not is_venue(m, predicate) and m not in owners]
    roles = {"with", "between", "of", ""} | ({"to", "in", "at"} if "visit" in predicate.flags else set())
    roles |= {"from"} if scene.pack.order == "vso" else set()
    joined = [m for m in right if m.role in roles and (m.role != "of" or is_close(predicate, m, scene))]
    joined = [m for m in joined if not is_aside(m, predicate, scene)]
    if not owners and not left and scene.topic and len(joined) == 1 and joined[0].role == "with":
        # "talks with Y" in an article about X.
        return Parties(scene.topic, joined[0].codes, ("topic",), (joined[0],))
    sides = [*[m for m in left if m.bare or m.role in {"with", "between"}][:1], *owners, *joined]
    sides = sorted({m.first: m for m in sides if not m.private}.values(), key=lambda m: m.first)
    codes = tuple(dict.fromkeys(code for m in sides for code in m.codes))
    if len(sides) == 1 and "visit" in predicate.flags and sides[0].role in VISITED:
        return None  # "a visit to X and to Y" by somebody unknown
    if len(codes) < 2:
        codes = tuple(dict.fromkeys((*codes, *(scene.subject or scene.speaker)))) if codes else ()
    if len(codes) < 2:
        return None
    pairs = [m for m in sides if m.role == "between" and len(m.codes) > 1]
    if pairs:
        return Parties(pairs[0].codes[:1], pairs[0].codes[1:], ("between",), (pairs[0],))
    first = sides[0].codes if len(sides) > 1 and set(codes) - set(sides[0].codes) else codes[:1]
    return Parties(first, tuple(c for c in codes if c not in first), ("mutual",), tuple(sides))
