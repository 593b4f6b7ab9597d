"""Language packs: everything the coder knows of a language, read from its folder of the catalogue.

A pack holds data only. Folders later in the list of catalogues overlay earlier ones: same file, its rows are added.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis.folding import Folding
from analysis.lexicon import Paradigms, Term, read_cues, read_words
from data.errors import CatalogError

ORDERS = ("svo", "vso")


@dataclass(frozen=True, slots=True)
class Clitic:
    """Letters written onto the front of a word: what they mean (`""` for none) and before which parts of speech.

    `letters`, if any, are those that the word must begin with.
    """

    form: str
    role: str
    before: frozenset[str]
    letters: tuple[str, ...] = ("",)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Names of months, week days and relative days, and words that make a day an end ("until"), already folded.

    `names` are all the names of days and months.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    relative: Mapping[str, int]
    until: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def names_day(self, words: Sequence[str]) -> bool:
        """Say whether any of some words is one of its names. Most clauses have none."""
        return not self.names.isdisjoint(words)


@dataclass(frozen=True, slots=True)
class Reach:
    """How many words may stand between an act and a plain party, and one behind a preposition (`aimed`).

    `carried` is how many words a sentence may have in which a party is not named beside its act, `long` how many one in
    which parties stand further off than right beside it. `linked` says that a comma or another act parts them.
    """

    plain: int
    aimed: int
    carried: int
    long: int = 1 << 30
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells something of a verb.

    Endings: `active` that it is never passive, `carried` that its subject is known, `done` that it is past.

    The beginnings `own` tell that the speaker will do it.
    """

    active: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    own: tuple[str, ...] = ()

    def read(self, term: Term, word: str, written: str) -> Term:
        """Give a reading with the flags that the ending of its folded word, or its beginning as written, tells."""
        flags = term.flags
        if word.endswith(self.active):
            flags = flags - {"ed"} | ({"active"} if term.pos in {"v", "nv"} else set())
        flags |= {"carried"} if term.pos == "v" and word.endswith(self.carried) else frozenset()
        flags |= {"done"} if term.pos == "v" and word.endswith(self.done) else frozenset()
        flags |= {"own", "planned"} if term.pos == "v" and self.own and written.startswith(self.own) else frozenset()
        return term if flags == term.flags else replace(term, flags=flags)


@dataclass(frozen=True, slots=True)
class Behind:
    """What tells of the words behind a verb that comes first whether they are its subject, all folded.

    `article` is the letters of the definite article on a word's front; `oblique` endings are of people who are no
    subject; `resumed` endings of a verb, and `resuming` words right behind one, point back to what a relative clause
    describes; `others` endings of a noun make it the deed of several people named before.
    """

    article: str = ""
    oblique: tuple[str, ...] = ()
    resumed: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    resuming: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class LanguagePack:
    """What is known of one language. A pack equals itself only.

    `order` is svo or vso; `adjective` says on which side of a noun an actor's adjective stands; `people` are the
    determiners that make a demonym written as a name a whole people (none: names are not told from adjectives so);
    `lexicon` maps folded forms to their readings; `reach` bounds how far a party may stand from its act.
    """

    iso: str
    folding: Folding
    order: str
    adjective: str
    possessive: str
    auxiliary: bool
    determiners: frozenset[str]
    people: frozenset[str]
    clitics: tuple[Clitic, ...]
    contractions: tuple[tuple[str, str], ...]
    endings: tuple[str, ...]
    ending_contractions: tuple[tuple[str, str], ...]
    abbreviations: frozenset[str]
    openers: tuple[str, ...]
    calendar: Calendar
    lexicon: Mapping[str, tuple[Term, ...]]
    tone: str | None
    reach: Reach | None = None
    behind: Behind = Behind()


def language_folders(catalogs: Iterable[Path]) -> dict[str, list[Path]]:
    """Give the folders of each language, by code, in the order of the catalogues."""
    found: dict[str, list[Path]] = {}
    for catalog in catalogs:
        for path in sorted((catalog / "languages").glob("*/language.toml")):
            found.setdefault(path.parent.name, []).append(path.parent)
    return found


