"""Without a login the observatory serves its own machine, and nobody else."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from observatory.access import LOCAL, Action, Object, Role, User, authorize, keeping
from observatory.errors import ObservatoryError
from observatory.settings import PROJECT, Settings, settings
from observatory.store import Store
from observatory.ui import doors, private_files, shell
from observatory.ui.private_files import File


@pytest.fixture(autouse=True)
def fresh_settings() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


def said(_request: Request) -> Response:
    return PlainTextResponse("ok")


def client() -> TestClient:
    app = Starlette(routes=[Route("/", said)])
    return TestClient(doors.Doors(app), base_url="http://localhost:8501")


def test_its_own_machine_is_served() -> None:
    """A reader at the machine is answered."""
    assert client().get("/").text == "ok"


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "observatoire.example.fr"},
        {"host": "10.0.0.4:8501"},
        {"x-forwarded-for": "203.0.113.7"},
        {"forwarded": "for=203.0.113.7"},
    ],
)
def test_others_are_refused(headers: dict[str, str]) -> None:
    """Another name, another address, or what a proxy forwards is refused while nobody has to log in."""
    assert client().get("/", headers=headers).status_code == 421


def test_with_a_login_others_are_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes from elsewhere is served where a login says who they are."""
    monkeypatch.setenv("OBSERVATORY_LOGIN", "oidc")
    assert client().get("/", headers={"host": "observatoire.example.fr"}).text == "ok"


@pytest.mark.parametrize("address", ["0.0.0.0", "", "192.168.1.20", "::"])  # noqa: S104 - refused
def test_an_open_address_needs_a_login(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """An address that others reach is refused by a code."""
    monkeypatch.setattr(st, "get_option", lambda _name: address)
    with pytest.raises(ObservatoryError, match="login_missing"):
        doors.check()


def test_a_login_half_set_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the provider's settings lack is named."""
    monkeypatch.setenv("OBSERVATORY_LOGIN", "oidc")
    monkeypatch.setattr(st, "secrets", {"auth": {"client_id": "x", "redirect_uri": "y"}})
    with pytest.raises(ObservatoryError) as refused:
        doors.check()
    assert refused.value.params["missing"] == ["cookie_secret", "client_secret", "server_metadata_url"]


def test_the_server_stops_rather_than_open(tmp_path: Path) -> None:
    """Started on every address without a login, it ends at once, and says why."""
    known = os.environ | {"OBSERVATORY_STORE": str(tmp_path), "STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}  # noqa: S104
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "0"]
    done = subprocess.run(command, cwd=PROJECT, env=known, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0
    assert "login_missing" in done.stdout + done.stderr


def test_https_is_kept() -> None:
    """A reader who came by HTTPS is told to come so for a year; one who did not is told nothing."""
    app = shell.Shell(Starlette(routes=[Route("/x", said)]), title="O", pages=frozenset())
    name = "strict-transport-security"
    assert TestClient(app, base_url="https://example.fr").get("/x").headers[name].startswith("max-age=31536000")
    assert name not in TestClient(app, base_url="http://localhost").get("/x").headers
    assert (
        name in TestClient(app, base_url="http://example.fr").get("/x", headers={"x-forwarded-proto": "https"}).headers
    )


def _receipt(user: User, _settings: Settings, told: Mapping[str, str]) -> File:
    authorize(user, Action.SEE_DEPOSITS, Object(told["of"]))
    return File("reçu.txt", "text/plain", f"of {told['of']}".encode())


def test_a_private_file_is_judged_as_it_leaves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its address gives it to whoever it was made for; once their account is closed, it gives a sentence."""
    monkeypatch.setenv("OBSERVATORY_STORE", str(tmp_path / "store"))
    store, keeper = Store(tmp_path / "store"), User("k", Role.ADMINISTRATOR)
    account = keeping.invite(store, keeper, "mairie@example.fr", name="", role="commune", territories=["38151"])
    kinds = {"receipt": _receipt}
    app = Starlette(routes=[Route("/fichiers/{ticket}", private_files.answer(kinds))])
    reader = TestClient(app)
    user = User(account.id, Role.COMMUNE, frozenset({"38151"}))
    own, other = (private_files.address(user, "receipt", {"of": code}) for code in ("38151", "38185"))
    given = reader.get(own)
    assert (given.content, given.headers["cache-control"]) == (b"of 38151", "no-store")
    assert "attachment" in given.headers["content-disposition"]
    assert reader.get(other).status_code == 403
    assert b"38185" not in reader.get(other).content
    assert reader.get("/fichiers/nothing").status_code == 403
    keeping.change(store, keeper, account.id, role="commune", territories=["38151"], active=False)
    assert reader.get(own).status_code == 403


def test_the_local_adviser_has_an_address_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the agency's machine files leave the same way."""
    monkeypatch.setenv("OBSERVATORY_STORE", str(tmp_path / "store"))
    app = Starlette(routes=[Route("/fichiers/{ticket}", private_files.answer({"receipt": _receipt}))])
    address = private_files.address(LOCAL, "receipt", {"of": "38151"})
    assert TestClient(app).get(address).content == b"of 38151"
