"""Cut a sentence into clauses and find out who is speaking. Clauses are runs of hits; nothing is coded here."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from analysis.hits import OPENERS, Hit
from analysis.mentions import Mention

LEADING = frozenset({"after", "ahead", "when", "if", "cause"})
SPEAKER_LENGTH = 40
NOUN_PHRASE = frozenset({"title", "role"})
VERBAL = frozenset({"have", "had", "be", "will", "would", "may", "plan", "not", "say", "deny"})
PAUSES = frozenset(",;:")
APOSTROPHES = "'\u2019"
UNKNOWN = 2
STRONG = frozenset(";:\u2014\u2013\u2026\u061b")


class Clause(NamedTuple):
    """Hits `first` up to `stop` of a sentence. `opener` is the conjunction class that opens it ("" for none)."""

    first: int
    stop: int
    opener: str
    speaker: tuple[str, ...] = ()
    attribution: tuple[int, int] = (-1, -1)
    after_colon: bool = False
    # The hits of the clause that this one goes on with, where others interrupted it.
    host: tuple[int, int] = (-1, -1)

    def of(self, hits: Sequence[Hit]) -> Sequence[Hit]:
        """Give its hits among those of the sentence."""
        return hits[self.first : self.stop]

    def holds(self, mention: Mention) -> bool:
        """Say whether a mention stands in this clause and is not merely its trailing speaker."""
        return bool(self.mentions_of((mention,)))

    def mentions_of(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Give the mentions that stand in this clause and are not merely its trailing speaker."""
        first, stop, (begun, ended) = self.first, self.stop, self.attribution
        return [m for m in mentions if first <= m.first < stop and not begun <= m.first < ended]


def split_clauses(
    hits: Sequence[Hit], mentions: Sequence[Mention], fresh: AbstractSet[int] = frozenset()
) -> list[Clause]:
    """Give the clauses of a sentence in order; at a `fresh` place a second statement may begin behind a comma."""
    clauses: list[Clause] = []
    first, opener, colon = 0, "", False
    speaker: tuple[str, ...] = ()
    for place, hit in enumerate(hits):
        strong = bool(hit.mark and not STRONG.isdisjoint(hit.mark))
        if strong and place > first and not any(m.first < place <= m.last for m in mentions):
            clauses.append(Clause(first, place, opener, speaker, after_colon=colon))
            said = colon_speaker(hits, mentions, first, place) if ":" in hit.mark else ()
            first, opener, speaker, colon = place, "", said, ":" in hit.mark
        elif ("," in hit.mark or place in fresh) and begins_anew(hits, mentions, first, place, fresh):
            clauses.append(Clause(first, place, opener, speaker, after_colon=colon))
            first, opener = place, ""
        if hit.category != "word":
            continue
        if hit.name == "who" and points_back(hits, place):
            continue
        if hit.name in OPENERS and place > first:
            clauses.append(Clause(first, place, opener, speaker, after_colon=colon))
            first, opener = place, hit.name
        elif hit.name in OPENERS:
            opener = hit.name
        elif hit.name == "say" and not hit.noun:
            clause, said = cut_at_say(hits, mentions, Clause(first, place, opener, speaker))
            clauses.append(clause)
            first, opener, speaker, colon = place + 1, "", said or speaker, False
    clauses.append(Clause(first, len(hits), opener, speaker, after_colon=colon))
    return [clause for clause in clauses if clause.stop > clause.first]


def fresh_subjects(hits: Sequence[Hit], mentions: Sequence[Mention]) -> frozenset[int]:
    """Give where a plain name behind a comma has a verb right behind it ("X strikes Y, Z demands a reply")."""
    found = set()
    for mention in mentions:
        if not mention.bare or mention.private:
            continue
        first = mention.first
        while first and in_noun_phrase(hits[first - 1]) and not hits[first].mark.strip(APOSTROPHES):
            first -= 1
        if first and "," in hits[first].mark and is_followed_by_verb(hits, end_of(mention, mentions, hits)):
            found.add(first)
    return frozenset(found)


def in_noun_phrase(hit: Hit) -> bool:
    """Say whether a hit may stand before a name in its noun phrase: an office, or a thing of a state's."""
    return hit.name in NOUN_PHRASE or bool(hit.thing and not hit.verb_class)


def end_of(mention: Mention, mentions: Sequence[Mention], hits: Sequence[Hit]) -> int:
    """Give where a name ends, with who leads or owns it behind "of" ("the X of Y")."""
    behind = next((m for m in mentions if m.first == mention.last + 2 and set(m.codes) & set(mention.codes)), None)
    linked = behind is not None and hits[mention.last + 1].name == "of" and not hits[mention.last + 1].mark
    return behind.last if behind is not None and linked else mention.last


