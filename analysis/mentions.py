"""Turn the actor hits of a sentence into mentions: who is named, in which role, alone or in company.

Neighbouring names of one actor are one mention ("the Iranian minister Abbas Araghchi"); names joined by a comma, a
hyphen or "and" are one group. Roles come from the preposition before. No event is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from analysis.folding import Folded
from analysis.hits import OPENERS, Hit
from analysis.packs import LanguagePack
from analysis.persons import is_private

ROLES = frozenset({"via", "by", "with", "to", "against", "on", "in", "at", "from", "of", "between", "about", "per"})
JOINERS = frozenset({",", "-", "/", "\u2010", "\u2011", "\u2013", "\u060c"})
TRANSPARENT = frozenset({"title", "private", "and", "post", "role"})
PAUSES = frozenset({",", ";", ":", "\u060c"})
STOPS = frozenset(";:")
# What may stand before the form of a verb that a sentence opens with.
FRONTING = frozenset({"by", "after", "ahead", "in", "when", "with", "to"})
AUXILIARIES = frozenset({"have", "had", "be", "will", "may", "plan"})
ASIDE = frozenset({"at", "in", "to", "from", "about", "per"})
REACH = 3
POST_REACH = 5
FELLOW_REACH = 7
Resolve = Callable[[str], tuple[str, ...]]


class Mention(NamedTuple):
    """One actor or group named in a sentence. `first` and `last` are places in the list of hits.

    `bare` says that it stands without a preposition, which is its `role` else.
    """

    codes: tuple[str, ...]
    first: int
    last: int
    start: int
    end: int
    role: str
    kind: str
    owner: bool
    private: bool
    bare: bool


def find_mentions(
    hits: Sequence[Hit], classes: AbstractSet[str], folded: Folded, pack: LanguagePack, resolve: Resolve
) -> list[Mention]:
    """Give the mentions of a sentence in order; `resolve` says whom a code stands for on the day of the article.

    `classes` are the names of the hits: what needs a word of a class is not asked where there is none.
    """
    found: list[Mention] = []
    for place, hit in enumerate(hits):
        if hit.category != "actor" or is_excluded(hits, classes, place, pack):
            continue
        codes = resolve(hit.name)
        if not codes:
            continue
        role, owner = role_of(hits, place, pack), is_owner(hit, folded, pack)
        private = is_private(hits, classes, place, folded, pack)
        kind = hit.detail or "name"
        mention = Mention(codes, place, place, hit.start, hit.end, role, kind, owner, private, not role)
        previous = found[-1] if found else None
        joined = join(previous, mention, hits, pack) if previous else None
        if joined:
            found[-1] = joined
        else:
            found.append(mention)
    return found


def is_owner(hit: Hit, folded: Folded, pack: LanguagePack) -> bool:
    """Say whether the mention owns what follows: an adjective or a possessive."""
    return hit.detail == "demonym" or bool(pack.possessive and folded.text.startswith(pack.possessive, hit.end))


def role_of(hits: Sequence[Hit], place: int, pack: LanguagePack) -> str:
    """Give the role that the preposition before a mention lends it; "" for none."""
    hit = hits[place]
    if hit.clitic in ROLES:
        return "" if place and is_theirs(hits, place) else hit.clitic
    reach = hit.gap
    for at in range(place - 1, -1, -1):
        word = hits[at]
        if reach > REACH or word.category != "word" or not PAUSES.isdisjoint(hits[at + 1].mark):
            return ""
        if word.name in ROLES:
            return role_behind(hits, at, pack) if word.name == "of" else "" if is_seated(hits, at) else word.name
        if word.name not in TRANSPARENT and not word.thing:
            return ""
        if word.clitic in ROLES:
            return word.clitic
        reach += word.gap + 1
    return ""


def is_seated(hits: Sequence[Hit], at: int) -> bool:
    """Say whether "in" stands behind an institution whose seat it tells ("the government in X"): that of a state."""
    return hits[at].name == "in" and at > 0 and "seated" in hits[at - 1].flags and hits[at].gap <= 1


def is_theirs(hits: Sequence[Hit], place: int) -> bool:
    """Say whether the preposition written onto a name only says whose office stands before it."""
    before, hit = hits[place - 1], hits[place]
    if before.name == "owned":
        return not hit.gap
    return before.name in {"post", "role"} and hit.clitic == "to" and hit.detail == "organisation" and hit.gap <= 1


def role_behind(hits: Sequence[Hit], at: int, pack: LanguagePack) -> str:
    """Give the role of "<preposition> <head> of <mention>": the head's, where it has one; "" in a plain noun phrase."""
    if at == 0:
        return ""
    before = hits[at - 1]
    if before.category == "cue" or before.operator:
        return "of" if hits[at].gap <= 1 else ""
    if before.category == "word" and before.name in ROLES and before.name != "of" and hits[at].gap <= REACH:
        return before.name
    if before.category == "word" and before.clitic in ROLES and hits[at].gap == 0:
        return before.clitic
    headed = before.thing or before.name in {"title", "role"}
    return role_of_thing(hits, at) if headed and pack.auxiliary else ""


