"""Actor names as terms for the scanner, and whom they stand for on a day. Reads the actor catalogue, finds nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from analysis.folding import Folding
from analysis.lexicon import Term
from data.actors import ActorCatalog, load_actors

SMALL_BLOC = 4


class Names:
    """The actors of a catalogue: their names in each language, and whom a name stands for."""

    def __init__(self, catalogs: Sequence[Path]) -> None:
        self.actors: ActorCatalog = load_actors(catalogs)

    def terms(self, language: str, folding: Folding) -> dict[str, tuple[Term, ...]]:
        """Give folded form -> actor readings of a language."""
        found: dict[str, dict[Term, None]] = {}
        for name in self.actors.names_in(language):
            flags = {word for word in ("case", "weak", "shared", "prefix") if getattr(name, word)}
            if name.case and name.text.replace(".", "").isupper():
                flags.add("upper")
            flags |= {f"notbefore:{folding.form(word)}" for word in name.not_before}
            flags |= {f"notafter:{folding.form(word)}" for word in name.not_after}
            term = Term("actor", name.code, name.kind, "", frozenset(flags))
            for form in folding.variants(folding.form(name.text)):
                found.setdefault(form, {})[term] = None
        return {form: tuple(terms) for form, terms in found.items() if form}

    def stands_for(self, code: str, day: date | None) -> tuple[str, ...]:
        """Give the actors that a code stands for on a day: states of a small bloc, the country of a leader in office.

        Nobody for a leader out of office.
        """
        actors = self.actors
        bloc = actors.blocs.get(code)
        if bloc is not None:
            return bloc.members if 0 < len(bloc.members) <= SMALL_BLOC else (code,)
        acting = actors.acts_for(code, day) if day else self._latest(code)
        return (acting,) if acting else ()

    def _latest(self, code: str) -> str | None:
        leader = self.actors.leaders.get(code)
        if leader is None:
            return self.actors.acts_for(code, date.max)
        return leader.roles[-1].actor if leader.roles else None
