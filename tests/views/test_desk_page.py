"""What is written on the desk comes back, with its author."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from data.store import desk
from views.words import load_words

ROOT = Path(__file__).resolve().parents[2]
WORDS = load_words("en")


def html_of(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def open_page(name: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for key, value in {"lang": "en", "a": "USA", "b": "IRN", **query}.items():
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
    app.text_input(key="keep_author_pair").set_value("Amira").run()
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
    assert (found[0].kind, found[0].proposed) == ("not_event", "")


def test_a_correction_is_applied_shown_and_taken_back(full_home: Path) -> None:
    app = open_page("evidence")
    app.selectbox(key="report_kind").set_value("direction").run()
    app.text_input(key="report_author").set_value("Amira").run()
    press(app, WORDS("desk.save"))
    body = html_of(app)
    told = WORDS("desk.corrected", kind=WORDS("correction.direction"), who="Amira")
    assert told in body
    desk_page = open_page("desk")
    assert "becomes" in html_of(desk_page)
    desk_page.text_input(key="withdraw_author").set_value("Karim").run()
    press(desk_page, WORDS("desk.withdraw"))
    assert "Karim" in html_of(desk_page)
    assert told not in html_of(open_page("evidence"))


def test_filters_stand_in_the_link_and_a_kept_view_brings_them_back(full_home: Path) -> None:
    app = open_page("evidence", status="planned", q="Tehran", outlet="gazette")
    assert app.selectbox(key="filter_status").value == "planned"
    assert app.selectbox(key="filter_outlet").value == "gazette"
    assert app.text_input(key="filter_words").value == "Tehran"
    app.text_input(key="keep_author_evidence").set_value("Amira").run()
    press(app, WORDS("desk.keep_view"))
    (kept,) = desk.read_views(full_home / "desk.sqlite")
    assert kept.page == "evidence"
    assert {"status=planned", "q=Tehran", "outlet=gazette"} <= set(kept.query.split("&"))


def test_the_best_match_may_come_first_in_a_search(full_home: Path) -> None:
    assert open_page("evidence", sort="best").checkbox(key="filter_sort").disabled
    newest = open_page("evidence", q="Tehran")
    assert newest.checkbox(key="filter_sort").value is False
    shown = html_of(newest).count("threatens")
    best = newest.checkbox(key="filter_sort").check().run()
    assert best.query_params["sort"] in ("best", ["best"])
    assert best.checkbox(key="filter_sort").value is True
    assert 0 < html_of(best).count("threatens") < shown
    assert best.checkbox(key="filter_sort").uncheck().run().query_params.get("sort") is None


def test_filters_do_not_follow_to_other_pages(full_home: Path) -> None:
    app = open_page("pair", status="planned", q="Tehran")
    assert not {"status", "q"} & set(app.query_params)
