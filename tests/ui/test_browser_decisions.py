"""In a real browser: a decision noted on a wall by a key, a dossier taken away, a figure inside another site."""

import shutil
import threading
from collections.abc import Iterator
from html import escape
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from observatory.dashboards import kept
from observatory.dashboards.contract import Dashboard, Screen
from observatory.store import Store, decisions
from observatory.view import View
from tests.browser import PHONE, PROJECTOR, Server, Visit, browsing, serving, visiting
from tests.exports.papers import one_line

SERIOUS = {"serious", "critical"}
SCREENS = tuple(
    Screen(view=View(page="tendances", territory="38151").but(figure=figure)) for figure in ("trend", "parts")
)


@pytest.fixture(scope="module")
def store(shipped_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    place = tmp_path_factory.mktemp("decisions") / "store"
    shutil.copytree(shipped_store, place)
    return Store(place)


@pytest.fixture(scope="module")
def number(store: Store) -> int:
    return kept.add(store, Dashboard(title="Réunion de juin", screens=SCREENS)).number


@pytest.fixture(scope="module")
def server(store: Store) -> Iterator[Server]:
    with serving(store.path) as running:
        yield running


@pytest.fixture
def visit() -> Iterator[Visit]:
    with browsing() as browser, visiting(browser) as opened:
        yield opened


def project(visit: Visit, server: Server, number: int) -> None:
    visit.open(f"{server.url}/projection?tableau={number}")
    visit.page.locator(".st-key-screen_1 h1").wait_for(state="attached", timeout=60_000)
    visit.settle()


def serious(visit: Visit) -> list[str]:
    return [one["id"] for one in Axe().run(visit.page).response["violations"] if one["impact"] in SERIOUS]


def test_a_decision_is_noted_on_the_screen_it_is_taken_on(
    server: Server, store: Store, number: int, visit: Visit
) -> None:
    """N opens the form, keys typed there command nothing, Escape puts it away; the next meeting is shown the decision."""
    project(visit, server, number)
    visit.page.keyboard.press("PageDown")
    visit.page.wait_for_url("**ecran=2**")
    visit.page.keyboard.press("n")
    panel = visit.page.locator(".st-key-wall_notes")
    panel.wait_for(state="visible")
    assert serious(visit) == []
    panel.get_by_label("Ce qui est dit").fill("Écrire à b et à f")
    panel.get_by_label("Qui s'en charge").press_sequentially("nbf")
    panel.get_by_role("button", name="Noter", exact=True).click()
    panel.get_by_text("C'est noté, sur l'écran 2.").wait_for()
    assert visit.page.evaluate("document.documentElement.dataset.screen") == "2"
    visit.page.keyboard.press("Escape")
    panel.wait_for(state="hidden")
    (one,) = decisions.standing(store)
    assert (one.noted.text, one.noted.who, one.noted.view["options"]) == (
        "Écrire à b et à f",
        "nbf",
        [["figure", "parts"]],
    )
    project(visit, server, number)
    assert "1 point à suivre (touche N)" in visit.page.locator(".st-key-screen_0").text_content()  # type: ignore[operator]
    assert "Écrire à b et à f (nbf)" in visit.page.locator(".st-key-screen_1").text_content()  # type: ignore[operator]
    assert visit.errors == []
    assert visit.outside == []


def test_the_dossier_is_taken_away(server: Server, number: int, visit: Visit) -> None:
    """« Documents » gives a PDF that has the title, and the number that its name has."""
    visit.open(f"{server.url}/tableaux-de-bord?territoire=38151")
    visit.page.get_by_role("button", name="Documents").first.click()
    with visit.page.expect_download() as given:
        visit.page.get_by_role("button", name="Dossier de réunion (PDF)").click()
    words = one_line(" ".join(page.extract_text() for page in PdfReader(given.value.path()).pages))
    identity = given.value.suggested_filename.removesuffix(".pdf").rsplit("-", 1)[1]
    assert "Réunion de juin" in words
    assert f"n° {identity}" in words
    assert number
    for name, kind in (("Diapositives (PPTX)", "pptx"), ("Classeur (XLSX)", "xlsx")):
        with visit.page.expect_download() as other:
            visit.page.get_by_role("button", name=name).click()
        assert other.value.suggested_filename.endswith(f".{kind}")
        assert other.value.path().read_bytes().startswith(b"PK")
    visit.open(f"{server.url}/objectifs?territoire=38151")
    with visit.page.expect_download() as annex:
        visit.page.get_by_role("button", name="Annexe à la délibération (PDF)").click()
    assert annex.value.path().read_bytes().startswith(b"%PDF")
    assert visit.errors == []


@pytest.mark.parametrize("size", [PROJECTOR, PHONE], ids=["projector", "phone"])
def test_new_pages_are_readable_by_everybody(server: Server, size: tuple[int, int]) -> None:
    """The list of decisions and the figure to embed: nothing serious for axe, and no scrolling sideways."""
    with browsing() as browser, visiting(browser, size=size) as visit:
        for address in ("decisions?etat=tous", "integrer?territoire=38151&sur=tendances&figure=trend"):
            visit.open(f"{server.url}/{address}")
            assert serious(visit) == []
            assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


class Site(BaseHTTPRequestHandler):
    """Another site, with one page."""

    page = ""

    def do_GET(self) -> None:
        """Its page, whatever is asked."""
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.page.encode())

    def log_message(self, *_: object) -> None:  # type: ignore[override]
        """Nothing."""


def test_a_figure_stands_inside_another_site_and_no_other_page_does(server: Server, visit: Visit) -> None:
    """The code under a figure, pasted on another site, shows its sentence and source; any other page is refused."""
    visit.open(f"{server.url}/tendances?territoire=38151&vue=secteur")
    reading = visit.page.locator("h2.reading").first.inner_text()
    visit.page.get_by_role("button", name="Lien").first.click()
    code = visit.page.locator("code", has_text="<iframe").first
    code.wait_for()
    Site.page = (
        f"<!DOCTYPE html><title>site</title>{code.inner_text()}<iframe src='{escape(server.url)}/tendances'></iframe>"
    )
    site = HTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    other = "127.0.0.1" if "localhost" in server.url else "localhost"
    try:
        visit.page.goto(f"http://{other}:{site.server_port}/")
        frame = visit.page.frame_locator("iframe").first
        frame.locator(".js-plotly-plot").wait_for(timeout=20_000)
        assert frame.locator("h1").first.inner_text() == reading
        assert "Agence ORE" in frame.locator("p.figure-source").last.inner_text()
        assert frame.get_by_role("link", name="Voir cette figure").get_attribute("target") == "_blank"
        assert frame.locator("[data-testid=stSidebar]:visible").count() == 0
        assert len([one for one in visit.errors if "frame-ancestors" in one]) == 1
    finally:
        site.shutdown()
        site.server_close()
