"""Reading of the actor catalogue: `actors/` (TOML and states.tsv) and `languages/<iso>/actors.tsv`.

Validates every row and record (CatalogError with file and line); a later catalogue overlays an earlier one: a TOML file
of the same stem replaces, a row of the same code (states) or code and form (names) replaces. Compiles nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from data.actor_model import STATE_KINDS, ActorCatalog, Bloc, Group, Leader, NameForm, Organisation, Role, StateActor
from data.catalog_files import Record, Row, overlaid_files, read_record, read_rows

__all__ = [
    "ActorCatalog",
    "Bloc",
    "Group",
    "Leader",
    "NameForm",
    "Organisation",
    "Role",
    "StateActor",
    "load_actors",
]

STATE_COLUMNS = ("code", "alpha2", "name_en", "region", "subregion", "capital_lat", "capital_lon", "sovereign")
NAME_COLUMNS = ("code", "form", "kind", "flags", "source")
REGIONS = frozenset(
    {
        *("north_america", "central_america", "caribbean", "south_america"),
        *("western_europe", "northern_europe", "southern_europe", "eastern_europe", "balkans", "caucasus"),
        *("maghreb", "sahel", "west_africa", "central_africa", "east_africa", "horn_of_africa", "southern_africa"),
        *("middle_east", "central_asia", "south_asia", "southeast_asia", "east_asia", "oceania", "polar"),
    }
)
_SWITCHES = frozenset({"case", "weak", "shared", "venue", "prefix", "label"})
_ALPHA3 = re.compile(r"^[A-Z]{3}$")
_CODES = {
    "organisation": re.compile(r"^IGO:[A-Z0-9]{2,20}$|^ORG:[A-Z0-9]{2,20}$"),
    "group": re.compile(r"^ORG:[A-Z0-9]{2,20}$"),
    "bloc": re.compile(r"^BLOC:[A-Z0-9_]{2,30}$"),
    "leader": re.compile(r"^leader:[a-z0-9-]{2,60}$"),
}
_KEYS: Mapping[str, frozenset[str]] = {
    "organisation": frozenset({"part_of", "members"}),
    "group": frozenset({"parent", "roles"}),
    "bloc": frozenset({"members"}),
    "leader": frozenset({"roles"}),
}
_WIKIDATA = re.compile(r"^Q[1-9][0-9]*$")


def _flags(text: str) -> dict[str, Any]:
    """Read `case,notafter:x|y`; raises ValueError with the flag that nobody knows."""
    found: dict[str, Any] = {}
    for flag in filter(None, text.split(",")):
        word, _, value = flag.partition(":")
        if word in _SWITCHES and not value:
            found[word] = True
        elif word in {"notbefore", "notafter"} and value:
            found["not_" + word.removeprefix("not")] = tuple(value.split("|"))
        else:
            raise ValueError(flag)
    return found


def _form(row: Row, language: str, known: Mapping[str, Any]) -> NameForm:
    if row["code"] not in known:
        raise row.fail(f"code {row['code']!r} is not in actors/states.tsv")
    if row["kind"] not in STATE_KINDS:
        raise row.fail(f"kind {row['kind']!r} is none of {', '.join(STATE_KINDS)}")
    if not row["form"] or not row["source"]:
        raise row.fail("form and source must not be empty")
    try:
        flags = _flags(row["flags"])
    except ValueError as error:
        raise row.fail(f"flag {error} is unknown") from error
    return NameForm(row["code"], language, row["form"], row["kind"], source=row["source"], **flags)


def _state(row: Row) -> StateActor:
    if not _ALPHA3.match(row["code"]) or not re.match(r"^[A-Z]{2}$", row["alpha2"]) or not row["name_en"]:
        raise row.fail("a state needs an alpha-3 code, an alpha-2 code and a name")
    if row["region"] not in REGIONS:
        raise row.fail(f"region {row['region']!r} is none of {', '.join(sorted(REGIONS))}")
    try:
        latitude, longitude = float(row["capital_lat"]), float(row["capital_lon"])
    except ValueError as error:
        raise row.fail("the capital's coordinates must be numbers in degrees") from error
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise row.fail("the capital's coordinates lie outside the globe")
    code, sub, sovereign = row["code"], row["subregion"] or None, row["sovereign"] or None
    return StateActor(code, row["alpha2"], row["name_en"], row["region"], sub, latitude, longitude, sovereign)


def _read_states(directories: Sequence[Path]) -> dict[str, StateActor]:
    rows: dict[str, Row] = {}
    for directory in directories:
        path = directory / "actors" / "states.tsv"
        if path.is_file():
            rows |= {row["code"]: row for row in read_rows(path, STATE_COLUMNS)}
    states = {code: _state(row) for code, row in rows.items()}
    for code, state in states.items():
        if state.sovereign is not None and state.sovereign not in states:
            raise rows[code].fail(f"sovereign {state.sovereign!r} is no state of this list")
    return states


def countries_by_domain(directories: Sequence[Path]) -> dict[str, str]:
    """Give the country of each two-letter domain; a hint, as some domains are sold to the whole world."""
    return {state.alpha2.lower(): code for code, state in _read_states(directories).items() if state.alpha2}


def _read_state_names(directories: Sequence[Path], states: Mapping[str, StateActor]) -> Iterator[NameForm]:
    forms: dict[tuple[str, str, str], NameForm] = {}
    for directory in directories:
        for path in sorted(directory.glob("languages/*/actors.tsv")):
            language = path.parent.name
            for row in read_rows(path, NAME_COLUMNS):
                forms[(language, row["code"], row["form"])] = _form(row, language, states)
    yield from forms.values()


def _record_forms(record: Record, code: str, kind: str) -> Iterator[NameForm]:
    names = record.table.get("names", {})
    if not isinstance(names, dict) or not names:
        raise record.fail("an actor needs names: a table [names.<language>] with strong and weak lists", "names")
    for language, lists in names.items():
        record.check_keys(lists, {"strong", "weak"})
        entries = [(entry, weak) for weak in (False, True) for entry in lists.get("weak" if weak else "strong", [])]
        for nth, (entry, weak) in enumerate(entries):
            table = {"form": entry} if isinstance(entry, str) else entry
            if not isinstance(table, dict) or not isinstance(table.get("form"), str) or not table["form"].strip():
                raise record.fail('a name is a text or { form = "...", flags = "..." }', language)
            record.check_keys(table, {"form", "flags"})
            try:
                flags = _flags(table.get("flags", ""))
            except ValueError as error:
                raise record.fail(f"flag {error} is unknown", language) from error
            flags["weak"] = weak or flags.get("weak", False)
            flags["label"] = nth == 0
            yield NameForm(code, language, table["form"].strip(), kind, **flags)


def _roles(record: Record, actors: Mapping[str, Any]) -> tuple[Role, ...]:
    roles: list[Role] = []
    for table in record.table.get("roles", []):
        record.check_keys(table, {"actor", "office", "from", "to"})
        start, end = table.get("from"), table.get("to")
        if table.get("actor") not in actors:
            raise record.fail(f"actor {table.get('actor')!r} is no state, organisation or group", "actor")
        if any(value is not None and type(value) is not date for value in (start, end)):
            raise record.fail("from and to are dates such as 2021-01-20, without quotes", "roles")
        if start and end and end < start:
            raise record.fail(f"the role ends on {end}, before it starts on {start}", "roles")
        roles.append(Role(table["actor"], record.text_of(table, "office") or "leader", start, end))
    roles.sort(key=lambda role: role.start or date.min)
    for one, next_one in pairwise(roles):
        if (one.end or date.max) >= (next_one.start or date.min):
            raise record.fail(f"the roles {one.office} and {next_one.office} overlap", "roles")
    return tuple(roles)


def _read_family(directories: Sequence[Path], folder: str, kind: str) -> dict[str, Record]:
    """Give `{code: record}` of one folder of records, checked for what all kinds have in common."""
    known = {"code", "kind", "wikidata", "names", *_KEYS[kind]}
    records: dict[str, Record] = {}
    for path in overlaid_files(directories, f"actors/{folder}", ".toml").values():
        record = read_record(path)
        record.check_keys(record.table, known)
        code = record.text_of(record.table, "code")
        if code is None or not _CODES[kind].match(code):
            raise record.fail(f"code {code!r} does not have the form {_CODES[kind].pattern}", "code")
        if record.table.get("kind") != kind:
            raise record.fail(f'kind must be "{kind}" in this folder', "kind")
        wikidata = record.text_of(record.table, "wikidata")
        if wikidata is not None and not _WIKIDATA.match(wikidata):
            raise record.fail(f"wikidata {wikidata!r} is no item such as Q30", "wikidata")
        if code in records:
            raise record.fail(f"code {code} stands in {records[code].path.name} too", "code")
        records[code] = record
    return records


def _parent(record: Record, states: Mapping[str, StateActor]) -> str | None:
    parent = record.text_of(record.table, "parent")
    if parent is not None and parent not in states:
        raise record.fail(f"parent {parent!r} is not in states.tsv", "parent")
    return parent


def _members(record: Record, states: Mapping[str, StateActor]) -> tuple[str, ...]:
    members = record.table.get("members", [])
    if not isinstance(members, list) or len(set(members)) != len(members):
        raise record.fail("members must be a list of state codes, each once", "members")
    for member in members:
        if member not in states:
            raise record.fail(f"member {member!r} is not in states.tsv", "members")
    return tuple(members)


def _part_of(record: Record, organisations: Mapping[str, Record]) -> str | None:
    whole = record.text_of(record.table, "part_of")
    if whole is not None and (whole not in organisations or "part_of" in organisations[whole].table):
        raise record.fail(f"part_of {whole!r} is no organisation that stands for itself", "part_of")
    return whole


def _wikidata(record: Record) -> str | None:
    return record.text_of(record.table, "wikidata")


def _merge_namesakes(
    names: Sequence[NameForm], leaders: Mapping[str, Leader]
) -> tuple[list[NameForm], dict[str, Leader]]:
    """Give one leader for a surname that several share: whichever of them is in office on a day."""
    owners: dict[tuple[str, str], list[NameForm]] = {}
    for name in names:
        if name.shared and not name.weak and name.kind == "leader":
            owners.setdefault((name.language, name.text), []).append(name)
    kept = [name for name in names if name not in owners.get((name.language, name.text), ())]
    merged = dict(leaders)
    for forms in owners.values():
        people = sorted({form.code for form in forms})
        code = "+".join([people[0], *(person.removeprefix("leader:") for person in people[1:])])
        roles = sorted((r for p in people for r in leaders[p].roles), key=lambda role: role.start or date.min)
        merged[code] = Leader(code, tuple(roles))
        kept.append(replace(forms[0], code=code, shared=False, label=True))
    return kept, merged


def load_actors(directories: Sequence[Path]) -> ActorCatalog:
    """Read the actors of several catalogues, later ones over earlier ones. Raises CatalogError with file and line."""
    states = _read_states(directories)
    igo = _read_family(directories, "organisations", "organisation")
    org = _read_family(directories, "groups", "group")
    bloc = _read_family(directories, "blocs", "bloc")
    people = _read_family(directories, "leaders", "leader")
    for code in igo.keys() & org.keys():
        raise org[code].fail(f"code {code} stands in {igo[code].path.name} too", "code")
    actors = {**states, **igo, **org}
    names = list(_read_state_names(directories, states))
    for kind, records in (("organisation", igo), ("group", org), ("bloc", bloc), ("leader", people)):
        names += [form for code, record in records.items() for form in _record_forms(record, code, kind)]
    everyone = {c: Leader(c, _roles(r, actors), _wikidata(r)) for c, r in people.items()}
    names, leaders = _merge_namesakes(names, everyone)
    return ActorCatalog(
        states=states,
        organisations={c: Organisation(c, _part_of(r, igo), _members(r, states), _wikidata(r)) for c, r in igo.items()},
        groups={c: Group(c, _parent(r, states), _wikidata(r), _roles(r, actors)) for c, r in org.items()},
        blocs={c: Bloc(c, _members(r, states), _wikidata(r)) for c, r in bloc.items()},
        leaders=leaders,
        names=tuple(names),
    )
