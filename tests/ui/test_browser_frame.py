"""The frame in a real browser: links, search, language, and nothing asked of the outside."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser import PHONE, Server, Visit, browsing, serving, visiting

pytestmark = pytest.mark.skipif(not Path("/usr/bin/chromium").exists(), reason="Debian's chromium is not installed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as found:
        yield found


@pytest.fixture(scope="module")
def server(shipped_store: Path) -> Iterator[Server]:
    with serving(shipped_store) as found:
        yield found


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """A tab that must end without an error, a failed answer, or a request to another host."""
    with visiting(browser) as found:
        yield found
        assert (found.errors, found.failed, found.outside) == ([], [], [])


def test_the_first_session_may_open_a_page_by_its_address(shipped_store: Path, visit: Visit) -> None:
    """On a fresh server, a page's own link draws the frame and the page, with its parameters."""
    with serving(shipped_store) as fresh:
        visit.open(f"{fresh.url}/tendances?territoire=38151&annees=2015-2020")
        assert visit.title == "Échirolles"
        assert visit.query == "territoire=38151&annees=2015-2020"
        assert "Traceback" not in fresh.console()


def test_the_server_says_that_it_lives(server: Server) -> None:
    """Its health names the snapshot and nothing of the store."""
    assert server.health() == {"status": "ok", "snapshot": 1}


@pytest.mark.parametrize("typed", ["échi", "echi", "ECHI", "38151"])
def test_a_commune_is_found_as_it_is_typed(server: Server, visit: Visit, typed: str) -> None:
    """With or without accents, in any case, or by its code: Enter takes the first."""
    visit.open(f"{server.url}/tendances")
    visit.choose_territory(typed)
    assert visit.title == "Échirolles"
    assert visit.query == "territoire=38151"


def test_a_commune_of_the_rest_of_france_is_found(server: Server, visit: Visit) -> None:
    """The search knows every commune, "st" stands for « Saint », and words may be cut."""
    visit.open(f"{server.url}/tendances")
    visit.choose_territory("st malo")
    assert visit.title == "Saint-Malo"


def test_the_search_opens_on_home(server: Server, visit: Visit) -> None:
    """Before anything is typed, the home territory is offered first."""
    visit.open(f"{server.url}/tendances?territoire=38151")
    visit.page.get_by_role("combobox", name="Territoire").click()
    assert visit.page.get_by_role("option").first.inner_text().startswith("Grenoble-Alpes-Métropole")


def test_the_search_is_left_by_escape(server: Server, visit: Visit) -> None:
    """Escape closes the list and gives the name back."""
    visit.open(f"{server.url}/tendances?territoire=38151")
    box = visit.page.get_by_role("combobox", name="Territoire")
    box.fill("gren")
    visit.page.get_by_role("option").first.wait_for()
    box.press("Escape")
    assert box.input_value() == "Échirolles"
    assert visit.page.get_by_role("option").count() == 0


def test_back_returns_to_the_view_before(server: Server, visit: Visit) -> None:
    """The browser's back button undoes a choice, and the address with it."""
    visit.open(f"{server.url}/tendances?territoire=38151")
    visit.choose_territory("meylan")
    visit.page.go_back()
    visit.settle()
    assert (visit.title, visit.query) == ("Échirolles", "territoire=38151")


def test_a_link_reopens_the_same_view(server: Server, browser: Browser, visit: Visit) -> None:
    """The address after some choices, opened elsewhere, shows the same."""
    visit.open(f"{server.url}/tendances")
    visit.choose_territory("voiron")
    visit.page.get_by_role("slider").first.press("ArrowRight")
    visit.settle()
    with visiting(browser) as other:
        other.open(visit.page.url)
        assert (other.title, other.query) == ("Voiron", "territoire=38563&annees=2012-2023")
        assert other.page.get_by_role("slider").first.input_value() == "2012"


def test_links_to_pages_carry_the_view(server: Server, visit: Visit) -> None:
    """A page opened from another, even in a new tab, is about the same territory."""
    visit.open(f"{server.url}/tendances?territoire=38151")
    links = visit.page.locator(".st-key-pages a")
    assert [str(link.get_attribute("href")).endswith("territoire=38151") for link in links.all()] == [
        True
    ] * links.count()
    assert visit.page.locator(".st-key-pages a[aria-current=page] p").inner_text() == "Tendances"


def test_an_unknown_page_is_said(server: Server, browser: Browser) -> None:
    """An address without a page answers 404 in French."""
    with visiting(browser) as lost:
        lost.page.goto(f"{server.url}/nimporte")
        assert lost.page.locator("h1").inner_text() == "Cette page n'existe pas"


def test_streamlit_speaks_french(server: Server, visit: Visit) -> None:
    """Its own words are translated as they appear, and the page declares its language."""
    visit.open(f"{server.url}/tendances")
    assert visit.page.locator("html").get_attribute("lang") == "fr"
    assert visit.page.get_by_test_id("stSkipToContent").inner_text() == "Aller au contenu"
    visit.page.get_by_test_id("stSidebar").hover()  # the button shows under the pointer
    assert visit.page.get_by_role("button", name="Fermer la sélection").is_visible()


def test_the_language_can_be_changed(server: Server, visit: Visit) -> None:
    """In English, the page says so, Streamlit's words come back, and the link keeps it."""
    visit.open(f"{server.url}/tendances")
    visit.page.get_by_text("English").click()
    visit.settle()
    assert visit.page.locator("html").get_attribute("lang") == "en"
    assert visit.page.get_by_test_id("stSkipToContent").inner_text() == "Skip to main content"
    assert visit.query == "langue=en"


def test_an_empty_store_says_what_to_do(tmp_path: Path, visit: Visit) -> None:
    """A server without data starts, and its page says which command to run."""
    with serving(tmp_path / "none") as empty:
        visit.open(f"{empty.url}/tendances")
        assert "make run" in visit.page.get_by_role("status").first.inner_text()
        assert empty.health()["snapshot"] == 0


def test_a_phone_shows_the_page_and_hides_the_selection(server: Server, browser: Browser) -> None:
    """In portrait, nothing is wider than the window, and the selectors are one named button away."""
    with visiting(browser, size=PHONE) as phone:
        phone.open(f"{server.url}/tendances?territoire=38151")
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        phone.page.get_by_role("button", name="Ouvrir la sélection").click()
        phone.choose_territory("meylan")
        assert phone.title == "Meylan"
        assert (
            phone.page.get_by_role("combobox", name="Territoire").is_hidden()
            or phone.page.get_by_role("button", name="Ouvrir la sélection").is_visible()
        )
        assert phone.errors == []


@pytest.mark.parametrize("dark", [False, True])
def test_the_frame_is_accessible(server: Server, browser: Browser, *, dark: bool) -> None:
    """Axe finds nothing serious, on either ground, with the search open."""
    with visiting(browser, dark=dark) as visit:
        visit.open(f"{server.url}/tendances?territoire=38151")
        visit.page.get_by_role("combobox", name="Territoire").click()
        visit.page.get_by_role("option").first.wait_for()
        found = Axe().run(visit.page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