def role_of_thing(hits: Sequence[Hit], at: int) -> str:
    """Give the role of the whole in "<preposition> a store of <thing> of <mention>"."""
    reach = 0
    for place in range(at - 1, 0, -1):
        reach += hits[place].gap + 1
        word = hits[place - 1]
        if reach > POST_REACH or not PAUSES.isdisjoint(hits[place].mark):
            return ""
        if word.category == "word" and word.name in ROLES and word.name != "of":
            return word.name
        if word.name not in {"title", "role", "of"}:
            return ""
    return ""


def is_excluded(hits: Sequence[Hit], classes: AbstractSet[str], place: int, pack: LanguagePack) -> bool:
    """Say whether a name is part of something else: "Iran-backed", "loyal to Iran", "ambassador to Iran", an outlet."""
    following = hits[place + 1] if place + 1 < len(hits) else None
    if "backer" in classes and is_behind_backer(hits, place):
        return True
    if following is not None and following.name == "backed" and following.gap == 0:
        return True
    if following is not None and following.name == "post" and following.gap == 0 and place:
        before = hits[place - 1]
        adjacent = hits[place].gap <= 1 and not hits[place].mark
        return before.category == "actor" and before.name != hits[place].name and adjacent
    return "post" in classes and is_posted(hits, place, pack)


def is_posted(hits: Sequence[Hit], place: int, pack: LanguagePack) -> bool:
    """Say whether a name is only where somebody is sent to ("ambassador to Iran")."""
    at = place - 1 if place and hits[place - 1].name == "title" and not hits[place].gap else place
    own = pack.auxiliary and pack.adjective == "after"  # there "envoy of X" is sent by X
    posted = {"to", "in", "at"} if own else {"to", "in", "at", "of"}
    if at >= 2 and hits[at - 1].name in posted and hits[at].gap <= 1:
        acted_on = any(h.verb_class for h in hits[max(0, at - POST_REACH) : at - 2])
        if at >= 3 and hits[at - 2].category == "actor" and not hits[at - 2].gap and not hits[at - 1].gap:
            return hits[at - 3].name == "post"  # the envoy of one to another
        return hits[at - 2].name == "post" and hits[at - 1].gap == 0 and not acted_on
    return False


def is_behind_backer(hits: Sequence[Hit], place: int) -> bool:
    """Say whether a name stands behind a word that makes it only whom others are for or against ("loyal to X")."""
    for at in range(place - 1, max(-1, place - REACH) - 1, -1):
        if hits[at + 1].gap > 1 or not PAUSES.isdisjoint(hits[at + 1].mark):
            return False
        if hits[at].name == "backer":
            return True
        if hits[at].name not in ROLES and hits[at].name != "title":
            return False
    return False


def join(previous: Mention, mention: Mention, hits: Sequence[Hit], pack: LanguagePack) -> Mention | None:
    """Join two neighbouring mentions: one actor named twice, or a group; None where they are two."""
    between = hits[previous.last + 1 : mention.first]
    hit = hits[mention.first]
    same = mention.codes[0] in previous.codes and len(mention.codes) == 1
    repeated = is_repeated(previous, between, hits, pack)
    if not repeated and are_parted(between):
        return None
    reach = hit.gap + sum(h.gap + 1 for h in between)
    other = pack.auxiliary and is_other(previous, hits, mention)
    if same and not between and hit.gap <= 3 and STOPS.isdisjoint(hit.mark) and not other:
        return extend(previous, mention, previous.codes)
    joined = any("and" in (h.name, h.clitic) for h in between) or hit.clitic == "and"
    alike = all((mention.kind == kind) == (previous.kind == kind) for kind in ("demonym", "leader"))
    closed = any(h.name == "and" for h in hits[previous.first : previous.last])
    listed = not closed and hit.gap <= 1 and hit.mark in JOINERS and (alike or hit.mark != ",")
    listed = listed and not (pack.auxiliary and hit.mark == "," and parts(previous, mention, hits))
    if "," in hit.mark and is_fronted(hits, previous) and not is_closed(mention, hits):
        return None
    if "," in hit.mark and mention.owner and mention.kind != "demonym" and not joined and not is_closed(mention, hits):
        return None  # "X, Y's breakaway region"
    listed = listed or (alike and not closed and is_series(previous, between, mention, hits))
    stacked = pack.adjective == "after" and previous.kind == mention.kind == "demonym" and not reach and not hit.mark
    beside = any("fellow" in h.flags and h.clitic == "and" for h in between)
    if (joined and reach <= (FELLOW_REACH if beside else REACH)) or listed or stacked or repeated:
        codes = tuple(dict.fromkeys((*previous.codes, *mention.codes)))
        return extend(previous, mention, codes)
    return None


