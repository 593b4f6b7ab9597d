"""Who can act: states, organisations, armed groups, blocs and leaders, with their names in every language.

Holds the values and answers questions about them (which state answers for a territory, whom a leader speaks for on a
day). Finds nothing in texts; `data/actors.py` reads the files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

STATE_KINDS = ("name", "short", "demonym", "capital", "seat", "territory")
RECORD_KINDS = ("organisation", "group", "bloc", "leader")


@dataclass(frozen=True, slots=True)
class NameForm:
    """One written form of an actor in one language, and what must hold before it counts.

    `case`: letters and accents must be as written; `weak`: a hint only, the actor must be named by a sure form too;
    `shared`: the form of several leaders, whichever is in office; `venue`: may be a mere place; `prefix`: counts only
    before a hyphen; `label`: the form shown to users; `not_before`/`not_after`: the following or preceding words that
    make it another thing. A form that is sure for one actor may be weak for others. A clitic article goes before
    demonyms only: other names carry theirs.
    """

    code: str
    language: str
    text: str
    kind: str
    case: bool = False
    weak: bool = False
    shared: bool = False
    venue: bool = False
    prefix: bool = False
    label: bool = False
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    source: str = "own"


@dataclass(frozen=True, slots=True)
class StateActor:
    """A country or territory; `sovereign` is the state that answers for a territory, else None.

    Latitude and longitude of the capital in degrees.
    """

    code: str
    alpha2: str
    name: str
    region: str
    subregion: str | None
    latitude: float
    longitude: float
    sovereign: str | None


@dataclass(frozen=True, slots=True)
class Role:
    """Whom a person or group acts for, in which office; `start` and `end` inclusive, None = open."""

    actor: str
    office: str
    start: date | None
    end: date | None

    def covers(self, day: date) -> bool:
        """Say whether the role is held on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An international organisation; `members` only where the list is short and stable.

    An organ's acts are those of the organisation it is `part_of`.
    """

    code: str
    part_of: str | None = None
    members: tuple[str, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """An armed group, movement or unrecognised entity; `parent` is the state on whose soil its acts count.

    `roles` tell when it is a state's government.
    """

    code: str
    parent: str | None = None
    wikidata: str | None = None
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Bloc:
    """A collective of states that texts name together."""

    code: str
    members: tuple[str, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Leader:
    """A person who speaks for an actor while in office."""

    code: str
    roles: tuple[Role, ...]
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class ActorCatalog:
    """All actors by code, and every form of every name."""

    states: Mapping[str, StateActor]
    organisations: Mapping[str, Organisation]
    groups: Mapping[str, Group]
    blocs: Mapping[str, Bloc]
    leaders: Mapping[str, Leader]
    names: tuple[NameForm, ...]

    def __contains__(self, code: object) -> bool:
        return any(
            code in family for family in (self.states, self.organisations, self.groups, self.blocs, self.leaders)
        )

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have names, sorted."""
        return tuple(sorted({name.language for name in self.names}))

    def names_in(self, language: str) -> tuple[NameForm, ...]:
        """Give the forms of one language, states first."""
        return tuple(name for name in self.names if name.language == language)

    def labels_in(self, language: str) -> dict[str, str]:
        """Give `{code: the form to show}` of one language; an actor without a name in it is absent."""
        return {name.code: name.text for name in reversed(self.names) if name.language == language and name.label}

    def state_of(self, code: str) -> str | None:
        """Give the state that an actor's acts count for: itself, a territory's sovereign, a group's parent, or None."""
        if code in self.states:
            return self.states[code].sovereign or code
        if code in self.groups:
            return self.groups[code].parent
        return None

    def acts_for(self, code: str, day: date) -> str | None:
        """Give the actor that a leader, a group in government or an organ stands for on a day.

        Any other actor stands for itself. None: a leader without an office that day.
        """
        if code in self.organisations:
            return self.organisations[code].part_of or code
        if code in self.leaders:
            roles = self.leaders[code].roles
        elif code in self.groups:
            roles = self.groups[code].roles
        else:
            return code
        held = next((role.actor for role in roles if role.covers(day)), None)
        return held if held is not None or code in self.leaders else code
