"""What a verb concerns where it only adds to what was told, and who is no party to words: a people named in passing."""

from __future__ import annotations

from analysis.coding.kinds import MUTUAL
from analysis.coding.predicates import Predicate
from analysis.coding.recipients import ADDRESSED
from analysis.coding.scene import Codes, Parties, Scene
from analysis.mentions import Mention
from analysis.phrases import ATTENDANT


def meant_besides(predicate: Predicate, scene: Scene, actor: Codes) -> Parties | None:
    """Give whom a participle that names nobody blames: the only other party of the sentence ("..., denouncing it")."""
    others = tuple(code for code in scene.named if code not in actor)
    blaming = predicate.event_type in {"ACCUSE", "REJECT"} and not any(
        m.first > predicate.first for m in scene.mentions
    )
    return Parties(actor, others, ("besides",)) if blaming and actor and len(others) == 1 else None


def takes_only_behind(predicate: Predicate, scene: Scene, subject: Mention | None) -> bool:
    """Say whether what a verb concerns stands behind it alone: it adds to what was told, or has its own subject."""
    second = subject is not None and subject.first > predicate.first and scene.previous >= 0
    return second or ATTENDANT in predicate.flags


def is_only_from_there(mention: Mention, predicate: Predicate, scene: Scene) -> bool:
    """Say whether words are about persons or things of a people, where verbs come first ("rejects the claim of an X").

    So is an adjective behind a noun that the lists do not know.
    """
    if scene.pack.order != "vso" or predicate.event_type not in ADDRESSED | MUTUAL or predicate.complement is not None:
        return False
    head = scene.hits[mention.first]
    return mention.private or (mention.kind == "demonym" and mention.bare and head.gap == 1 and not head.clitic)