def are_parted(between: Sequence[Hit]) -> bool:
    """Say whether any word between two names is one that cannot stand inside a group of them."""
    for hit in between:
        if hit.category == "cue" or (hit.category == "word" and hit.name not in TRANSPARENT and not hit.thing):
            return True
    return False


def parts(previous: Mention, mention: Mention, hits: Sequence[Hit]) -> bool:
    """Say whether a comma ends the phrase of a name, and another phrase or the statement begins behind it."""
    if is_closed(mention, hits):
        return previous.role in ASIDE and is_subject(mention, hits)
    return not previous.bare or (previous.first > 0 and is_verb_behind(hits, mention.last))


def is_other(previous: Mention, hits: Sequence[Hit], mention: Mention) -> bool:
    """Say whether a name behind a comma begins a statement of its own ("the X customs, X demands ...")."""
    hit = hits[mention.first]
    parted = "," in hit.mark and previous.kind == "demonym" and mention.kind in {"name", "capital"}
    return parted and not hit.gap and is_verb_behind(hits, mention.last)


def is_subject(mention: Mention, hits: Sequence[Hit]) -> bool:
    """Say whether a name behind a comma is the first of two that a verb follows ("After talks in W, X and Y agree")."""
    if not is_closed(mention, hits):
        return False
    last = next((at for at in range(mention.last + 2, len(hits)) if hits[at].category == "actor"), None)
    return last is not None and last <= mention.last + 3 and is_verb_behind(hits, last)


def is_verb_behind(hits: Sequence[Hit], place: int) -> bool:
    """Say whether a finite verb stands right behind a place."""
    after = hits[place + 1] if place + 1 < len(hits) else None
    if after is None or after.gap or after.mark.strip("'\u2019"):
        return False
    acts = (after.category == "cue" or after.operator or bool(after.verb_class)) and not after.participle
    return not after.noun and (acts or (after.category == "word" and after.name in AUXILIARIES))


def is_fronted(hits: Sequence[Hit], mention: Mention) -> bool:
    """Say whether a mention is the object of a form that opens the sentence: its doer follows ("Raiding Y, X ...")."""
    return mention.first > 0 and opens_sentence(hits, mention.first - 1) and not hits[mention.first].gap


def opens_sentence(hits: Sequence[Hit], place: int) -> bool:
    """Say whether a sentence opens with the form of a verb at a place, alone or behind a preposition ("By raiding")."""
    hit = hits[place]
    opening = place == 0 or (place == 1 and hits[0].name in FRONTING)
    return opening and hit.category == "cue" and not hit.noun and "active" in hit.flags


def is_series(previous: Mention, between: Sequence[Hit], mention: Mention, hits: Sequence[Hit]) -> bool:
    """Say whether a comma and a determiner part two names of a series that "and" closes ("the A, the B and the C")."""
    closes = is_closed(mention, hits)
    comma = bool(between) and between[0].mark in PAUSES and all(h.name == "title" and not h.gap for h in between)
    return closes and comma and previous.bare and not hits[mention.first].gap


def is_closed(mention: Mention, hits: Sequence[Hit]) -> bool:
    """Say whether "and" stands right behind a mention."""
    following = hits[mention.last + 1] if mention.last + 1 < len(hits) else None
    return following is not None and following.name == "and" and not following.gap


def is_repeated(previous: Mention, between: Sequence[Hit], hits: Sequence[Hit], pack: LanguagePack) -> bool:
    """Say whether a preposition between two names only repeats the one before the first ("of A, of B and of C")."""
    again = [h.name for h in between if h.category == "word" and h.name in ROLES]
    if len(again) != 1:
        return False
    before = [hits[at].name for at in range(max(0, previous.first - 2), previous.first) if hits[at].name in ROLES]
    opened = any(h.name in OPENERS for h in between)
    parted = "," in between[0].mark and (between[0].name in {again[0], "and"} or not pack.auxiliary)
    listed = not opened and (between[0].name == "and" or parted) and not any(h.gap for h in between)
    alike = bool(before) and (before[-1] == again[0] or {before[-1], again[0]} <= {"at", "in", "to"})
    return listed and alike


def extend(previous: Mention, mention: Mention, codes: tuple[str, ...]) -> Mention:
    """Give the first mention stretched over the second."""
    kind = previous.kind if len(codes) > 1 or mention.kind == "demonym" else mention.kind
    return previous._replace(
        codes=codes,
        last=mention.last,
        end=mention.end,
        kind=kind,
        owner=mention.owner,
        private=mention.private or (previous.private and len(codes) > 1),
    )
