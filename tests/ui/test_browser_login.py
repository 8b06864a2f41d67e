"""The way in, from a real browser: a provider of identities, an account, a right taken away, an address opened first."""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError

import pytest

from observatory.access import Role, User, keeping
from observatory.store import Store, accounts
from tests.browser import Server, Visit, browsing, free_port, serving, visiting

KEEPER = User("k", Role.ADMINISTRATOR)
PEOPLE = ("conseil@example.fr", "mairie@example.fr", "passant@example.fr", "comptes@example.fr")


@contextmanager
def providing() -> Iterator[str]:
    """A provider that knows a few people and vouches for their addresses."""
    port = free_port()
    claims = [json.dumps({"sub": email, "email": email, "email_verified": True}) for email in PEOPLE]
    command = [str(Path(sys.executable).parent / "oidc-provider-mock"), "--port", str(port)]
    command += [part for one in claims for part in ("--user-claims", one)]
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/.well-known/openid-configuration"
    try:
        for _ in range(200):
            with suppress(URLError, ConnectionError):
                urllib.request.urlopen(address, timeout=2).close()
                break
            time.sleep(0.05)
        yield address
    finally:
        started.terminate()
        started.wait(10)


@pytest.fixture(scope="module")
def server(shipped_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app with a login, and four people of whom three are invited."""
    store = Store(shipped_store)
    for email, role, places in (
        ("conseil@example.fr", "adviser", ["dep:38"]),
        ("mairie@example.fr", "commune", ["38151"]),
        ("comptes@example.fr", "administrator", []),
    ):
        keeping.invite(store, KEEPER, email, name="", role=role, territories=places)
    home, port = tmp_path_factory.mktemp("home"), free_port()
    with providing() as metadata:
        secrets = home / ".streamlit" / "secrets.toml"
        secrets.parent.mkdir()
        secrets.write_text(
            f"""[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "a-long-secret-of-this-test-and-no-other"
client_id = "observatory"
client_secret = "unchecked"
server_metadata_url = "{metadata}"
""",
            encoding="utf-8",
        )
        with serving(shipped_store, port=port, environment={"HOME": str(home), "OBSERVATORY_LOGIN": "oidc"}) as running:
            yield running


def log_in(visit: Visit, email: str) -> None:
    visit.page.get_by_role("button", name="Se connecter").click()
    visit.page.wait_for_url("**/oauth2/authorize**")
    visit.page.get_by_role("button", name=email).click()
    visit.page.get_by_role("button", name="Se déconnecter").wait_for()
    visit.settle()


def pages(visit: Visit) -> set[str]:
    return {link.inner_text().strip() for link in visit.page.locator(".st-key-pages a").all()}


def test_the_way_in(server: Server, shipped_store: Path) -> None:
    """Nobody known reads what is public; an account has the pages of its role, and loses them at the next click."""
    with browsing() as browser, visiting(browser) as visit:
        visit.open(f"{server.url}/ajouter-une-source")  # first of all, on a fresh server
        assert "demande une connexion" in visit.page.locator("[data-testid=stMain]").inner_text()
        assert visit.page.get_by_role("button", name="Prendre ces données").count() == 0
        assert pages(visit).isdisjoint({"Ajouter une source", "Comptes", "Tableaux de bord"})
        log_in(visit, "conseil@example.fr")
        assert {"Ajouter une source", "Tableaux de bord"} <= pages(visit)
        account = accounts.of_email(Store(shipped_store), "conseil@example.fr")
        assert account is not None
        keeping.change(Store(shipped_store), KEEPER, account.id, role="adviser", territories=[], active=False)
        visit.open(f"{server.url}/ajouter-une-source")
        assert "n'avez pas le droit" in visit.page.locator("[data-testid=stMain]").inner_text()
        visit.page.get_by_role("button", name="Se déconnecter").click()
        visit.page.wait_for_timeout(1000)  # by the provider, which ends its own session
        visit.open(f"{server.url}/")
        assert visit.page.get_by_role("button", name="Se connecter").count() == 1


def test_each_role_has_its_pages(server: Server) -> None:
    """Whoever is not invited reads what is public and is told so; who keeps accounts keeps them, and decides nothing."""
    with browsing() as browser:
        with visiting(browser) as visit:
            visit.open(f"{server.url}/comptes")
            log_in(visit, "passant@example.fr")
            assert "n'est pas invité ici" in visit.page.locator("[data-testid=stSidebar]").inner_text()
            assert pages(visit).isdisjoint({"Ajouter une source", "Comptes", "Tableaux de bord"})
        with visiting(browser) as visit:
            visit.open(f"{server.url}/comptes")
            log_in(visit, "comptes@example.fr")
            visit.open(f"{server.url}/comptes")
            assert "mairie@example.fr" in visit.page.locator("[data-testid=stMain]").inner_text()
            assert pages(visit).isdisjoint({"Ajouter une source", "Tableaux de bord"})
