"""Word lists: choices and paradigms of forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.lexicon import expand, read_cues
from data.errors import CatalogError

PARADIGMS = {"verb": ["*{,ed}", "will *"], "past": ["*{,ed}"]}


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("lift", {"lift"}),
        ("lift{,s}", {"lift", "lifts"}),
        ("verb(bomb)", {"bomb", "bombed", "will bomb"}),
        (
            "past({bomb,shell}) {a,b}",
            {"bomb a", "bombed a", "shell a", "shelled a", "bomb b", "bombed b", "shell b", "shelled b"},
        ),
    ],
)
def test_a_form_is_written_out(form: str, written: set[str]) -> None:
    assert set(expand(form, PARADIGMS)) == written


def test_an_unknown_paradigm_names_file_and_line(tmp_path: Path) -> None:
    cues = tmp_path / "cues.tsv"
    cues.write_text("type\tmode\tpos\tflags\tforms\nASSAULT\t\tv\t\tverb(bomb)|noun(raid)\n", "utf-8")
    with pytest.raises(CatalogError, match=r"unknown paradigm noun") as caught:
        list(read_cues(cues, frozenset({"ASSAULT"}), PARADIGMS))
    assert "cues.tsv" in str(caught.value)
    assert "2" in str(caught.value)
