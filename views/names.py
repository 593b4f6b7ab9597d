"""Names of actors, outlets and camps in the reader's language; the code itself where nobody named it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.actors import load_actors
from data.errors import CatalogError
from data.outlets import read_outlets
from data.samples import sample_outlets
from views.words import Words


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called in one language."""

    words: Words
    actors: Mapping[str, str]
    outlets: Mapping[str, str]
    camps: Mapping[str, str]

    def actor(self, code: str) -> str:
        """Name an actor."""
        return self.actors.get(code, code.partition(":")[2].capitalize() or code)

    def outlet(self, outlet_id: str) -> str:
        """Name an outlet."""
        return self.outlets.get(outlet_id, outlet_id)

    def camp(self, camp: str | None) -> str:
        """Name a camp."""
        return self.camps.get(camp, camp) if camp else self.words("unknown")

    def language(self, code: str) -> str:
        """Name a language."""
        return self.words(f"language.{code}") if self.words.knows(f"language.{code}") else code

    def pair(self, key: str) -> str:
        """Name a pair by its key, `A-B` undirected or `A>B` directed."""
        if ">" in key:
            a, b = key.split(">")
            return self.words("pair_directed", a=self.actor(a), b=self.actor(b))
        a, b = key.split("-")
        return self.words("pair_name", a=self.actor(a), b=self.actor(b))

    def act(self, event_type: str) -> str:
        """Name a type of act."""
        return self.words(f"act.{event_type}") if self.words.knows(f"act.{event_type}") else event_type


@cache
def read_camps(directories: tuple[Path, ...], language: str) -> dict[str, str]:
    """Read what camps are called in a language."""
    found: dict[str, str] = {}
    for directory in directories:
        path = directory / "ontology" / "camps.toml"
        if path.is_file():
            table = tomllib.loads(path.read_text("utf-8"))
            found |= {key: camp["names"].get(language, key) for key, camp in table.items() if "names" in camp}
    return found


@cache
def read_outlet_names(directories: tuple[Path, ...]) -> dict[str, str]:
    """Read what outlets are called; a broken user file must not take the page away."""
    try:
        return {key: outlet.name for key, outlet in read_outlets(directories).items()}
    except CatalogError:
        return {key: outlet.name for key, outlet in read_outlets(directories[:1]).items()}


@cache
def read_labels(directories: tuple[Path, ...], language: str) -> Mapping[str, str]:
    """Read what actors are called in a language."""
    return load_actors(directories).labels_in(language)


@cache
def read_sample_names() -> dict[str, str]:
    """Read what the invented outlets of the sample are called."""
    return {outlet.id: outlet.name for outlet in sample_outlets()}


def load_names(directories: tuple[Path, ...], words: Words, *, sample: bool = False) -> Names:
    """Load all names in the language of the words; those of the invented outlets for the sample."""
    language = words.language
    labels, camps = read_labels(directories, language), read_camps(directories, language)
    return Names(words, labels, read_sample_names() if sample else read_outlet_names(directories), camps)
