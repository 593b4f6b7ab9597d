"""A verb of words that closes what was told, its speaker behind it ('"Y must leave", warns X'): who is meant."""

from __future__ import annotations

from analysis.coding.predicates import Predicate
from analysis.coding.scene import Codes, Parties, Scene, left_of, right_of
from analysis.hits import words_between
from analysis.mentions import Mention

SPOKEN = frozenset({"THREATEN", "REQUEST"})
ANSWERING = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
TOLD = SPOKEN | {"ACCUSE"}
HELPING = frozenset({"have", "be", "pronoun"})
ADDRESSING = frozenset({"to", "at"})
OWNER_GAP = 2
OFFICE_GAP = 6
ASIDE = frozenset({"in", "about", "per", "via"})


def speaker_behind(predicate: Predicate, scene: Scene) -> Mention | None:
    """Give the speaker of a verb that closes what was told, if it does."""
    hits, auxiliary = scene.hits, scene.pack.auxiliary
    told = (TOLD | ANSWERING if is_answer(predicate, scene) else TOLD) if auxiliary else SPOKEN
    start = verb_start(predicate, scene) if auxiliary else predicate.first
    closes = "," in hits[start].mark or (auxiliary and opens(start, scene))
    if predicate.event_type not in told or not closes or start == scene.resumed:
        return None
    if auxiliary and is_named_before(start, scene):
        return None
    right = right_of(predicate, scene)
    first = right[0] if right else None
    if first is None or not first.bare:
        return None
    addressed = auxiliary and all(m.role in ADDRESSING or m.codes == first.codes for m in right[1:])
    if len(right) > 1 and not addressed:
        return None
    headed = auxiliary and start < predicate.first and hits[first.first - 1].name in {"title", "role"}
    near = OFFICE_GAP if headed and not hits[first.first].gap else OWNER_GAP
    return first if words_between(hits, predicate.last, first.first) <= near else None


def verb_start(predicate: Predicate, scene: Scene) -> int:
    """Give the place of the auxiliaries right before a verb, or of the verb."""
    at = predicate.first
    while (
        at
        and scene.hits[at - 1].name in HELPING
        and scene.hits[at].gap <= 1
        and not scene.hits[at].mark.strip("'\u2019")
    ):
        at -= 1
    return at


def opens(start: int, scene: Scene) -> bool:
    """Say whether only words that the lists do not know, closed by a mark, stand before a verb in its sentence."""
    begin = scene.hits[start].start
    return not start and begin > scene.begin + 1 and scene.text.endswith("  ", 0, begin)


def is_named_before(start: int, scene: Scene) -> bool:
    """Say whether a plain name right before the comma is the subject ("the minister, X, warns")."""
    quoted = {"\u00bb", "\u201d", '"'} & set(scene.hits[start].mark)
    return not quoted and any(m.last == start - 1 and m.bare and not scene.hits[start].gap for m in scene.mentions)


def is_answer(predicate: Predicate, scene: Scene) -> bool:
    """Say whether a verb stands behind words between quotation marks, or only answers somebody."""
    start = verb_start(predicate, scene)
    return (
        "answer" in predicate.flags
        or opens(start, scene)
        or bool({"\u00bb", "\u201d", '"'} & set(scene.hits[start].mark))
    )


def quoted_parties(predicate: Predicate, scene: Scene, speaker: Mention) -> Parties | None:
    """Give the parties of such a verb: the speaker, and whom it is addressed to or the words before it name alone.

    Blame and praise ("deplores X") are for whoever was told of before: what is quoted need not be their fault whom it
    names.
    """
    if not scene.pack.auxiliary or speaker.private or predicate.complement is not None:
        return None
    behind = [m for m in right_of(predicate, scene) if m.role in ADDRESSING and set(m.codes) - set(speaker.codes)]
    named = [m for m in left_of(predicate, scene) if set(m.codes) - set(speaker.codes)]
    if predicate.event_type not in SPOKEN:
        other = scene.against.get(speaker.codes[0]) or other_of(scene.pair, speaker.codes)
        answered = other and not behind and all(set(m.codes) <= set(other) for m in named)
        return Parties(speaker.codes, other, ("answer",), (speaker,)) if answered else None
    if behind:
        return Parties(speaker.codes, behind[0].codes, ("quoted",), (speaker, behind[0]))
    named = [m for m in named if m.bare] or named
    codes = {code for m in named for code in m.codes}
    if not named or len(codes) != len(named[0].codes) or named[0].private or named[0].role in ASIDE:
        return None
    return Parties(speaker.codes, named[0].codes, ("quoted",), (named[0], speaker))


def other_of(pair: Codes, codes: Codes) -> Codes:
    """Give the other one of a pair that was named before, if one of it speaks."""
    return tuple(code for code in pair if code not in codes) if set(codes) & set(pair) else ()
