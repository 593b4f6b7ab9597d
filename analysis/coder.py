"""From a text to its coded events: the one path that every caller takes. Pure: no store, no network, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from analysis.clauses import Clause, split_clauses
from analysis.coding.confidence import rate
from analysis.coding.dates import find_day
from analysis.coding.direction import Parties, Scene, find_parties
from analysis.coding.predicates import Predicate, find_predicates
from analysis.coding.status import find_status
from analysis.folding import Folded
from analysis.hits import Hit, read_hits
from analysis.mentions import Mention, find_mentions
from analysis.names import load_names
from analysis.ontology import Ontology, load_ontology
from analysis.packs import LanguagePack, language_folders, load_pack
from analysis.scanning import RawHit, Scanner
from analysis.sentences import split_sentences
from data.errors import CatalogError
from data.model import CodedArticle, Event, Evidence

MAX_LENGTH = 200_000
QUESTION = ("?", "\u061f")


@dataclass(slots=True)
class Memory:
    """What earlier sentences of the article leave behind: the last subject, and who was named."""

    subject: tuple[str, ...] = ()
    named: list[str] = field(default_factory=list)


class LanguageCoder:
    """The compiled grammar of one language."""

    def __init__(self, folders: Sequence[Path], ontology: Ontology) -> None:
        self.pack: LanguagePack = load_pack(folders, frozenset(ontology.types))
        self.ontology = ontology
        self._folders = folders

    @cached_property
    def scanner(self) -> Scanner:
        """The automaton over all phrases of the language."""
        return Scanner(self.pack, load_names(self._folders, self.pack.folding))

    def code(self, text: str, published: date | None) -> tuple[Event, ...]:
        """Give the events of a text in the order of their evidence."""
        folded = self.pack.folding.fold(text)
        raw = self.scanner.scan(folded)
        memory = Memory()
        events: list[Event] = []
        for start, end, hits in by_sentence(raw, folded, split_sentences(text, self.pack)):
            events += self._code_sentence(folded, start, end, hits, memory, published)
        return tuple(keep_best(events))

    def _code_sentence(
        self, folded: Folded, start: int, end: int, raw: list[RawHit], memory: Memory, published: date | None
    ) -> list[Event]:
        hits = read_hits(raw, folded, self.pack, raw[0].start) if raw else []
        if not hits or any(hit.name == "veto" for hit in hits):
            return []
        mentions = find_mentions(hits, folded, self.pack)
        if not mentions:
            return []
        question = folded.original[end - 1 : end] in QUESTION
        events: list[Event] = []
        subject: tuple[str, ...] = ()
        for clause in split_clauses(hits, mentions):
            here = [m for m in mentions if clause.holds(m)]
            for predicate in find_predicates(hits, clause, self.ontology):
                scene = Scene(hits, here, self.pack.order, self.pack.adjective, subject, clause.speaker)
                parties = find_parties(predicate, scene)
                if parties is None:
                    continue
                subject = parties.actor
                events.append(self._event(folded, hits, clause, predicate, parties, published, (start, end), question))
        return events

    def _event(
        self,
        folded: Folded,
        hits: Sequence[Hit],
        clause: Clause,
        predicate: Predicate,
        parties: Parties,
        published: date | None,
        sentence: tuple[int, int],
        question: bool,
    ) -> Event:
        status, rule = find_status(predicate, hits, clause, self.ontology, question=question)
        start, end = evidence_span(folded, hits, clause, parties.used, sentence)
        words = folded.text[hits[clause.first].start : hits[clause.stop - 1].end + 24].split()
        rules = (*predicate.rules, *parties.rules, *((rule,) if rule else ()))
        return Event(
            actor=parties.actor,
            recipient=parties.recipient,
            event_type=predicate.event_type,
            mode=predicate.mode,
            quad=self.ontology.quad(predicate.event_type),
            status=status,
            score=self.ontology.score(predicate.event_type, predicate.mode),
            day=find_day(words, self.pack.calendar, published, status),
            evidence=Evidence(folded.original[start:end], start, end),
            confidence=rate(predicate, parties),
            rules=rules,
        )


def by_sentence(
    raw: Sequence[RawHit], folded: Folded, spans: Sequence[tuple[int, int]]
) -> list[tuple[int, int, list[RawHit]]]:
    """Share the hits of a text out to its sentences (spans of the original)."""
    shared, at = [], 0
    for start, end in spans:
        mine = []
        while at < len(raw) and folded.to_original(raw[at].start) < end:
            mine.append(raw[at])
            at += 1
        shared.append((start, end, mine))
    return shared


def evidence_span(
    folded: Folded, hits: Sequence[Hit], clause: Clause, used: Sequence[Mention], sentence: tuple[int, int]
) -> tuple[int, int]:
    """Give the span of the original that shows an event: its clause, stretched over the parties named outside."""
    first = min([clause.first, *(m.first for m in used)])
    last = max([clause.stop - 1, *(m.last for m in used)])
    start = sentence[0] if first == 0 else folded.to_original(hits[first].start)
    end = sentence[1] if last == len(hits) - 1 else folded.to_original(hits[last].end)
    return start, end


def keep_best(events: Sequence[Event]) -> list[Event]:
    """Drop repetitions: one event for the same parties, type and status."""
    seen: dict[tuple[object, ...], Event] = {}
    for event in events:
        sides = (event.actor, event.recipient)
        key = (frozenset(sides) if event.event_type in {"CONSULT", "AGREE"} else sides, event.event_type, event.status)
        seen.setdefault(key, event)
    return list(seen.values())


class Coder:
    """Codes texts of every language of a catalogue; each language is compiled when first met."""

    def __init__(self, catalogs: Sequence[Path]) -> None:
        self._folders = language_folders(catalogs)
        self._catalogs = tuple(catalogs)
        self._compiled: dict[str, LanguageCoder] = {}

    @cached_property
    def ontology(self) -> Ontology:
        """The event ontology of the last catalogue that has one."""
        paths = [c / "ontology" / "plover.toml" for c in self._catalogs]
        known = [path for path in paths if path.exists()]
        if not known:
            raise CatalogError("no catalogue has an ontology", paths[0] if paths else "ontology/plover.toml")
        return load_ontology(known[-1])

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages that can be coded."""
        return tuple(sorted(self._folders))

    def language(self, iso: str) -> LanguageCoder:
        """Give the compiled grammar of a language that the catalogue has."""
        if iso not in self._compiled:
            self._compiled[iso] = LanguageCoder(self._folders[iso], self.ontology)
        return self._compiled[iso]

    def code(self, text: str, language: str | None, published_at: datetime | None = None) -> CodedArticle:
        """Code a text. An unknown language or an overlong text gives no events and a reason."""
        if language not in self._folders:
            return CodedArticle(language, (), None, reason="unknown_language")
        if len(text) > MAX_LENGTH:
            return CodedArticle(language, (), None, reason="too_long")
        published = published_at.date() if published_at else None
        return CodedArticle(language, self.language(language).code(text, published), None)
