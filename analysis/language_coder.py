"""Code texts of one language: readings in, events out. Pure; knows no language by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from analysis.clauses import Clause, resumed
from analysis.coding.carrying import antecedent, is_bound, lacks_subject, opening_doer, subject_ahead, vouching
from analysis.coding.continuation import POINTERS, Memory, resolve_both
from analysis.coding.dates import find_day, is_ahead, is_past
from analysis.coding.evidence import clause_words, evidence_span, sentence_of
from analysis.coding.fighting import SURE
from analysis.coding.judge import quad_shares, vetoes
from analysis.coding.kinds import MUTUAL
from analysis.coding.mediation import brokered
from analysis.coding.model import LinearModel, load_model, statement_features
from analysis.coding.predicates import Predicate
from analysis.coding.relatives import described, is_relative
from analysis.coding.reliability import Reliability, by_words, circumstances
from analysis.coding.repeats import keep_first, without_superseded
from analysis.coding.retyping import settle_type
from analysis.coding.scene import Parties, Scene, goes_on, pair_of
from analysis.coding.searching import GOVERNING, PAIR, search_parties
from analysis.coding.status import find_status
from analysis.mentions import Mention
from analysis.names import Names
from analysis.ontology import Ontology
from analysis.packs import LanguagePack, load_pack
from analysis.phrases import ATTENDANT
from analysis.reading import Page, Reader, Reading
from analysis.resuming import subject_of_host
from analysis.sentences import split_sentences
from analysis.toning import Score, load_score, settle, tone_of, tone_toward
from data.model import Event, ToneReading

QUOTED = frozenset({"quoted", "answer"})
HEAD = 2
NEAR = 60
MEDIATED = MUTUAL | {"RETREAT"}
CROWD = 4


class Found(NamedTuple):
    """An event with the features that its confidence comes from."""

    event: Event
    features: Sequence[str]


class LanguageCoder:
    """The compiled grammar of one language."""

    def __init__(
        self, folders: Sequence[Path], ontology: Ontology, names: Names, reliability: Mapping[str, int]
    ) -> None:
        self.pack: LanguagePack = load_pack(folders, frozenset(ontology.types))
        self.ontology = ontology
        self._names = names
        self._folders = folders
        self._reliability = Reliability(reliability, self.pack.iso)

    @cached_property
    def reader(self) -> Reader:
        """The reader of the language, compiled when first needed."""
        return Reader(self.pack, self.ontology, self._names)

    @cached_property
    def model(self) -> LinearModel | None:
        """The linear model of the language: that of the last folder which has one."""
        paths = [folder / "model.json" for folder in self._folders]
        known = [path for path in paths if path.exists()]
        return load_model(known[-1]) if known else None

    @cached_property
    def score(self) -> Score | None:
        """The tone scorer of the language, if it has one."""
        return load_score(self.pack, self._folders)

    def code(self, text: str, published: date | None) -> tuple[tuple[Event, ...], tuple[ToneReading, ...]]:
        """Give the events of a text in the order of their evidence, and the tone of sentences that name a pair."""
        page = self.reader.scan(text, published)
        if not self.reader.names_two(page):
            return (), ()
        events: list[Event] = []
        tones: list[ToneReading] = []
        memory = Memory(loose=not self.pack.auxiliary)
        readings = list(self.reader.read(page))
        if any(reading.vetoed for reading in readings[:HEAD]):
            readings = []
        for reading in readings:
            found = [draft.event for draft in self._code_sentence(page, reading, memory)]
            found += self._mediators(reading.mentions, found) if found else self._brokers(page, reading, memory)
            memory.keep(reading.hits, reading.mentions, reading.named, found)
            if found:
                events = without_superseded([*events, *found], found)
            tones += self._read_tone(text, reading)
        return tuple(keep_first(events)), tuple(tones)

    def read(self, text: str) -> list[Reading]:
        """Give what is recognised in the sentences of a text."""
        return list(self.reader.read(self.reader.scan(text, None)))

    def candidates(self, text: str, published: date | None) -> Iterator[Found]:
        """Give all that the grammar finds in a text, however unlikely; what each stands on goes with it."""
        page = self.reader.scan(text, published)
        memory = Memory(loose=not self.pack.auxiliary)
        for reading in self.reader.read(page):
            found = list(self._code_sentence(page, reading, memory))
            memory.keep(reading.hits, reading.mentions, reading.named, [draft.event for draft in found])
            yield from found

    def count_actors(self, text: str) -> int:
        """Count the different actors that a text names."""
        return len({code for reading in self.read(text) for mention in reading.mentions for code in mention.codes})

    def _read_tone(self, text: str, reading: Reading) -> Iterator[ToneReading]:
        if self.score is not None and len(reading.named) >= PAIR:
            value = settle(self.score(text[reading.start : reading.end]))
            yield ToneReading(reading.start, reading.end, value, tuple(sorted(reading.named)))

    def tone(self, text: str, target: tuple[int, int] | None) -> float | None:
        """Score the tone of a text toward a span of it, or as a whole; None without a scorer."""
        if self.score is None:
            return None
        spans = split_sentences(text, self.pack)
        return tone_of(self.score, text, spans) if target is None else tone_toward(self.score, text, spans, target)

    def _code_sentence(self, page: Page, reading: Reading, memory: Memory) -> Iterator[Found]:
        if reading.cut is None or not memory.may_complete(reading.classes, reading.mentions, reading.named):
            return
        if not any(told for _, told in reading.clauses):
            return
        scene = self._open_scene(page, reading, memory)
        mentions, pair = scene.mentions, scene.pair
        governing = denied = False
        subject: tuple[str, ...] = ()
        for place, (clause, predicates) in enumerate(reading.clauses):
            told = clause.opener == "that"
            if governing and (told or clause.opener == "if"):
                continue
            here = self._named(reading, place, mentions)
            denied = told and (denied or announces(reading, place - 1, "deny"))
            planned = told and is_planned(reading, place)
            governing = bool(predicates) and predicates[-1].event_type in GOVERNING
            for nth, predicate in enumerate(predicates):
                own = self._surround(scene, reading, place, nth, here, pair, subject, memory)
                parties = search_parties(predicate, own, reading, place, mentions)
                pair = pair or pair_of(parties)
                chances = self._chances(page, reading, clause, predicate, parties) if parties else {}
                if parties and not self._vetoed(parties, chances):
                    status = "denied" if denied else "planned" if planned else predicate.status
                    settled = predicate if status == predicate.status else predicate._replace(status=status)
                    told_so = settle_type(settled, parties, reading.hits)
                    yield self.make_event(page, reading, clause, told_so, parties, chances)
                    if "sides" in parties.rules or is_reciprocal(told_so, reading, clause):
                        back = parties._replace(actor=parties.recipient, recipient=parties.actor)
                        yield self.make_event(page, reading, clause, told_so, back, chances)
            if predicates or clause.opener != "after":
                subject = next((m.codes for m in here if m.bare and not m.private), subject)

    def _named(self, reading: Reading, place: int, mentions: Sequence[Mention]) -> list[Mention]:
        """Give who is named in the clause at a place, and where it goes on behind a relative clause."""
        here = reading.clauses[place][0].mentions_of(mentions)
        if self.pack.order == "vso" and "who" in reading.classes:
            on = resumed([clause for clause, _ in reading.clauses], place, reading.hits)
            here += [m for m in mentions if m.first in on]
        held = subject_of_host(reading.clauses[place][0], mentions)
        return [held, *here] if held else here

    def _open_scene(self, page: Page, reading: Reading, memory: Memory) -> Scene:
        """Give what a sentence may draw on: its mentions and what earlier sentences left, if they named no crowd."""
        crowd = self.pack.reach is not None and len(memory.seen) > CROWD
        pair = () if crowd else memory.pair
        return Scene(
            reading.hits,
            [*reading.mentions, *(resolve_both(reading.hits, pair) if "both" in reading.classes else ())],
            self.pack,
            against={} if crowd or (self.pack.order == "svo" and not memory.told) else memory.against,
            attacker=memory.attacker,
            pair=pair,
            alone=memory.seen <= {*memory.pair},
            named=tuple(dict.fromkeys(code for m in reading.mentions if m.bare for code in m.codes)),
            topic=() if crowd else memory.subject,
            mutually="mutually" in reading.classes,
            text=page.folded.text,
            begin=page.folded.to_folded(reading.start),
        )

    def _surround(
        self,
        scene: Scene,
        reading: Reading,
        place: int,
        nth: int,
        here: Sequence[Mention],
        pair: tuple[str, ...],
        subject: tuple[str, ...],
        memory: Memory,
    ) -> Scene:
        """Give what the nth predicate of the clause at a place may draw on.

        `here` are the mentions of the clause, `pair` are the two named before it, `subject` acted in the clause before.
        """
        hits, (clause, predicates) = reading.hits, reading.clauses[place]
        predicate, (before, after) = predicates[nth], beside(predicates, nth)
        if is_relative(predicate, clause, hits, scene.text, self.pack):
            actor = described(clause, hits, scene.mentions)
            return scene.narrow(here, pair, actor, (), clause.opener, relative=True, previous=before, following=after)
        actor = self._carried(reading, clause, predicate.first, subject, memory)
        speaker = clause.speaker or vouching(predicate, clause, scene.mentions)
        if actor and self.pack.auxiliary and is_bound(clause, hits):
            here = [m for m in here if m.first > predicate.first]
        own = scene.narrow(here, pair, actor, speaker, clause.opener, relative=False, previous=before, following=after)
        return replace(own, resumed=clause.first) if clause.host[0] >= 0 else own

    def _carried(
        self, reading: Reading, clause: Clause, place: int, subject: tuple[str, ...], memory: Memory
    ) -> tuple[str, ...]:
        """Give the subject that the predicate at a place may take from the clause or the sentence before."""
        if ATTENDANT in reading.hits[place].flags:
            return opening_doer(reading.clauses, reading.mentions)
        pointed = () if POINTERS.isdisjoint(reading.classes) else memory.subject_for(reading.hits, clause, place)
        if clause.opener == "who" and self.pack.order == "svo" and "own" not in reading.hits[clause.first].flags:
            found = antecedent(reading.hits, reading.mentions, clause.first, self.pack) or pointed
            if found or self.pack.auxiliary or not reading.hits[clause.first].gap:
                return found
        if not clause.first and (fronted := subject_ahead(reading.hits, reading.mentions, place)):
            return fronted
        carries = pointed or lacks_subject(reading.hits, clause, place, self.pack)
        left = memory.subject if goes_on(reading.hits[place]) else ()
        if pointed and not subject and clause.speaker and self.pack.order == "svo":
            return clause.speaker  # "X said that it would ..."
        return (subject if carries else ()) or pointed or left

    def _brokers(self, page: Page, reading: Reading, memory: Memory) -> Iterator[Event]:
        """Give the consultation of whom a sentence thanks for a truce, a deal or talks of the two named before."""
        for clause, predicates in reading.clauses if "via" in reading.classes else ():
            parties = brokered(predicates, reading.mentions, memory.pair)
            if parties is not None:
                status = "actual" if predicates[0].event_type in {"RETREAT", "AGREE"} else None
                held = predicates[0]._replace(event_type="CONSULT", mode="third-party", status=status)
                yield self.make_event(page, reading, clause, held, parties, {}).event
                return

    def _mediators(self, mentions: Sequence[Mention], found: Sequence[Event]) -> Iterator[Event]:
        """Give the consultation of whoever is named as the go-between of a meeting, an agreement or a truce."""
        brought = next((e for e in found if e.event_type in MEDIATED), None)
        sides = (*brought.actor, *brought.recipient) if brought else ()
        for mention in mentions:
            if brought is None or mention.role != "via" or set(mention.codes) & set(sides):
                continue
            yield replace(
                brought,
                actor=mention.codes,
                recipient=sides,
                event_type="CONSULT",
                mode="third-party",
                quad=self.ontology.quad("CONSULT"),
                score=self.ontology.score("CONSULT", "third-party"),
                rules=("mediator",),
            )

    def _vetoed(self, parties: Parties, chances: Mapping[str, float]) -> bool:
        """Say whether the linear model is all but sure that a predicate with these parties is no event."""
        linked = self.pack.reach is not None and self.pack.reach.linked  # grammar has said more than words could
        return not linked and parties.rules[0] not in SURE and vetoes(chances)

    def _chances(
        self, page: Page, reading: Reading, clause: Clause, predicate: Predicate, parties: Parties
    ) -> Mapping[str, float]:
        """Give how likely each type, or none, is by the words of a predicate with these parties; {} without a model."""
        if self.model is None:
            return {}
        start, end = evidence_span(page.folded, reading.hits, clause, parties.used, (reading.start, reading.end))
        span = page.folded.to_folded(start), page.folded.to_folded(end)
        sides = (parties.actor, parties.recipient)
        return self.model.probabilities(statement_features(page.folded, span, reading.mentions, sides, predicate))

    def _when(
        self, page: Page, reading: Reading, clause: Clause, predicate: Predicate, parties: Parties
    ) -> tuple[str, str | None, date | None]:
        """Find status and day of a predicate, and the rule that told the status."""
        hits, folded = reading.hits, page.folded
        status, rule = find_status(predicate, hits, clause, self.ontology, question=reading.question)
        if not QUOTED.isdisjoint(parties.rules):  # what tells its status is what was said
            status, rule = "actual", None
        words = clause_words(folded, reading, clause)
        title = not reading.start and status == "actual"
        if title and is_verbless(predicate) and is_ahead(words, self.pack.calendar, page.published):
            status, rule = "planned", "status:weekday"
        day = find_day(words, self.pack.calendar, page.published, status)
        if status == "actual" and (day is not None or any(map(str.isdecimal, words))):
            told = predicate.last if predicate.noun or predicate.complement is None else predicate.first
            near = clause_words(folded, reading, clause, hits[told].end + NEAR)
            if is_past(near, self.pack.calendar, page.published, day):
                status, rule = "historical", "status:date"
        return status, rule, day

    def make_event(
        self,
        page: Page,
        reading: Reading,
        clause: Clause,
        predicate: Predicate,
        parties: Parties,
        chances: Mapping[str, float],
    ) -> Found:
        """Make the event of a predicate with its parties: status, day, evidence, score and confidence."""
        status, rule, day = self._when(page, reading, clause, predicate, parties)
        quad = self.ontology.quad(predicate.event_type)
        features = circumstances(reading, clause, predicate, parties, status)
        features += by_words(chances, quad_shares(chances, self.ontology).get(quad, 0.0))
        event = Event(
            actor=parties.actor,
            recipient=parties.recipient,
            event_type=predicate.event_type,
            mode=predicate.mode,
            quad=quad,
            status=status,
            score=self.ontology.score(predicate.event_type, predicate.mode),
            day=day,
            evidence=sentence_of(page.folded, reading),
            confidence=self._reliability.of(features),
            rules=(*predicate.rules, *parties.rules, *((rule,) if rule else ())),
        )
        return Found(event, features)

    def describe(self, text: str, published_at: datetime | None) -> Iterator[str]:
        """Give lines that tell a person what was recognised in each sentence."""
        page = self.reader.scan(text, published_at.date() if published_at else None)
        folded = page.folded
        for reading in self.reader.read(page):
            yield f"- {folded.original[reading.start : reading.end]!r}{' VETOED' if reading.vetoed else ''}"
            for mention in reading.mentions:
                yield f"    actor {'+'.join(mention.codes)} ({mention.role or 'plain'})"
            for clause, predicates in reading.clauses:
                span = folded.text[reading.hits[clause.first].start : reading.hits[clause.stop - 1].end]
                yield f"    clause {clause.opener or 'main'} {span!r} speaker {'+'.join(clause.speaker) or '-'}"
                for predicate in predicates:
                    yield f"      predicate {predicate.event_type} {', '.join(predicate.rules)}"


def is_reciprocal(predicate: Predicate, reading: Reading, clause: Clause) -> bool:
    """Say whether both sides do it to each other."""
    if predicate.event_type in MEDIATED:
        return False
    said = "mutually" in reading.classes and any(hit.name == "mutually" for hit in clause.of(reading.hits))
    return said or "reciprocal" in predicate.flags


def is_verbless(predicate: Predicate) -> bool:
    """Say whether a meeting is told by its noun alone, which has no tense."""
    return predicate.event_type == "CONSULT" and predicate.noun and not predicate.operators


def announces(reading: Reading, place: int, word_class: str) -> bool:
    """Say whether a clause denies or plans (a word of that class) what the next one tells."""
    clause = reading.clauses[place][0]
    return word_class in reading.classes and any(hit.name == word_class for hit in clause.of(reading.hits))


def is_planned(reading: Reading, place: int) -> bool:
    """Say whether the clause before plans what this one tells; one joined by "and" tells a further content."""
    clause = reading.clauses[place][0]
    return reading.hits[clause.first].clitic != "and" and announces(reading, place - 1, "plan")


def beside(predicates: Sequence[Predicate], nth: int) -> tuple[int, int]:
    """Give where the predicate before the nth ends and the one after it begins."""
    before = predicates[nth - 1].last if nth else -1
    return before, predicates[nth + 1].first if nth + 1 < len(predicates) else 1 << 30
