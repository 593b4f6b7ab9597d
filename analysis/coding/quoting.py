"""A verb of words that closes what was told, its speaker behind it ('"Y must leave", warns X'): who is meant."""

from __future__ import annotations

from analysis.coding.predicates import Predicate
from analysis.coding.scene import Parties, Scene, left_of, right_of
from analysis.hits import words_between
from analysis.mentions import Mention

TOLD = frozenset({"THREATEN", "REQUEST", "ACCUSE"})
SPOKEN = frozenset({"THREATEN", "REQUEST"})
OWNER_GAP = 2
ASIDE = frozenset({"in", "about", "per", "via"})


def speaker_behind(predicate: Predicate, scene: Scene) -> Mention | None:
    """Give the speaker of a verb that closes what was told, if it does."""
    told = TOLD if scene.pack.auxiliary else SPOKEN
    if predicate.event_type not in told or "," not in scene.hits[predicate.first].mark:
        return None
    right = right_of(predicate, scene)
    alone = len(right) == 1 and right[0].bare
    return right[0] if alone and words_between(scene.hits, predicate.last, right[0].first) <= OWNER_GAP else None


def quoted_parties(predicate: Predicate, scene: Scene, speaker: Mention) -> Parties | None:
    """Give the parties of such a verb: the speaker, and the one other party that the words before it name."""
    if not scene.pack.auxiliary or speaker.private or predicate.event_type not in SPOKEN:
        return None  # "deplores X": what was told need not be the fault of whom it names
    if predicate.complement is not None:
        return None
    named = [m for m in left_of(predicate, scene) if set(m.codes) - set(speaker.codes)]
    codes = {code for m in named for code in m.codes}
    if not named or len(codes) != len(named[0].codes) or named[0].private or named[0].role in ASIDE:
        return None
    return Parties(speaker.codes, named[0].codes, ("quoted",), (named[0], speaker))
