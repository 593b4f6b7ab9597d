"""Say whether a name only tells where private persons, firms or things come from: then it is nobody's deed.

Knows no language: which nouns are private or of a state, and how a people is written, is data.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from analysis.folding import Folded
from analysis.hits import Hit
from analysis.packs import LanguagePack

REACH = 3
APOSTROPHES = "'\u2019"
HYPHEN = "-"
OPENERS = ".!?:;\u2026\n\u2013\u2014"
QUOTED = ' \t\u00a0\u202f"\u00ab\u201c'
OFFICES = frozenset({"title", "role", "post", "both"})


def is_private(hits: Sequence[Hit], classes: AbstractSet[str], place: int, folded: Folded, pack: LanguagePack) -> bool:
    """Say whether the name at this place only tells where private persons, firms or things come from.

    `classes` are the names of the hits.
    """
    if "former" in classes and (is_former(hits, place) or (pack.order == "vso" and is_called_former(hits, place))):
        return True
    if pack.adjective == "before":
        beside = hits[place + 1 : place + 2] if "private" in classes else ()
        return any(h.name == "private" and h.gap <= 1 for h in beside)
    if "private" in classes and is_of_private(hits, place, pack):
        return True
    if not pack.people or hits[place].detail != "demonym":
        return False
    if folded.original[folded.to_original(hits[place].start)].isupper():
        return is_person(hits, place, folded, pack)
    return is_origin(hits, place, folded, pack)


def is_former(hits: Sequence[Hit], place: int) -> bool:
    """Say whether a name belongs to somebody who was in office ("the former president of its council")."""
    for at in range(place - 1, max(-1, place - REACH - 1), -1):
        if hits[at + 1].gap > 1 or hits[at + 1].mark.strip(APOSTROPHES + HYPHEN):
            return at == place - 1 and hits[at].name == "former" and hits[place].gap <= REACH
        if hits[at].name == "former":
            return True
        if hits[at].name not in {"title", "role", "post", "of"}:
            return False
    return False


def is_called_former(hits: Sequence[Hit], place: int) -> bool:
    """Say whether the word for who was in office stands right behind a name, where adjectives do."""
    following = hits[place + 1] if place + 1 < len(hits) else None
    return following is not None and following.name == "former" and not following.gap and not following.mark


def is_of_private(hits: Sequence[Hit], place: int, pack: LanguagePack) -> bool:
    """Say whether a private person stands right before a name, or before "of" and the name."""
    before = place - 1
    if before > 0 and hits[before].name == "of" and not hits[place].gap and not hits[before].gap:
        before -= 1
    reach = REACH if pack.order == "vso" and hits[place].detail == "demonym" else 1
    return before >= 0 and hits[before].name == "private" and hits[before + 1].gap <= reach


def is_person(hits: Sequence[Hit], place: int, folded: Folded, pack: LanguagePack) -> bool:
    """Say whether a demonym written as a name is one person or some persons: no word of a whole people before it."""
    hit = hits[place]
    if (hit.mark.strip(APOSTROPHES) and not hit.gap) or (not place and opens(folded, hit.start)):
        return False
    office = place and not hit.gap and hits[place - 1].name in OFFICES
    determiner = folded.word_before(hit.start)
    return determiner not in pack.people and not (office and determiner not in pack.determiners)


def is_origin(hits: Sequence[Hit], place: int, folded: Folded, pack: LanguagePack) -> bool:
    """Say whether a demonym describes a noun that is no office, weapon or deed, as far as the lists know."""
    hit = hits[place]
    before = hits[place - 1] if place else None
    if before is None:
        return not opens(folded, hit.start)
    if hit.gap == 0:
        return is_firm(hits, place, folded, pack)
    known = before.category != "word" or before.thing or before.operator
    office = before.name in OFFICES and folded.text[before.start : before.end] not in pack.determiners
    return hit.gap > 1 or bool(hit.mark) or not (known or office)


def is_firm(hits: Sequence[Hit], place: int, folded: Folded, pack: LanguagePack) -> bool:
    """Say whether a demonym stands for a noun, right between a determiner and a name: a firm ("the Russian X")."""
    if folded.word_before(hits[place].start) not in pack.determiners - pack.people:
        return False
    behind = folded.original[folded.to_original(hits[place].end) :].lstrip()
    return pack.adjective == "after" and behind[:1].isupper()


def opens(folded: Folded, start: int) -> bool:
    """Say whether a sentence or a quotation begins at an offset."""
    original, at = folded.original, folded.to_original(start)
    while at > 0 and original[at - 1] in QUOTED:
        at -= 1
    return at <= 0 or original[at - 1] in OPENERS
