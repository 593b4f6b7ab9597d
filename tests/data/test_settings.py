"""Settings are read whole or refused with what to change."""

from __future__ import annotations

import pytest

from data.commands.doctor import check_contact
from data.errors import SettingsError
from data.settings import USER_AGENT, read_settings


def test_nobody_is_named_unless_the_operator_says_who() -> None:
    settings = read_settings({})
    assert settings.user_agent == USER_AGENT
    assert "(" not in USER_AGENT, "an address that nobody gave would be a false one"
    assert "DETENTE_CONTACT" in check_contact(settings).detail


@pytest.mark.parametrize("contact", ["https://example.org/about", "desk@example.org"])
def test_check_14_the_contact_is_told_to_servers(contact: str) -> None:
    settings = read_settings({"DETENTE_CONTACT": contact})
    assert settings.user_agent == f"{USER_AGENT} (+{contact})"
    assert "DETENTE_CONTACT" not in check_contact(settings).detail


@pytest.mark.parametrize(
    "environment",
    [
        {"DETENTE_CONTACT": "me"},
        {"DETENTE_CONTACT": "https://e.example/\r\nX: y"},
        {"DETENTE_USER_AGENT": "a\nb"},
        {"DETENTE_LOG": "xml"},
        {"DETENTE_STORE": "mysql://x"},
    ],
)
def test_wrong_settings_name_the_variable(environment: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=next(iter(environment))):
        read_settings(environment)


def test_own_words_for_servers_stand_as_they_are() -> None:
    assert read_settings({"DETENTE_USER_AGENT": "Desk/2", "DETENTE_CONTACT": "a@b.example"}).user_agent == "Desk/2"
