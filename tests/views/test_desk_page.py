"""What is written on the desk comes back, with its author."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from data.store import desk
from views.words import load_words

ROOT = Path(__file__).resolve().parents[2]
WORDS = load_words("en")


def open_page(name: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for key, value in {"lang": "en", "a": "USA", "b": "IRN"}.items():
        app.query_params[key] = value
    app.switch_page(f"views/pages/{name}.py")
    return app.run()


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def test_nothing_is_written_without_a_name(full_home: Path) -> None:
    app = open_page("desk")
    assert next(button for button in app.button if button.label == WORDS("desk.watch_add")).disabled


def test_a_watched_pair_and_a_kept_view_come_back(full_home: Path) -> None:
    app = open_page("desk")
    app.text_input(key="desk_author").set_value("Amira").run()
    press(app, WORDS("desk.watch_add"))
    press(app, WORDS("desk.keep_view"))
    path = full_home / "desk.sqlite"
    assert [watch.pair for watch in desk.read_watches(path)] == ["IRN-USA"]
    assert "a=USA&b=IRN" in desk.read_views(path)[0].query
    body = "\n".join(element.proto.body for element in open_page("desk").get("html"))
    assert WORDS("desk.unverified") in body
    assert 'class="dt-card"' in body


def test_an_error_is_reported_from_the_evidence(full_home: Path) -> None:
    app = open_page("evidence")
    app.text_area(key="report_note").set_value("a joke, not a threat").run()
    app.text_input(key="report_author").set_value("Amira").run()
    press(app, WORDS("desk.save"))
    found = desk.read_corrections(full_home / "desk.sqlite")
    assert [(c.note, c.author.name, c.author.verified) for c in found] == [("a joke, not a threat", "Amira", False)]
    assert found[0].coded.startswith("USA>IRN THREATEN")
