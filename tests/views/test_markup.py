"""No text of a feed becomes markup."""

from __future__ import annotations

import ast
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from views.markup import Markup, join, link, tag, web_address

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "views").rglob("*.py"))


class Collector(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def read(markup: str) -> Collector:
    collector = Collector()
    collector.feed(markup)
    collector.close()
    return collector


@given(st.text())
def test_any_text_is_shown_as_it_is(text: str) -> None:
    found = read(tag("p", text, title=text))
    assert found.tags == ["p"]
    assert found.text == text.replace("\r\n", "\r\n")


def test_markup_inside_markup_is_kept() -> None:
    assert tag("p", tag("b", "<"), None, " a") == "<p><b>&lt;</b> a</p>"
    assert join([tag("b", "x"), tag("b", "y")]) == "<b>x</b><b>y</b>"


@pytest.mark.parametrize("name", ["script", "iframe", "style", "form", "svg", "object"])
def test_dangerous_elements_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        tag(name, "x")


def test_event_handlers_are_refused() -> None:
    with pytest.raises(ValueError, match="onclick"):
        tag("p", "x", onclick="alert(1)")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//host/x", "https://", "http://[", None, ""]
)
def test_check_71_only_web_addresses_become_links(url: str | None) -> None:
    assert web_address(url) is None
    assert read(link("x", url)).tags == ["span"]


def test_check_71_links_tell_nothing() -> None:
    assert 'rel="noopener noreferrer"' in link("x", "https://a.example/b?c=1&d=2")


def calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_check_68_html_reaches_a_page_by_one_way_only(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    for call in calls(tree):
        assert not any(keyword.arg in ("unsafe_allow_html", "unsafe_allow_javascript") for keyword in call.keywords)
        name = ast.unparse(call.func)
        assert name not in ("components.html", "st.components.v1.html", "st.markdown", "st.write", "st.file_uploader")
        if name == "st.html":
            assert path.name == "frame.py"
        if name == "Markup":
            assert path.name == "markup.py"


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_check_72_pages_only_read_the_news(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    names = {ast.unparse(call.func) for call in calls(tree)}
    assert not names & {"eval", "exec", "pickle.loads", "pickle.load", "st.file_uploader"}
    writers = {"sample.py": "the sample's own store", "serve.py": "migration before serving"}
    for call in calls(tree):
        if ast.unparse(call.func) == "open_store" and path.name not in writers:
            assert any(keyword.arg == "read_only" for keyword in call.keywords)


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_check_78_tables_hold_neutral_cells(path: Path) -> None:
    for call in calls(ast.parse(path.read_text("utf-8"))):
        if ast.unparse(call.func) == "st.dataframe":
            assert ast.unparse(call.args[0]).startswith("neutral_frame(")


def test_show_refuses_plain_text() -> None:
    from views.pages.parts.frame import show

    with pytest.raises(TypeError):
        show("<b>x</b>")  # type: ignore[arg-type]
    assert isinstance(tag("b", "x"), Markup)
