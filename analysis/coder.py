"""From a text to its coded events: the one path that every caller takes. Pure: no store, no network, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from statistics import fmean

from analysis.coding.reliability import load_weights
from analysis.given import code_given
from analysis.language_coder import LanguageCoder
from analysis.names import Names
from analysis.ontology import Ontology, load_ontology
from analysis.packs import language_folders
from analysis.reading import Reading
from data.errors import CatalogError
from data.languages import identify_language
from data.model import Article, CodedArticle, StoredArticle

MAX_LENGTH = 200_000


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

    @cached_property
    def names(self) -> Names:
        """The actors of the catalogues."""
        return Names(self._catalogs)

    @cached_property
    def reliability(self) -> Mapping[str, int]:
        """The weights of the last catalogue that has them; none at all where no catalogue does."""
        known = [path for path in (c / "reliability.json" for c in self._catalogs) if path.exists()]
        return load_weights(known[-1]) if known else {}

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages that can be coded."""
        return tuple(sorted(self._folders))

    def language(self, iso: str) -> LanguageCoder:
        """Give the compiled grammar of a language that the catalogue has."""
        if iso not in self._compiled:
            self._compiled[iso] = LanguageCoder(self._folders[iso], self.ontology, self.names, self.reliability)
        return self._compiled[iso]

    def code(
        self,
        text: str,
        language: str | None,
        published_at: datetime | None = None,
        *,
        given: tuple[str, str] | None = None,
    ) -> CodedArticle:
        """Code a text. Its language is told from its words where it is not given.

        An unknown language or an overlong text gives no events and a reason. With `given`, the words that name actor
        and recipient, the most likely event between them is given and they need not be known actors.
        """
        language = language or identify_language(text)
        if language not in self._folders:
            return CodedArticle(language, (), None, reason="unknown_language")
        if len(text) > MAX_LENGTH:
            return CodedArticle(language, (), None, reason="too_long")
        published = published_at.date() if published_at else None
        coder = self.language(language)
        if given is not None:
            return CodedArticle(language, code_given(coder, text, given, published), None)
        events, tones = coder.code(text, published)
        return CodedArticle(language, events, fmean(t.tone for t in tones) if tones else None, tones)

    def read(self, text: str, language: str | None) -> list[Reading]:
        """Give what is recognised in the sentences of a text of a known language, before anything is coded."""
        if language not in self._folders or len(text) > MAX_LENGTH:
            return []
        return self.language(language).read(text)

    def tone(self, text: str, language: str | None, target: tuple[int, int] | None = None) -> float | None:
        """Score the tone of a text of a known language toward a span of it, or as a whole; None without a scorer."""
        if language not in self._folders or len(text) > MAX_LENGTH:
            return None
        return self.language(language).tone(text, target)


@cache
def coder_for(catalogs: tuple[Path, ...]) -> Coder:
    """Give the coder of these catalogues, compiled once a process."""
    return Coder(catalogs)


def code_stored(coder: Coder, article: Article) -> CodedArticle:
    """Code one article; days in its text are meant from its publication, or from when it was first seen."""
    return coder.code(article.text, article.language, article.published_at or article.first_seen_at)


def code_batch(coder: Coder, batch: Sequence[StoredArticle]) -> list[tuple[StoredArticle, CodedArticle]]:
    """Code articles, in order."""
    return [(stored, code_stored(coder, stored.article)) for stored in batch]
