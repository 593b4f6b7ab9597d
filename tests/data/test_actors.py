"""The catalogue of actors: what ships is complete and unambiguous, what is wrong is refused with path and line."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from data.actors import ActorCatalog, NameForm, load_actors
from data.errors import CatalogError

CATALOG = Path(__file__).resolve().parents[2] / "data" / "catalog"
FIRST_CLASS = ("ar", "en", "fr")
ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": None, "ی": "ي", "ک": "ك", "\u200c": " "})
STATES_HEADER = "code\talpha2\tname_en\tregion\tsubregion\tcapital_lat\tcapital_lon\tsovereign\n"
NAMES_HEADER = "code\tform\tkind\tflags\tsource\n"


@cache
def shipped() -> ActorCatalog:
    return load_actors([CATALOG])


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(ARABIC).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def forms(language: str, text: str) -> list[NameForm]:
    return [name for name in shipped().names_in(language) if fold(name.text) == fold(text)]


def codes(language: str, text: str) -> set[str]:
    return {name.code for name in forms(language, text)}


def test_every_state_and_territory_is_there() -> None:
    states = shipped().states
    assert len(states) == 250
    assert len({state.alpha2 for state in states.values()}) == 250
    assert states["GRL"].sovereign == "DNK"
    assert states["REU"].sovereign == "FRA"
    assert states["XKX"].sovereign is None
    assert shipped().state_of("GRL") == "DNK"


@pytest.mark.parametrize("language", FIRST_CLASS)
def test_every_state_has_one_label(language: str) -> None:
    labelled = [n.code for n in shipped().names_in(language) if n.label and n.code in shipped().states]
    assert sorted(labelled) == sorted(shipped().states)


@pytest.mark.parametrize(("language", "allowed"), [("fr", 0), ("es", 0), ("en", 1), ("ar", 14), ("fa", 6)])
def test_sovereign_states_have_demonyms(language: str, allowed: int) -> None:
    named = {name.code for name in shipped().names_in(language) if name.kind == "demonym"}
    sovereign = {code for code, state in shipped().states.items() if state.sovereign is None} - {"ATA"}
    assert len(sovereign - named) <= allowed, sorted(sovereign - named)


@pytest.mark.parametrize("language", FIRST_CLASS)
def test_sovereign_states_have_capitals(language: str) -> None:
    named = {name.code for name in shipped().names_in(language) if name.kind == "capital"}
    sovereign = {code for code, state in shipped().states.items() if state.sovereign is None} - {"ATA"}
    # The city bears the country's name, stands for another actor, or is an everyday word.
    without = {"BEL", "BRA", "DJI", "GTM", "LUX", "MCO", "MDV", "PAN", "PLW", "SGP", "SMR", "SYC", "VAT"}
    without |= {"DMA", "FJI", "KNA", "TLS"}
    assert sovereign - named <= without


@pytest.mark.parametrize("language", sorted({p.parent.name for p in CATALOG.glob("languages/*/actors.tsv")}))
def test_no_form_is_sure_for_two_actors(language: str) -> None:
    owners: dict[str, list[NameForm]] = defaultdict(list)
    for name in shipped().names_in(language):
        owners[name.text if name.case else fold(name.text)].append(name)
    clashes = {
        text: sorted({name.code for name in names})
        for text, names in owners.items()
        if len({name.code for name in names if not name.weak}) > 1
    }
    assert clashes == {}


def test_the_catalogue_is_large_enough() -> None:
    catalog = shipped()
    counts = [len(f) for f in (catalog.organisations, catalog.groups, catalog.blocs, catalog.leaders)]
    assert all(have >= least for have, least in zip(counts, (50, 45, 20, 400), strict=True)), counts


@pytest.mark.parametrize("kind", ["organisations", "groups", "blocs", "leaders"])
def test_every_record_has_a_name_to_show_in_french_english_and_arabic(kind: str) -> None:
    catalog = shipped()
    for language in FIRST_CLASS:
        own = {code for code in getattr(catalog, kind) if "+" not in code}
        assert own <= set(catalog.labels_in(language)), language


@pytest.mark.parametrize(
    ("language", "text", "owners"),
    [
        ("fr", "américaine", {"USA"}),
        ("en", "American", {"USA"}),
        ("fr", "réunion", {"REU"}),
        ("fr", "Mascate", {"OMN"}),
        ("ar", "قطر", {"QAT"}),
        ("ar", "مصر", {"EGY"}),
        ("fr", "nigérien", {"NER"}),
        ("fr", "nigérian", {"NGA"}),
        ("en", "Nigerien", {"NER"}),
        ("en", "Nigerian", {"NGA"}),
        ("fr", "Guinée-Bissau", {"GNB"}),
        ("fr", "Guinée équatoriale", {"GNQ"}),
        ("fr", "Guinée", {"GIN"}),
        ("fr", "RDC", {"COD"}),
        ("fr", "Congo-Brazzaville", {"COG"}),
        ("en", "Dominica", {"DMA"}),
        ("en", "Dominican Republic", {"DOM"}),
        ("fr", "Tunis", {"TUN"}),
        ("fr", "tunisienne", {"TUN"}),
        ("fr", "Alger", {"DZA"}),
        ("fr", "turc", {"TUR"}),
        ("fr", "Corée du Nord", {"PRK"}),
        ("ar", "كوريا الجنوبية", {"KOR"}),
        ("fr", "Palestine", {"PSE"}),
        ("en", "West Bank", {"PSE"}),
        ("ar", "قطاع غزة", {"PSE"}),
        ("fr", "Sahara occidental", {"ESH"}),
        ("en", "Taiwan", {"TWN"}),
        ("en", "Hong Kong", {"HKG"}),
        ("en", "Greenland", {"GRL"}),
        ("ar", "أميركي", {"USA"}),
        ("ar", "أمريكيين", {"USA"}),
        ("fr", "Maison-Blanche", {"USA"}),
        ("ar", "البيت الأبيض", {"USA"}),
        ("fr", "Gardiens de la révolution", {"IRN"}),
        ("ar", "الحرس الثوري", {"IRN"}),
        ("en", "Abbas Araghchi", {"leader:araghchi"}),
        ("fr", "Mahmoud Abbas", {"leader:abbas-mahmoud"}),
    ],
)
def test_a_name_belongs_to(language: str, text: str, owners: set[str]) -> None:
    assert codes(language, text) == owners


@pytest.mark.parametrize(
    ("language", "text", "flag"),
    [
        ("fr", "Réunion", "case"),
        ("fr", "Inde", "case"),
        ("fr", "Bénin", "case"),
        ("en", "Turkey", "case"),
        ("en", "Chad", "case"),
        ("en", "Jordan", "case"),
        ("en", "US", "case"),
        ("fr", "UE", "case"),
        ("en", "Georgia", "weak"),
        ("ar", "مالي", "weak"),
        ("fr", "Maurice", "weak"),
        ("fr", "Abbas", "weak"),
        ("ar", "عباس", "weak"),
        ("fr", "Mascate", "venue"),
        ("fr", "Washington", "venue"),
        ("ar", "طهران", "venue"),
        ("fr", "franco", "prefix"),
    ],
)
def test_a_doubtful_form_is_guarded(language: str, text: str, flag: str) -> None:
    assert all(getattr(name, flag) for name in forms(language, text))
    assert forms(language, text)


@pytest.mark.parametrize(
    ("language", "text", "neighbour"),
    [("en", "Washington", "Post"), ("fr", "Tunisie", "Numérique"), ("ar", "مسقط", "رأس"), ("fr", "France", "24")],
)
def test_a_neighbour_can_make_it_another_thing(language: str, text: str, neighbour: str) -> None:
    assert all(neighbour in name.not_before for name in forms(language, text))


def test_niger_is_the_country_not_the_delta() -> None:
    assert all("Delta" in name.not_before for name in forms("en", "Niger"))
    assert all("دلتا" in name.not_after for name in forms("ar", "النيجر"))


def test_oman_before_amman() -> None:
    plain = {name.code: name.weak for name in forms("ar", "عمان") if not name.case}
    assert plain == {"OMN": False, "JOR": True}


@pytest.mark.parametrize(
    ("code", "day", "actor"),
    [
        ("leader:trump", date(2018, 1, 1), "USA"),
        ("leader:trump", date(2022, 1, 1), None),
        ("leader:trump", date(2026, 2, 6), "USA"),
        ("leader:rutte", date(2023, 1, 1), "NLD"),
        ("leader:rutte", date(2025, 1, 1), "IGO:NATO"),
        ("ORG:TALIBAN", date(2021, 8, 1), "ORG:TALIBAN"),
        ("ORG:TALIBAN", date(2021, 8, 15), "AFG"),
        ("IGO:UNSC", date(2025, 1, 1), "IGO:UN"),
        ("FRA", date(2025, 1, 1), "FRA"),
    ],
)
def test_who_stands_for_whom(code: str, day: date, actor: str | None) -> None:
    assert shipped().acts_for(code, day) == actor


def test_namesakes_stand_for_the_one_in_office() -> None:
    [surname] = forms("en", "Khamenei")
    catalog = shipped()
    assert surname.code == "leader:khamenei+khamenei-mojtaba"
    assert catalog.acts_for(surname.code, date(2026, 2, 6)) == "IRN"
    assert catalog.acts_for(surname.code, date(2026, 5, 1)) == "IRN"
    assert catalog.acts_for("leader:khamenei", date(2026, 5, 1)) is None


def test_groups_count_for_the_state_of_their_soil() -> None:
    catalog = shipped()
    assert catalog.state_of("ORG:HEZBOLLAH") == "LBN"
    assert catalog.state_of("ORG:HOUTHI") == "YEM"
    assert catalog.state_of("FRA") == "FRA"
    assert catalog.state_of("IGO:UN") is None


@pytest.mark.parametrize("name", ["briefs", "minimal_pairs", "natural"])
def test_every_actor_of_the_measuring_sets_is_known(shared: Path, name: str) -> None:
    wanted = set()
    for path in (shared / "gold").glob(f"{name}.*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            for event in json.loads(line)["events"]:
                wanted |= {*event["source"], *event["target"]}
    assert wanted
    assert {code for code in wanted if code not in shipped()} == set()


def little(folder: Path, files: dict[str, str]) -> Path:
    texts = {"actors/states.tsv": STATES_HEADER + "AAA\tAA\tAlpha\tmaghreb\t\t1.0\t2.0\t\n"} | files
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


LEADER = """code = "leader:ann"
kind = "leader"

