"""The language of a text: declared, by letters, by the model, or honestly unknown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.languages import identify_language


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("Le président menace Téhéran de nouvelles frappes", None, "fr"),
        ("The talks are to resume on Friday, officials said", None, "en"),
        ("Los ministros se reunieron el viernes en Madrid", None, "es"),
        ("تبدأ المحادثات يوم الجمعة", None, "ar"),
        ("گفتگوها روز جمعه آغاز می‌شود", None, "fa"),
        ("اردو میں خبریں ہے", None, "ur"),
        ("השיחות יתחילו ביום שישי", None, "he"),
        ("Переговоры начнутся в пятницу", None, "ru"),
        ("Iran says", "fr", "fr"),
        ("روابط ایران", "fa", "fa"),
        ("تهران", "fa", "fa"),
        ("تبدأ المحادثات يوم الجمعة", "en", "ar"),
        ("The talks are to resume on Friday, officials said", "ar", "en"),
        ("12 %", None, None),
        ("12 %", "ar", "ar"),
        ("OK", None, None),
    ],
)
def test_languages(text: str, declared: str | None, expected: str | None) -> None:
    assert identify_language(text, declared) == expected


@given(st.text(max_size=100), st.sampled_from([None, "fr", "ar", "zz"]))
def test_any_text_has_a_code_or_none(text: str, declared: str | None) -> None:
    found = identify_language(text, declared)
    assert found is None or len(found) == 2
