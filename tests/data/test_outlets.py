"""The catalogue of outlets: what ships is sound, what is wrong is refused with path and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.addresses import is_exempt, is_private_host, is_public, literal_address
from data.errors import CatalogError
from data.opml import read_outline, write_outline
from data.outlets import feeds_of, read_feeds_file, read_outlets, slug

CATALOG = Path(__file__).resolve().parents[2] / "data" / "catalog"
GOOD = """name = "Echo"
languages = ["fr"]
camp = "maghreb"

[[feeds]]
id = "echo"
url = "https://echo.example/feed"
language = "fr"
"""


def catalog(folder: Path, **files: str) -> Path:
    (folder / "outlets").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / "outlets" / f"{name}.toml").write_text(text, "utf-8")
    return folder


def test_shipped_outlets_are_many_sourced_and_in_known_camps() -> None:
    outlets = read_outlets([CATALOG])
    assert len(outlets) >= 110
    assert len(feeds_of(outlets)) >= 110
    assert all(outlet.source and outlet.camp and outlet.ownership for outlet in outlets.values())
    assert {feed.language for feed in outlets["tunisie-numerique"].feeds} == {"fr"}
    assert len(outlets["tunisie-numerique"].feeds) == 2


def test_state_camps_hold_state_media_only() -> None:
    for outlet in read_outlets([CATALOG]).values():
        if outlet.ownership == "state" and outlet.camp is not None:
            assert outlet.camp.startswith(("state-", "movement-")), outlet.id


def test_sisters_share_a_group() -> None:
    outlets = read_outlets([CATALOG])
    assert outlets["bbc"].group == outlets["bbc-arabic"].group
    assert outlets["tass"].group != outlets["rt"].group


def test_overlay_replaces_and_disables(tmp_path: Path) -> None:
    shipped = catalog(tmp_path / "a", echo=GOOD, other=GOOD.replace("echo", "other"))
    overlay = catalog(tmp_path / "b", echo=GOOD.replace('"Echo"', '"Echo II"'))
    (overlay / "disabled.toml").write_text('feeds = ["other"]\n')
    outlets = read_outlets([shipped, overlay])
    assert outlets["echo"].name == "Echo II"
    assert [feed.enabled for feed in feeds_of(outlets).values()] == [True, False]


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        (("name =", "nom ="), 1, "unknown key 'nom'"),
        (('["fr"]', '"fr"'), 2, "languages"),
        (("https://echo.example/feed", "file:///etc/hostname"), 7, "only http"),
        (("https://echo.example/feed", "/etc/hostname"), 7, "only http"),
        (("https://echo.example/feed", "data:text/xml,x"), 7, "only http"),
        (("https://echo.example/feed", "http://127.0.0.1/f"), 7, "private host"),
        (("https://echo.example/feed", "http://0x7f.1/f"), 7, "private host"),
        (("https://echo.example/feed", "http://localhost:8000/f"), 7, "private host"),
        (("https://echo.example/feed", "http://[::ffff:10.0.0.1]/f"), 7, "private host"),
        (('id = "echo"', 'id = "Echo!"'), 6, "form"),
        (('language = "fr"\n', 'language = "fr"\ntimezone = "Tunis"\n'), 9, "timezone"),
        (('language = "fr"\n', 'language = "fr"\nenabled = 1\n'), 9, "enabled"),
        (('language = "fr"\n', 'language = "fr'), 8, "TOML"),
        (("[[feeds]]\n", 'ownership = "secret"\n[[feeds]]\n'), 5, "ownership"),
    ],
)
def test_faults_name_path_and_line(tmp_path: Path, change: tuple[str, str], line: int, says: str) -> None:
    folder = catalog(tmp_path, echo=GOOD.replace(*change))
    with pytest.raises(CatalogError, match=says) as caught:
        read_outlets([folder])
    assert (caught.value.path.name, caught.value.line) == ("echo.toml", line)


def test_doubled_ids_and_addresses_are_refused(tmp_path: Path) -> None:
    folder = catalog(tmp_path, echo=GOOD, second=GOOD.replace('id = "echo"', 'id = "second"'))
    with pytest.raises(CatalogError, match=r"second.toml:7: feed url .* stands in outlet echo"):
        read_outlets([folder])


def test_private_hosts_need_their_own_mention(tmp_path: Path) -> None:
    folder = catalog(tmp_path, echo=GOOD.replace("https://echo.example", "http://127.0.0.1:8080"))
    assert read_outlets([folder], ["127.0.0.1:8080"])["echo"].feeds[0].url.endswith("/feed")
    with pytest.raises(CatalogError):
        read_outlets([folder], ["127.0.0.1:9090"])
    assert is_exempt("http://[::1]:80/x", ["[::1]"])


def test_an_outline_needs_only_addresses(tmp_path: Path) -> None:
    path = tmp_path / "list.opml"
    path.write_text(
        '<opml version="2.0"><body>\n<outline xmlUrl="https://a.example/rss?x=1&amp;y=2"/>\n'
        '<outline text="Écho" xmlUrl="https://b.example/rss" language="fr-FR"/></body></opml>'
    )
    outlets = read_feeds_file(path)
    assert {o.feeds[0].url: (o.ownership, o.feeds[0].language) for o in outlets.values()} == {
        "https://a.example/rss?x=1&y=2": (None, None),
        "https://b.example/rss": (None, "fr"),
    }
    assert [row.line for row in read_outline(path)] == [2, 3]


def test_an_outline_survives_writing_and_reading(tmp_path: Path) -> None:
    outlets = read_outlets([CATALOG])
    path = tmp_path / "all.opml"
    path.write_text(write_outline(outlets.values()), "utf-8")
    assert {feed.url for feed in feeds_of(read_feeds_file(path)).values()} == {
        feed.url for feed in feeds_of(outlets).values()
    }


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE o [<!ENTITY a "b">]><opml><outline xmlUrl="https://a.example/"/></opml>',
        "<opml><outline/></opml>",
        "<opml>",
        '<opml><outline xmlUrl="file:///etc/passwd"/></opml>',
    ],
)
def test_bad_outlines_are_catalogue_errors(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.opml"
    path.write_text(text)
    with pytest.raises(CatalogError):
        read_feeds_file(path)


def test_a_list_in_toml_names_its_outlets(tmp_path: Path) -> None:
    path = tmp_path / "list.toml"
    path.write_text('[[outlets]]\nid = "e"\nname = "E"\n[[outlets.feeds]]\nid = "e"\nurl = "https://e.example/f"\n')
    assert read_feeds_file(path)["e"].feeds[0].outlet_id == "e"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "::1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),  # noqa: S104 - refused here, not bound
        *("224.0.0.1", "ff02::1", "fc00::1", "fe80::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
        *("2001:0:1::1", "::7f00:1", "255.255.255.255", "fec0::1", "64:ff9b:1::1", "240.0.0.1", "fe80::1%1", "x"),
    ],
)
def test_check_23_private_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822", "::ffff:8.8.8.8"])
def test_check_23_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost", "printer", "a.local"])
def test_check_23_hosts_are_private_however_spelled(host: str) -> None:
    assert is_private_host(host)


def test_names_of_the_internet_are_not_literal() -> None:
    assert literal_address("echo.example") is None
    assert not is_private_host("echo.example")


def test_slugs_are_plain() -> None:
    assert slug("Tunisie Numérique") == "tunisie-numerique"
    assert slug("\u0639\u0643\u0627\u0638").startswith("x")


def test_bare_feeds_are_outlets_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "list.toml"
    path.write_text('[[feeds]]\nid = "a"\nurl = "https://a.example/"\n[[feeds]]\nid = "b"\nurl = "file:///x"\n')
    with pytest.raises(CatalogError, match=r"list.toml:6: only http"):
        read_feeds_file(path)
    path.write_text(path.read_text().replace("file:///x", "https://b.example/"))
    assert {key: outlet.group for key, outlet in read_feeds_file(path).items()} == {"a": "a", "b": "b"}


def test_feeds_of_an_outline_keep_their_ids(tmp_path: Path) -> None:
    path = tmp_path / "list.opml"
    rows = [f'<outline xmlUrl="https://e.example/{n}" text="{"Same" if n < 2 else ""}"/>' for n in range(4)]
    rows.append('<outline xmlUrl="https://f.example/" text="Own"/>')
    ids = []
    for order in (rows, rows[::-1], rows[1:]):
        path.write_text(f"<opml>{''.join(order)}</opml>")
        ids.append({outlet.feeds[0].url: key for key, outlet in read_feeds_file(path).items()})
    assert ids[0] == ids[1]
    assert ids[2].items() <= {**ids[0], "https://e.example/1": "same"}.items()
    assert ids[0]["https://f.example/"] == "own"