[[roles]]
actor = "AAA"
office = "president"
from = 2020-01-01
to = 2021-01-01

[names.xx]
strong = ["Ann", { form = "Annie", flags = "case,notbefore:Hall" }]
weak = ["A."]
"""


def test_a_little_catalogue_is_read(tmp_path: Path) -> None:
    names = NAMES_HEADER + "AAA\tAlphan\tdemonym\tcase,notafter:New|Old\town\n"
    catalog = load_actors(
        [little(tmp_path, {"languages/xx/actors.tsv": names, "actors/leaders/ann.toml": LEADER}), tmp_path / "none"]
    )
    alphan, ann, annie, letter = catalog.names_in("xx")
    assert (alphan.case, alphan.not_after, alphan.kind) == (True, ("New", "Old"), "demonym")
    assert (ann.label, annie.label, annie.not_before, letter.weak) == (True, False, ("Hall",), True)
    assert catalog.labels_in("xx") == {"leader:ann": "Ann"}
    assert catalog.languages == ("xx",)
    assert catalog.acts_for("leader:ann", date(2021, 1, 1)) == "AAA"


def test_an_overlay_replaces_rows_and_files(tmp_path: Path) -> None:
    names = NAMES_HEADER + "AAA\tAlphan\tdemonym\t\town\n"
    first = little(tmp_path / "a", {"languages/xx/actors.tsv": names, "actors/leaders/ann.toml": LEADER})
    second = little(
        tmp_path / "b",
        {
            "actors/states.tsv": STATES_HEADER + "BBB\tBB\tBeta\tsahel\t\t1\t2\tAAA\n",
            "languages/xx/actors.tsv": NAMES_HEADER + "AAA\tAlphan\tdemonym\tweak\town\nBBB\tBeta\tname\t\town\n",
            "actors/leaders/ann.toml": LEADER.replace('"Ann"', '"Anna"'),
        },
    )
    catalog = load_actors([first, second])
    assert [(name.text, name.weak) for name in catalog.names_in("xx")][:2] == [("Alphan", True), ("Beta", False)]
    assert catalog.labels_in("xx")["leader:ann"] == "Anna"
    assert catalog.state_of("BBB") == "AAA"


@pytest.mark.parametrize(
    ("name", "text", "where", "said"),
    [
        ("actors/states.tsv", STATES_HEADER + "AAA\tAA\tA\tmoon\t\t1\t2\t\n", 2, "region"),
        ("actors/states.tsv", STATES_HEADER + "AAA\tAA\tA\tsahel\t\tx\t2\t\n", 2, "numbers"),
        ("actors/states.tsv", STATES_HEADER + "AAA\tAA\tA\tsahel\t\t99\t2\t\n", 2, "globe"),
        ("actors/states.tsv", STATES_HEADER + "AAA\tAA\tA\tsahel\t\t1\t2\tZZZ\n", 2, "sovereign"),
        ("actors/states.tsv", STATES_HEADER + "aaa\tAA\tA\tsahel\t\t1\t2\t\n", 2, "alpha-3"),
        ("actors/states.tsv", "# only a remark\n", None, "header"),
        ("languages/xx/actors.tsv", "code\tform\n", 1, "header"),
        ("languages/xx/actors.tsv", NAMES_HEADER + "AAA\tA\tname\n", 2, "3 cells"),
        ("languages/xx/actors.tsv", NAMES_HEADER + "ZZZ\tA\tname\t\town\n", 2, "states.tsv"),
        ("languages/xx/actors.tsv", NAMES_HEADER + "#\n\nAAA\tA\tnoun\t\town\n", 4, "kind"),
        ("languages/xx/actors.tsv", NAMES_HEADER + "AAA\tA\tname\tloud\town\n", 2, "loud"),
        ("languages/xx/actors.tsv", NAMES_HEADER + "AAA\t\tname\t\town\n", 2, "empty"),
        ("actors/leaders/ann.toml", LEADER.replace("[[roles]]", "[[roles"), 4, "TOML"),
        ("actors/leaders/ann.toml", LEADER.replace('"AAA"', '"ZZZ"'), 5, "ZZZ"),
        ("actors/leaders/ann.toml", LEADER.replace("2021-01-01", "2019-01-01"), 4, "before it starts"),
        ("actors/leaders/ann.toml", LEADER.replace("2020-01-01", '"2020"'), 4, "without quotes"),
        ("actors/leaders/ann.toml", LEADER.replace('kind = "leader"', 'kind = "bloc"'), 2, "kind"),
        ("actors/leaders/ann.toml", LEADER.replace("leader:ann", "ANN"), 1, "form"),
        ("actors/leaders/ann.toml", LEADER.replace("office", "job"), 6, "unknown key"),
        ("actors/leaders/ann.toml", LEADER.replace("case,", "loud,"), 10, "loud"),
        ("actors/leaders/ann.toml", LEADER.replace('"Ann", ', "7, "), 10, "name"),
        ("actors/leaders/ann.toml", LEADER.split("[names", maxsplit=1)[0], 1, "names"),
        ("actors/groups/g.toml", 'code = "ORG:GG"\nkind = "group"\nparent = "ZZZ"\n', 3, "parent"),
        ("actors/blocs/b.toml", 'code = "BLOC:BB"\nkind = "bloc"\nmembers = ["ZZZ"]\n', 3, "member"),
        ("actors/organisations/o.toml", 'code = "IGO:OO"\nkind = "organisation"\npart_of = "X"\n', 3, "part_of"),
    ],
)
def test_a_fault_names_file_and_line(tmp_path: Path, name: str, text: str, where: int | None, said: str) -> None:
    body = text if "kind = " not in text or "leader" in text else text + '[names.xx]\nstrong = ["X"]\n'
    folder = little(tmp_path, {name: body})
    with pytest.raises(CatalogError) as caught:
        load_actors([folder])
    assert caught.value.path == folder / name
    assert caught.value.line == where
    assert said in str(caught.value)


def test_roles_of_one_person_do_not_overlap(tmp_path: Path) -> None:
    twice = LEADER + '\n[[roles]]\nactor = "AAA"\noffice = "minister"\nfrom = 2021-01-01\n'
    with pytest.raises(CatalogError, match="overlap"):
        load_actors([little(tmp_path, {"actors/leaders/ann.toml": twice})])


def test_one_code_has_one_file(tmp_path: Path) -> None:
    files = {"actors/leaders/ann.toml": LEADER, "actors/leaders/bob.toml": LEADER}
    with pytest.raises(CatalogError, match=r"stands in ann\.toml too"):
        load_actors([little(tmp_path, files)])