def is_followed_by_verb(hits: Sequence[Hit], last: int) -> bool:
    """Say whether a verb, or a word that may be one, stands right behind a name."""
    after = hits[last + 1] if last + 1 < len(hits) else None
    if after is None or after.name == "and" or not PAUSES.isdisjoint(after.mark):
        return False
    if after.gap:
        return after.gap <= UNKNOWN
    if after.name == "say" and last + 2 == len(hits):
        return False  # "..., X says": only vouches for what was told
    verb = not after.noun and (after.category == "cue" or after.operator or bool(after.verb_class))
    return verb or after.name in VERBAL


def states(hits: Sequence[Hit], mentions: Sequence[Mention], first: int, place: int) -> bool:
    """Say whether hits up to a place already tell who does what."""
    doer = next((m for m in mentions if first <= m.first < place and m.bare and not m.private), None)
    return doer is not None and any(hit.category == "cue" for hit in hits[doer.last + 1 : place])


def begins_anew(
    hits: Sequence[Hit], mentions: Sequence[Mention], first: int, place: int, fresh: AbstractSet[int]
) -> bool:
    """Say whether a comma ends the circumstance that opens a sentence, or a statement before another subject."""
    ends = place and first == 0 and "," in hits[place].mark and leads(hits[0])
    return bool(ends) or (place in fresh and states(hits, mentions, first, place))


def resumed(clauses: Sequence[Clause], place: int, hits: Sequence[Hit]) -> range:
    """Give the hits with which a clause goes on behind a relative clause between two commas ("X, who ..., urged Y")."""
    after = clauses[place + 1] if place + 1 < len(clauses) else None
    if after is None or after.opener != "who" or "," not in hits[after.first].mark:
        return range(0)
    comma = next((at for at in range(after.first + 1, after.stop) if "," in hits[at].mark), after.stop)
    return range(comma, after.stop)


def points_back(hits: Sequence[Hit], place: int) -> bool:
    """Say whether a relative pronoun stands between an act and the verb of who did it ("the raid that flew X")."""
    if place == 0 or place + 1 >= len(hits):
        return False
    act, verb = hits[place - 1], hits[place + 1]
    lit = verb.operator and verb.name == "start" and not verb.noun
    return lit and act.category == "cue" and act.noun and not verb.gap and hits[place].gap <= 1


def leads(hit: Hit) -> bool:
    """Say whether a sentence that begins so opens with a circumstance, which a comma ends ("After ..., X did")."""
    return hit.category == "word" and (hit.name in LEADING or "lead" in hit.flags)


def colon_speaker(hits: Sequence[Hit], mentions: Sequence[Mention], first: int, place: int) -> tuple[str, ...]:
    """Give the speaker of "Name: ...": the only mention before a colon that follows no event."""
    if any(h.category == "cue" for h in hits[first:place]):
        return ()
    named = [m for m in mentions if first <= m.first < place and m.bare and not m.private]
    short = hits[place - 1].end - hits[first].start <= SPEAKER_LENGTH and first == 0
    return named[0].codes if len(named) == 1 and short else ()


def cut_at_say(hits: Sequence[Hit], mentions: Sequence[Mention], clause: Clause) -> tuple[Clause, tuple[str, ...]]:
    """Close the clause before a verb of saying.

    "X says ..." makes X the speaker of what follows; in "..., X says" X only vouches for what was told.
    """
    first, place = clause.first, clause.stop
    if "besides" in hits[place].flags:  # "..., adding that": who acted goes on
        return clause, next((m.codes for m in mentions if first <= m.first < place and m.bare and not m.private), ())
    named = [m for m in mentions if first <= m.first < place and m.role not in {"in", "at"}]
    events = [at for at in range(first, place) if hits[at].category == "cue"]
    speaker = named[-1] if named and named[-1].last == place - 1 and hits[place].gap <= 1 else None
    more = any(h.category == "cue" for h in hits[place:])
    if speaker is not None and more and "," in hits[speaker.first].mark:
        return clause._replace(attribution=(speaker.first, place)), speaker.codes
    if named and (not events or named[-1].first < events[0]):
        return clause, named[-1].codes
    comma = next((at for at in range(place, first, -1) if "," in hits[at].mark or "\u060c" in hits[at].mark), place)
    return clause._replace(stop=place + 1, attribution=(comma, place)), ()