def load_pack(folders: Sequence[Path], types: frozenset[str]) -> LanguagePack:
    """Read a language from its folders; the first folder's language.toml counts. Raises CatalogError."""
    path = folders[0] / "language.toml"
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
        fold = raw.get("fold", {})
        folding = Folding(
            tuple(dict(fold.get("letters", {})).items()),
            frozenset(fold.get("marks", "")),
            dict(fold.get("initials", {})),
        )
        grammar = raw.get("grammar", {})
        pack = LanguagePack(
            iso=folders[0].name,
            folding=folding,
            order=grammar.get("order", "svo"),
            adjective=grammar.get("adjective", "before"),
            possessive=grammar.get("possessive", ""),
            auxiliary=bool(grammar.get("auxiliary", False)),
            determiners=frozenset(folding.form(word) for word in grammar.get("determiners", ())),
            people=frozenset(folding.form(word) for word in grammar.get("people", ())),
            clitics=tuple(read_clitic(row) for row in raw.get("clitics", ())),
            contractions=tuple((old, new) for old, new in raw.get("contractions", ())),
            endings=tuple(raw.get("endings", {}).get("noun", ())),
            ending_contractions=tuple((old, new) for old, new in raw.get("endings", {}).get("contractions", ())),
            abbreviations=frozenset(folding.form(word) for word in raw.get("abbreviations", ())),
            openers=tuple(raw.get("openers", ())),
            calendar=read_calendar(raw.get("calendar", {}), folding),
            lexicon=read_lexicon(folders, folding, types, raw.get("paradigms", {}), read_marks(grammar, folding)),
            tone=raw.get("tone"),
            reach=Reach(**grammar["reach"]) if "reach" in grammar else None,
            behind=read_behind(grammar.get("behind", {}), folding),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise CatalogError(f"cannot be read as a language: {error!r}", path) from error
    if pack.order not in ORDERS:
        raise CatalogError(f"order must be one of {', '.join(ORDERS)}", path)
    return pack


def read_clitic(row: Mapping[str, Any]) -> Clitic:
    """Read one of the `clitics`."""
    return Clitic(row["form"], row.get("role", ""), frozenset(row["before"]), tuple(row.get("letters", "")) or ("",))


def read_marks(grammar: Mapping[str, Any], folding: Folding) -> Marks:
    """Read the endings `active`, `carried` and `done` and the beginnings `own` of verbs."""
    active, carried, done = (
        tuple(folding.form(form) for form in grammar.get(name, ())) for name in ("active", "carried", "done")
    )
    return Marks(active, carried, done, tuple(grammar.get("own", ())))


def read_behind(raw: Mapping[str, Any], folding: Folding) -> Behind:
    """Read the table `behind` of the grammar."""
    oblique, resumed, others, resuming = (
        tuple(folding.form(form) for form in raw.get(name, ())) for name in ("oblique", "resumed", "others", "resuming")
    )
    return Behind(folding.form(raw.get("article", "")), oblique, resumed, others, frozenset(resuming))


def read_calendar(raw: Mapping[str, Any], folding: Folding) -> Calendar:
    """Read `months` (12 lists), `weekdays` (7 lists, Monday first) and `relative` (word = days from today)."""
    months = {folding.form(n): at for at, names in enumerate(raw.get("months", ()), 1) for n in names}
    weekdays = {folding.form(n): at for at, names in enumerate(raw.get("weekdays", ())) for n in names}
    relative = {folding.form(n): int(days) for n, days in raw.get("relative", {}).items()}
    until = frozenset(folding.form(word) for word in raw.get("until", ()))
    return Calendar(months, weekdays, relative, until, frozenset({*months, *weekdays, *relative}))


def read_lexicon(
    folders: Sequence[Path], folding: Folding, types: frozenset[str], paradigms: Paradigms, marks: Marks
) -> dict[str, tuple[Term, ...]]:
    """Read cues.tsv and words.tsv of all folders into folded form -> readings.

    What the ending of a form's first word tells of it, `marks` says.
    """
    found: dict[str, dict[Term, None]] = {}
    for folder in folders:
        cues, words = folder / "cues.tsv", folder / "words.tsv"
        rows = [
            *(read_cues(cues, types, paradigms) if cues.exists() else ()),
            *(read_words(words, paradigms) if words.exists() else ()),
        ]
        for form, term in rows:
            folded = folding.form(form)
            if not folded:
                raise CatalogError(f"a form of {term.name} is empty", folder)
            reading = marks.read(term, folded.split()[0], form)
            for written in folding.variants(folded):
                found.setdefault(written, {})[reading] = None
    return {form: tuple(terms) for form, terms in found.items()}
