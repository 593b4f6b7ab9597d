"""What a sentence leaves behind for the next: who acted, who stood against whom, which two parties were named.

Pronouns, plain titles ("the minister") and "both sides" are read from here; nothing is carried over without such a
word or a verb that lacks only its recipient.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from analysis.clauses import Clause
from analysis.hits import Hit
from analysis.mentions import Mention
from data.model import Event

Codes = tuple[str, ...]
FORGET = 2
POINTERS = frozenset({"pronoun", "role", "person"})


@dataclass(slots=True)
class Memory:
    """The thread of one article. `against` maps each party of the last event to the other.

    `told` says whether the sentence before told an event. `loose` lets whoever is named, not only who acted, be meant
    by a pronoun.
    """

    loose: bool = True
    subject: Codes = ()
    attacker: Codes = ()
    person: Codes = ()
    against: dict[str, Codes] = field(default_factory=dict)
    pair: Codes = ()
    seen: set[str] = field(default_factory=set)
    age: int = 0
    told: bool = False

    def keep(
        self, hits: Sequence[Hit], mentions: Sequence[Mention], named: AbstractSet[str], events: Sequence[Event]
    ) -> None:
        """Take in a sentence that was coded. What stood against whom is forgotten after a few sentences."""
        self.told = bool(events)
        self.age = 0 if events or not self.pair else self.age + 1
        if self.age > FORGET:
            self.against, self.pair = {}, ()
        self.seen |= named
        self.person = next((m.codes for m in mentions if is_person(m, hits)), self.person)
        self.attacker = next((e.actor for e in events if e.event_type == "ASSAULT"), self.attacker)
        if events:
            self.subject = events[0].actor
        elif self.loose:
            self.subject = next((m.codes for m in mentions if not (m.role or m.private)), self.subject)
        for event in events:
            self.against.update(dict.fromkeys(event.actor, event.recipient))
            self.against.update(dict.fromkeys(event.recipient, event.actor))
            if len(event.actor) == len(event.recipient) == 1:
                self.pair = (*event.actor, *event.recipient)
        if events:
            return
        parties = [m for m in mentions if m.role not in {"in", "at"} or m.kind == "leader"]
        codes = tuple(dict.fromkeys(code for m in parties for code in m.codes))
        if len(codes) == 2:
            self.pair, self.age = codes, 0

    def may_complete(self, classes: AbstractSet[str], mentions: Sequence[Mention], named: AbstractSet[str]) -> bool:
        """Say whether a sentence can have two parties: it names them, or what is remembered may stand in for one.

        `classes` are the names of its hits, `named` the codes of its mentions.
        """
        if self.pair or self.against or len(named) > 1:
            return True
        known = bool(self.subject or self.person)
        return known and (any(m.role == "with" for m in mentions) or not POINTERS.isdisjoint(classes))

    def subject_for(self, hits: Sequence[Hit], clause: Clause, first: int) -> Codes:
        """Give the remembered subject where a pronoun or a plain title stands before a predicate."""
        before = range(clause.first, min(first, clause.stop))
        names = {hits[at].name for at in before if hits[at].name in POINTERS and not is_named(hits, at)}
        if "person" in names and self.person:
            return self.person
        return self.subject if names else ()


def is_person(mention: Mention, hits: Sequence[Hit]) -> bool:
    """Say whether a mention names a leader, or a state by an office that one person holds ("the X leader")."""
    behind = mention.last + 1
    office = behind < len(hits) and hits[behind].thing == "leader" and not hits[behind].gap
    return mention.kind == "leader" or office


def is_named(hits: Sequence[Hit], place: int) -> bool:
    """Say whether a title stands right before the name it belongs to, or before words that may be a name."""
    after = hits[place + 1] if place + 1 < len(hits) else None
    if after is None:
        return False
    unknown = hits[place].name == "role" and after.gap > 0 and after.name in {"have", "had"}
    return unknown or (after.category == "actor" and after.gap == 0)


def resolve_both(hits: Sequence[Hit], pair: Codes) -> list[Mention]:
    """Give mentions for "both sides" and its like, read as the two parties named before."""
    if len(pair) != 2:
        return []
    return [
        Mention(pair, at, at, hit.start, hit.end, "", "both", owner=False, private=False, bare=True)
        for at, hit in enumerate(hits)
        if hit.name == "both" and hit.category == "word"
    ]
