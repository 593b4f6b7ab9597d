"""Read a text sentence by sentence: hits, mentions, clauses and predicates, before parties and status are decided."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

from analysis.clauses import Clause, fresh_subjects, split_clauses
from analysis.coding.composing import find_predicates
from analysis.coding.predicates import Predicate
from analysis.folding import Folded
from analysis.hits import DASH, Hit, read_hits
from analysis.mentions import Mention, find_mentions
from analysis.names import Names
from analysis.ontology import Ontology
from analysis.orders import as_demands
from analysis.packs import LanguagePack
from analysis.phrases import UNSURE
from analysis.resuming import resume
from analysis.scanning import RawHit, Scanner
from analysis.sentences import split_sentences

DATELINE = 70
AGENCY_HITS = 4
AGENCY_REACH = 30
NOBODY: frozenset[str] = frozenset()
QUESTION = ("?", "\u061f")


Cut = Sequence[tuple[Clause, Sequence[Predicate]]]


@dataclass(frozen=True)
class Reading:
    """One sentence: its span in the original, and what was recognised.

    `classes` are the names of its hits, `named` the codes of its mentions. Its clauses with their predicates are worked
    out when first asked for: most sentences have no two parties that anything could pass between. `cut` does it, None
    for a sentence without a word of an event or anybody who could take part.
    """

    start: int
    end: int
    hits: Sequence[Hit]
    classes: AbstractSet[str]
    mentions: Sequence[Mention]
    named: AbstractSet[str]
    question: bool
    vetoed: bool
    cut: Callable[[Sequence[Hit], Sequence[Mention]], Cut] | None

    @cached_property
    def clauses(self) -> Cut:
        """The clauses with their predicates."""
        return self.cut(self.hits, self.mentions) if self.cut else ()


@dataclass(frozen=True)
class Page:
    """A folded text with its raw hits and the day it was published."""

    folded: Folded
    raw: list[RawHit]
    published: date | None

    @cached_property
    def naming(self) -> list[RawHit]:
        """The hits that may name a party."""
        return [hit for hit in self.raw if hit[2].mentions]


class Reader:
    """The compiled words and names of one language."""

    def __init__(self, pack: LanguagePack, ontology: Ontology, names: Names) -> None:
        self.pack = pack
        self._ontology = ontology
        self._names = names
        self._scanner = Scanner(pack, names.terms(pack.iso, pack.folding))

    def scan(self, text: str, published: date | None) -> Page:
        """Fold a text and find all its phrases."""
        folded = self.pack.folding.fold(text)
        return Page(folded, self._scanner.scan(folded), published)

    def names_two(self, page: Page) -> bool:
        """Say whether a text may name two different actors: without them there is nothing to code in it."""
        named: set[str] = set()
        for hit in page.naming:
            for term in hit.phrase.actors:
                named.update(self._names.stands_for(term.name, page.published))
            if len(named) > 1:
                return True
        return False

    def read(self, page: Page) -> Iterator[Reading]:
        """Give the readings of the sentences of a text in order; those that name nobody are left out."""
        folded, sure = page.folded, sure_actors(page.naming)
        known: dict[str, tuple[str, ...]] = {}

        def resolve(code: str) -> tuple[str, ...]:
            if code not in known:
                known[code] = self._names.stands_for(code, page.published)
            return known[code]

        for start, end, mine in by_sentence(page, split_sentences(folded.original, self.pack)):
            yield self._sentence(folded, (start, end), mine, sure, resolve)

    def _sentence(
        self,
        folded: Folded,
        span: tuple[int, int],
        raw: list[RawHit],
        sure: frozenset[str],
        resolve: Callable[[str], tuple[str, ...]],
    ) -> Reading:
        start, end = span
        hits = as_demands(read_hits(raw, folded, self.pack, raw[0].start, sure))
        question = folded.original[end - 1 : end] in QUESTION
        classes = {hit.name for hit in hits}
        if "veto" in classes:
            return Reading(start, end, hits, classes, (), NOBODY, question, True, None)
        mentions = find_mentions(hits, classes, folded, self.pack, resolve)
        if mentions:
            mentions = mentions[dateline(hits, classes, mentions, folded, start) :]
        told = (mentions or "both" in classes) and ("REQUEST" in classes or any(hit.phrase.happens for hit in raw))
        named = {code for mention in mentions for code in mention.codes}
        cut = partial(self._cut, folded.text) if told else None
        return Reading(start, end, hits, classes, mentions, named, question, False, cut)

    def _cut(self, text: str, hits: Sequence[Hit], mentions: Sequence[Mention]) -> Cut:
        fresh = fresh_subjects(hits, mentions)
        clauses = split_clauses(hits, mentions, fresh)
        if self.pack.auxiliary:
            clauses = resume(clauses, hits, mentions, fresh, text)
        return [(clause, find_predicates(hits, clause, self._ontology, self.pack)) for clause in clauses]


def dateline(
    hits: Sequence[Hit], classes: AbstractSet[str], mentions: Sequence[Mention], folded: Folded, start: int
) -> int:
    """Count the mentions that only say where a report was written ("LONDON, Jan 6 (Agency) - ...")."""
    signed = agency_line(hits, mentions, folded, start) if "agency" in classes else 0
    if signed or "-" not in folded.original[start : start + DATELINE]:
        return signed
    limit = folded.to_folded(start + DATELINE + 1)
    for at, hit in enumerate(hits):
        if hit.category == "cue" or hit.start >= limit:
            return 0
        if hit.mark == DASH and at:
            head = folded.original[start : folded.to_original(hits[at - 1].end)]
            written = (
                "(" in folded.original[start : folded.to_original(hit.start)]
                or head.split()[0].strip(",").isupper()
                or (head.lower() == head.upper() and at == 1 and hit.category != "actor")
            )
            return sum(1 for m in mentions if m.last < at) if written else 0
    return 0


def agency_line(hits: Sequence[Hit], mentions: Sequence[Mention], folded: Folded, start: int) -> int:
    """Count the mentions beside the name of an agency at the head of a sentence ("Agency - LONDON: ...")."""
    head = [at for at, h in enumerate(hits[:AGENCY_HITS]) if h.name == "agency"]
    if not head or folded.to_original(hits[head[0]].start) - start > AGENCY_REACH:
        return 0
    stop = head[-1] + 1
    while (
        stop < len(hits)
        and hits[stop].category == "actor"
        and not hits[stop].gap
        and {"-", DASH, "("} & set(hits[stop].mark)
    ):
        stop += 1
    return sum(1 for m in mentions if m.last < stop)


def sure_actors(raw: Sequence[RawHit]) -> frozenset[str]:
    """Give the actors that a text names by a form of theirs alone."""
    return frozenset(
        hit.phrase.actors[0].name
        for hit in raw
        if hit.phrase.actors and len(hit.phrase.terms) == 1 and UNSURE.isdisjoint(hit.phrase.actors[0].flags)
    )


def by_sentence(page: Page, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, list[RawHit]]]:
    """Share the hits of a text out to its sentences (spans of the original) that may name a party."""
    starts, naming = ([hit[0] for hit in hits] for hits in (page.raw, page.naming))
    known = begun = 0
    for start, end in spans:
        limit = page.folded.to_folded(end)
        told, known = known, bisect_left(naming, limit, known)
        if known > told:
            first = bisect_left(starts, begun)
            yield start, end, page.raw[first : bisect_left(starts, limit, first)]
        begun = limit
