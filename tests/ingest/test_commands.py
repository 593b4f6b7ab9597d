"""Subcommands of the ingest: archives, lists of feeds, the user's own catalogue."""

from __future__ import annotations

import gzip
import json
import os
import signal
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from data.commandline import Command, main
from data.model import StoredArticle
from data.outlets import default_outlets, feeds_of
from data.plugins import discover
from data.settings import read_settings
from data.store import open_store
from ingest import commands
from tests.ingest.serving import Answer, FeedServer, item, rss

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process; gives exit code, output and errors."""
    found = {name.rstrip("_"): command for name, command in discover(commands, "COMMAND", Command).items()}

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main("python -m ingest", "", found, arguments, default="run")
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def stored() -> Sequence[StoredArticle]:
    with open_store(read_settings().store_url, read_only=True) as store:
        return [one for batch in store.articles_to_analyse("none") for one in batch]


def archive(path: Path, *rows: object) -> str:
    text = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows) + "\n"
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return str(path)


ROW = {
    "date": "2025-12-05T01:28:01Z",
    "lang": "fr",
    "outlet": "Le Monde",
    "title": "Les pourparlers reprennent",
    "summary": "Ils reprennent vendredi. Lire la suite",
    "url": "https://www.lemonde.fr/a?utm_source=x",
    "seen": "2025-12-06T03:00:00Z",
}


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_archives_are_imported_once(name: str, call: Run, tmp_path: Path) -> None:
    path = archive(tmp_path / name, ROW, ROW | {"url": "https://e.example/2", "outlet": "No Such Paper", "seen": ""})
    code, told, _ = call("import", path)
    assert (code, told.strip()) == (
        0,
        "import: 2 seen = 2 new + 0 changed + 0 unchanged + 0 duplicate + 0 rejected",
    )
    assert "0 new + 0 changed + 2 unchanged" in call("import", path)[1]
    one, other = (article.article for article in stored())
    assert (one.outlet_id, other.outlet_id) == ("le-monde", "no-such-paper")
    assert one.body == "Ils reprennent vendredi."
    assert one.first_seen_at.isoformat() == "2025-12-06T03:00:00+00:00"
    assert other.first_seen_at == other.published_at
    assert one.url == "https://www.lemonde.fr/a?utm_source=x"


def test_bad_lines_are_counted_by_reason(call: Run, tmp_path: Path) -> None:
    rows = ["{", "[1]", ROW | {"title": ""}, ROW | {"outlet": None}, ROW | {"date": "soon"}, ROW, "", "[" * 100_000]
    code, told, _ = call("import", archive(tmp_path / "a.jsonl", *rows), "--json")
    counts = json.loads(told)
    assert code == 0
    assert counts["new"] == 1
    assert counts["rejected"] == {"bad_date": 1, "bad_json": 3, "no_outlet": 1, "no_title": 1}


def test_archives_without_a_usable_line_are_a_failure(call: Run, tmp_path: Path) -> None:
    assert call("import", archive(tmp_path / "a.jsonl", "{"))[0] == 2


def test_damaged_and_missing_archives_are_one_line(call: Run, tmp_path: Path) -> None:
    path = Path(archive(tmp_path / "a.jsonl.gz", *(ROW | {"url": f"https://e.example/{n}"} for n in range(500))))
    path.write_bytes(path.read_bytes()[:-30])
    code, _, error = call("import", str(path))
    assert (code, len(error.strip().splitlines())) == (3, 1)
    assert "cut short" in error
    assert call("import", str(tmp_path / "none.jsonl"))[0] == 3


def test_a_seen_day_is_no_earlier_than_its_article(call: Run, tmp_path: Path) -> None:
    call("import", archive(tmp_path / "a.jsonl", ROW | {"seen": "2025-12-05"}))
    assert stored()[0].article.first_seen_at.isoformat() == "2025-12-05T01:28:01+00:00"


def test_adding_reads_the_feed_first(
    call: Run, server: FeedServer, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setenv("DETENTE_ALLOW_PRIVATE_HOSTS", f"127.0.0.1:{server.port}")
    url = server.put("/f", Answer(body=rss(item("One", guid="1"))))
    code, told, _ = call("add", url, "--name", "Mon écho", "--language", "fr", "--country", "TUN")
    assert code == 0
    assert f"feed mon-echo ({url}, 1 entries); ownership unknown (--ownership) in " in told
    outlet = default_outlets(read_settings())["mon-echo"]
    assert (outlet.name, outlet.country, outlet.ownership, outlet.feeds[0].language) == ("Mon écho", "TUN", None, "fr")
    assert call("add", url)[0] == 3, "known already"
    page = server.put("/page", Answer(body=b"<html>"))
    assert call("add", page)[0] == 2
    assert len(list((home / "catalog" / "outlets").iterdir())) == 1


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "/etc/hostname", "http://127.0.0.1/f", "data:,x", "ftp://e.example/"]
)
def test_check_28_only_public_web_addresses_can_be_added(url: str, call: Run) -> None:
    code, _, error = call("add", url)
    assert (code, len(error.strip().splitlines())) == (3, 1)


def test_disabling_and_undoing(call: Run) -> None:
    assert call("disable", "tunisie-numerique")[0] == 0
    assert not feeds_of(default_outlets(read_settings()))["tunisie-numerique"].enabled
    assert "disabled" in call("check")[1]
    assert call("disable", "tunisie-numerique", "--undo")[0] == 0
    assert feeds_of(default_outlets(read_settings()))["tunisie-numerique"].enabled
    assert call("disable", "nope")[0] == 3


def test_outlines_go_out_and_in(call: Run, tmp_path: Path) -> None:
    path = tmp_path / "out.opml"
    assert call("opml", "export", "-o", str(path))[0] == 0
    assert call("opml", "import", str(path))[1].startswith("opml: 0 feeds added")
    path.write_text('<opml><body><outline xmlUrl="https://new.example/rss" text="New"/></body></opml>')
    assert call("opml", "import", str(path))[1] == "opml: 1 feeds added, 0 known already\n"
    assert "new" in default_outlets(read_settings())
    assert call("opml", "export")[1].count("https://new.example/rss") == 1


def test_check_109_faults_of_the_catalogue_are_lines(call: Run, home: Path) -> None:
    assert call("check")[0] == 0
    folder = home / "catalog" / "outlets"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('name = "Mine"\ncolour = "red"\n')
    for arguments in (["check"], [], ["--force"]):
        code, told, error = call(*arguments)
        assert code == 3
        assert told == ""
        assert error.strip().startswith(f"{folder / 'mine.toml'}:2: unknown key 'colour'")


BAD_FILES = [
    ('name = "Mine"\ncolour = "red"\n', ":2: unknown key 'colour'"),
    ('name = "Mine\n', ":1: "),
    ('name = "Mine"\n[[feeds]]\nid = "x"\nurl = "http://127.0.0.1/f"\n', ":4: "),
    ('name = "Mine"\n[[feeds]]\nid = "x"\nurl = "file:///etc/hostname"\n', ":4: only http"),
    ('name = "Mine"\n[[feeds]]\nid = "tunisie-numerique"\nurl = "https://e.example/f"\n', ":3: "),
    ('name = "Mine"\n[[feeds]]\nid = "x"\nurl = "https://e.example/f"\nlanguage = "french"\n', ":5: "),
]


@pytest.mark.parametrize(("text", "fault"), BAD_FILES)
def test_check_109_each_fault_names_its_line_and_nothing_starts(text: str, fault: str, call: Run, home: Path) -> None:
    folder = home / "catalog" / "outlets"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(text)
    code, told, error = call("--force", "--no-analysis")
    assert (code, told, len(error.strip().splitlines())) == (3, "", 1)
    assert f"mine.toml{fault}" in error
    assert not (home / "detente.sqlite").exists(), "no partial start"


def test_check_tells_how_feeds_are(
    call: Run, server: FeedServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DETENTE_ALLOW_PRIVATE_HOSTS", f"127.0.0.1:{server.port}")
    path = tmp_path / "feeds.opml"
    urls = [server.put("/gone", Answer(410)), server.put("/bad", Answer(500)), server.put("/new", Answer(body=rss()))]
    outlines = "".join(f'<outline text="f{n}" xmlUrl="{url}"/>' for n, url in enumerate(urls))
    path.write_text(f"<opml><body>{outlines}</body></opml>")
    assert call("--feeds", str(path), "--no-analysis")[0] == 1
    told = call("check", "--feeds", str(path))[1]
    assert "gone: the server says" in told
    assert "release f0" in told
    assert "failed 1 times: the server answered with status 500" in told
    assert "\tfine" in told


def test_check_106_a_watchdog_is_asked_after_runs_that_worked(
    call: Run, server: FeedServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DETENTE_ALLOW_PRIVATE_HOSTS", f"127.0.0.1:{server.port}")
    path = tmp_path / "feeds.opml"
    path.write_text(f'<opml><outline text="f" xmlUrl="{server.put("/f", Answer(body=rss()))}"/></opml>')
    call("--feeds", str(path), "--no-analysis")
    assert server.paths() == ["/f"], "off by default"
    monkeypatch.setenv("DETENTE_PING_URL", server.put("/ping", Answer(204)))
    call("--feeds", str(path), "--no-analysis")
    assert server.paths() == ["/f", "/ping"]
    server.put("/f", Answer(500))
    call("--feeds", str(path), "--no-analysis", "--force")
    assert server.paths() == ["/f", "/ping", "/f"], "nothing worked"


def test_check_106_the_watchdog_is_guarded_like_a_feed(call: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_PING_URL", "http://169.254.169.254/latest/")
    call("disable", "tunisie-numerique")
    code, told, error = call("--feed", "tunisie-numerique", "--no-analysis")
    assert (code, told.startswith("ingest: no feed was due")) == (0, True)
    assert "private host" in error


def test_runs_follow_each_other_until_a_signal(
    call: Run, server: FeedServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DETENTE_ALLOW_PRIVATE_HOSTS", f"127.0.0.1:{server.port}")
    path = tmp_path / "feeds.opml"
    path.write_text(f'<opml><outline text="f" xmlUrl="{server.put("/f", Answer(body=rss()))}"/></opml>')

    def third(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n")
        os.kill(os.getpid(), signal.SIGTERM)

    server.put("/f", Answer(body=rss()), Answer(500), Answer(raw=third))
    code, told, _ = call("--feeds", str(path), "--no-analysis", "--force", "--every", "1s")
    assert told.count("ingest: 1 feeds asked") == 3
    assert code == 2


def test_a_folder_of_outlets_replaces_the_catalogue(call: Run, tmp_path: Path) -> None:
    text = 'name = "E"\n[[feeds]]\nid = "e"\nurl = "https://e.example/"\n'
    (tmp_path / "flat").mkdir()
    (tmp_path / "flat" / "e.toml").write_text(text)
    (tmp_path / "whole" / "outlets").mkdir(parents=True)
    (tmp_path / "whole" / "outlets" / "e.toml").write_text(text)
    for folder in ("flat", "whole"):
        told = call("check", "--catalog", str(tmp_path / folder))[1]
        assert told.startswith("e\t?\thttps://e.example/\tnever asked")
    assert call("check", "--catalog", str(tmp_path / "none"))[0] == 3
