"""What the choice of parties draws on and gives, and plain questions about where mentions stand. Decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.coding.predicates import Predicate
from analysis.hits import Hit
from analysis.mentions import Mention
from analysis.packs import LanguagePack

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """What a predicate may draw on: the hits, the mentions of its clause, and who else is known from before.

    `subject`, `speaker`, `against` (who stands against whom) and `attacker` (who struck last) come from earlier
    words; `previous` and `following` are the places where the predicates beside this one end and begin; `opener` is the
    conjunction class of the clause; `alone` says that no other than the pair was named, `mutually` that the sentence
    has a word for "each other", `relative` that the predicate opens a clause whose subject can only be what it
    describes; `text` is the folded text, `begin` where the sentence starts in it; `resumed` is where a clause goes on
    whose subject stands before an aside.
    """

    hits: Sequence[Hit]
    mentions: Sequence[Mention]
    pack: LanguagePack
    subject: Codes = ()
    speaker: Codes = ()
    against: Mapping[str, Codes] = field(default_factory=dict)
    pair: Codes = ()
    attacker: Codes = ()
    alone: bool = False
    named: Codes = ()
    topic: Codes = ()
    opener: str = ""
    mutually: bool = False
    relative: bool = False
    text: str = ""
    begin: int = 0
    previous: int = -1
    following: int = 1 << 30
    resumed: int = -1

    def narrow(
        self,
        mentions: Sequence[Mention],
        pair: Codes,
        subject: Codes,
        speaker: Codes,
        opener: str,
        *,
        relative: bool,
        previous: int,
        following: int,
    ) -> Scene:
        """Give the scene of one predicate: what is known of the sentence, with what its clause adds."""
        return Scene(
            self.hits,
            mentions,
            self.pack,
            subject,
            speaker,
            self.against,
            pair,
            self.attacker,
            self.alone,
            self.named,
            self.topic,
            opener,
            self.mutually,
            relative,
            self.text,
            self.begin,
            previous,
            following,
        )


class Parties(NamedTuple):
    """Actors and recipients with the rules that chose them; `used` are the mentions taken."""

    actor: Codes
    recipient: Codes
    rules: tuple[str, ...]
    used: tuple[Mention, ...] = ()


def pair_of(parties: Parties | None) -> Codes:
    """Give two lone parties as a pair: what follows in the sentence may be about them."""
    alone = parties is not None and len(parties.actor) == len(parties.recipient) == 1
    return (*parties.actor, *parties.recipient) if parties and alone else ()


def goes_on(hit: Hit) -> bool:
    """Say whether a verb joined by "and" has an ending that leaves its subject to what was told before."""
    return hit.clitic == "and" and "carried" in hit.flags


def left_of(predicate: Predicate, scene: Scene) -> list[Mention]:
    """Give the mentions before a predicate."""
    return [m for m in scene.mentions if m.last < predicate.first]


def right_of(predicate: Predicate, scene: Scene) -> list[Mention]:
    """Give the mentions after the head of a predicate: those before the next one, or, without auxiliaries, any.

    What follows a form that is never passive is its own object ("vowed to return, praising Y").
    """
    right = [m for m in scene.mentions if m.first > predicate.first]
    near = [m for m in right if m.first < scene.following]
    after = scene.hits[scene.following] if scene.following < len(scene.hits) else None
    taken = after is not None and not after.noun and "active" in after.flags and "," in after.mark
    taken = taken or (after is not None and not after.noun and after.clitic == "and")
    return near if near or taken or scene.pack.auxiliary else right


def is_bloc(mention: Mention) -> bool:
    """Say whether one name stands for several ("the coalition"): they act together, not with each other."""
    return mention.first == mention.last and mention.kind == "bloc"


def split_group(mention: Mention, rule: str) -> Parties | None:
    """Make a group the two sides of a mutual event."""
    if len(mention.codes) < 2 or is_bloc(mention):
        return None
    return Parties(mention.codes[:1], mention.codes[1:], (rule,), (mention,))
