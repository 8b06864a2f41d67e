"""The settings of the server that safety and privacy rest on."""

import tomllib

import pytest

from observatory.settings import PROJECT

CONFIG = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("section", "option", "value"),
    [
        ("client", "showErrorDetails", "none"),
        ("client", "showErrorLinks", False),
        ("client", "toolbarMode", "minimal"),
        ("client", "showSidebarNavigation", False),
        ("server", "maxUploadSize", 25),
        ("server", "enableXsrfProtection", True),
        ("server", "enableStaticServing", True),
        ("server", "enableAgentApi", False),
        ("server", "headless", True),
        ("server", "address", "127.0.0.1"),
        ("browser", "gatherUsageStats", False),
        ("browser", "serverAddress", "localhost"),
    ],
)
def test_the_server_is_set_so(section: str, option: str, value: object) -> None:
    """Each setting has the value that the platform notes ask for."""
    assert CONFIG[section][option] == value


def test_hosts_are_left_to_the_environment() -> None:
    """Which names the server answers to is the installation's to say."""
    assert "allowedHosts" not in CONFIG["server"]


def test_no_font_is_fetched() -> None:
    """The theme names no address."""
    assert "http" not in str(CONFIG["theme"])


def test_both_grounds_are_declared() -> None:
    """A reader gets the light or the dark theme of their system."""
    assert {"light", "dark"} <= set(CONFIG["theme"])


def test_the_accent_is_the_agency_s() -> None:
    """The light theme wears the default accent."""
    assert CONFIG["theme"]["light"]["primaryColor"] == "#1B4D6B"
