"""Code a statement whose two parties are given as words: only what happens between them is asked.

The words are found after NFKC, ignoring white space and case, first occurrence; they need not be known actors.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from analysis.clauses import Clause
from analysis.coding.direction import find_parties
from analysis.coding.judge import VETO, best_type
from analysis.coding.model import NONE, statement_features
from analysis.coding.predicates import Predicate
from analysis.coding.scene import Parties, Scene
from analysis.folding import Folded
from analysis.lexicon import Term
from analysis.mentions import Mention
from analysis.packs import LanguagePack
from analysis.phrases import make_phrase
from analysis.reading import Page, Reading
from analysis.scanning import RawHit
from data.model import Event

if TYPE_CHECKING:
    from analysis.language_coder import LanguageCoder

ACTOR, RECIPIENT = "given:actor", "given:recipient"
NO_RELATION = 0.5
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """The predicate that best joins the given parties, with where it stands; `predicate` None: a bare statement."""

    reading: Reading
    clause: Clause | None
    predicate: Predicate | None
    parties: Parties


def code_given(coder: LanguageCoder, text: str, given: tuple[str, str], published: date | None) -> tuple[Event, ...]:
    """Give the most likely event between the given parties, or none for a statement without a relation."""
    page = coder.reader.scan(text, published)
    spans = (find_words(text, given[0]), find_words(text, given[1]))
    finding = find_relation(coder, page, spans)
    if finding is None:
        return ()
    probabilities: Mapping[str, float] = {}
    if coder.model is not None:
        probabilities = coder.model.probabilities(given_features(page, finding))
        if probabilities.get(NONE, 0.0) > (VETO if finding.predicate else NO_RELATION):
            return ()
    predicate = finding.predicate or Predicate("", None, 0, 0, noun=True, passive=False, flags=frozenset())
    rules = predicate.rules
    if probabilities:
        settled = best_type(probabilities, coder.ontology, predicate.event_type or None)
        if settled != predicate.event_type:
            predicate = predicate._replace(event_type=settled, mode=None, rules=(*rules, "model:settled"))
    if not predicate.event_type:
        return ()
    clause = finding.clause or Clause(0, len(finding.reading.hits), "")
    sides = tuple(named(page.raw, page.folded, span) for span in spans)
    parties = Parties(sides[0], sides[1], (*finding.parties.rules, "given"), finding.parties.used)
    return (coder.make_event(page, finding.reading, clause, predicate, parties, probabilities).event,)


def given_features(page: Page, finding: Finding) -> list[str]:
    """Give the features of the sentence that a finding stands in."""
    reading = finding.reading
    whole = page.folded.to_folded(reading.start), page.folded.to_folded(reading.end)
    return statement_features(page.folded, whole, reading.mentions, ((ACTOR,), (RECIPIENT,)), finding.predicate)


def find_relation(coder: LanguageCoder, page: Page, spans: Sequence[Span | None]) -> Finding | None:
    """Find the predicate that best joins the parties at these spans; None where there is nothing to read."""
    best: tuple[float, Finding] | None = None
    bare: Finding | None = None
    pack = replace(coder.pack, reach=None)  # whose relation it is, is known: however far they stand
    for reading in coder.reader.read(replace(page, raw=mark(page.raw, page.folded, spans))):
        named_here = {code for m in reading.mentions for code in m.codes}
        if bare is None or {ACTOR, RECIPIENT} & named_here:
            bare = Finding(reading, None, None, Parties((), (), ("nearest",)))
        for clause, predicates in reading.clauses:
            here = clause.mentions_of(reading.mentions)
            for predicate in predicates:
                fit, parties = fitness(predicate, scene_of(page, reading, clause, here, pack))
                if best is None or fit > best[0]:
                    best = (fit, Finding(reading, clause, predicate, parties))
    return best[1] if best else bare


def scene_of(page: Page, reading: Reading, clause: Clause, here: Sequence[Mention], pack: LanguagePack) -> Scene:
    """Give what a predicate of a clause may draw on where nothing is known from before."""
    return Scene(
        reading.hits,
        here,
        pack,
        speaker=clause.speaker,
        mutually="mutually" in reading.classes,
        text=page.folded.text,
        begin=page.folded.to_folded(reading.start),
    )


def fitness(predicate: Predicate, scene: Scene) -> tuple[float, Parties]:
    """Rate how well a predicate joins the given parties."""
    parties = find_parties(predicate, scene)
    if parties is None:
        named_here = {code for m in scene.mentions for code in m.codes}
        return len({ACTOR, RECIPIENT} & named_here) * 0.5 - 0.01 * predicate.first, Parties((), (), ("nearest",))
    fit = 0.0
    fit += 2.0 * (ACTOR in parties.actor) + 2.0 * (RECIPIENT in parties.recipient)
    fit += 1.0 * (ACTOR in parties.recipient) + 1.0 * (RECIPIENT in parties.actor)
    return fit - 0.01 * predicate.first, parties


def find_words(text: str, words: str) -> Span | None:
    """Find words in a text after NFKC, ignoring white space and case; None if they are not there."""
    wanted, _ = squeeze(words)
    if not wanted:
        return None
    letters, places = squeeze(text)
    at = letters.find(wanted)
    return (places[at], places[at + len(wanted) - 1] + 1) if at >= 0 else None


def squeeze(text: str) -> tuple[str, list[int]]:
    """Give a text after NFKC without white space and case, and the place in the original of every letter."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for piece in unicodedata.normalize("NFKC", letter).casefold():
            if not piece.isspace():
                letters.append(piece)
                places.append(place)
    return "".join(letters), places


def mark(raw: Sequence[RawHit], folded: Folded, spans: Sequence[Span | None]) -> list[RawHit]:
    """Put the given parties in the place of whatever was found at their words."""
    found = list(raw)
    for span, code in zip(spans, (ACTOR, RECIPIENT), strict=True):
        if span is None:
            continue
        term = Term("actor", code, "name")
        start, end = folded.to_folded(span[0]), folded.to_folded(span[1])
        kept = [hit for hit in found if hit.end <= start or hit.start >= end]
        clitic = next((hit.phrase.clitic for hit in found if hit.start <= start < hit.end), "")
        found = sorted([*kept, RawHit(start, end, make_phrase((term,), clitic))], key=lambda hit: hit.start)
    return found


def named(raw: Sequence[RawHit], folded: Folded, span: Span | None) -> tuple[str, ...]:
    """Give the known actors inside the words of a party; none where they name nobody known."""
    if span is None:
        return ()
    codes = [
        term.name
        for hit in raw
        if span[0] <= folded.to_original(hit.start) < span[1]
        for term in hit.phrase.terms[:1]
        if term.category == "actor"
    ]
    return tuple(dict.fromkeys(codes))[:1]
