"""« Données et méthodes » in a real browser: formulas without network, cards in the link, no barrier."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from observatory.wording.explained import registry
from tests.browser import PHONE, PROJECTOR, Server, Visit, browsing, serving, visiting

pytestmark = pytest.mark.skipif(not Path("/usr/bin/chromium").exists(), reason="Debian's chromium is not installed")

PAGE = "donnees-et-methodes"
SERIOUS = {"serious", "critical"}
KEYS = list(registry())
# A link holds 200 characters of one choice.
GROUPS = [KEYS[start : start + 6] for start in range(0, len(KEYS), 6)]


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


def barriers(visit: Visit) -> list[tuple[str, str]]:
    """What axe finds serious, with the first element that has it."""
    found = Axe().run(visit.page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:120]) for one in found if one["impact"] in SERIOUS]


def test_the_page_opens_by_its_link_on_a_fresh_server(shipped_store: Path, visit: Visit) -> None:
    """The first session may open a card by its address, whatever the territory; its formula is drawn by our own files."""
    with serving(shipped_store) as fresh:
        visit.open(f"{fresh.url}/{PAGE}?rubrique=methodes&fiches=fan&territoire=38151")
        visit.page.locator(".katex-display").wait_for()
        assert visit.title == "Données et méthodes"
        assert "Traceback" not in fresh.console()


def test_an_open_card_is_in_the_link(server: Server, visit: Visit) -> None:
    """Opening a card writes it in the address, closing it takes it away, and the address alone opens it again."""
    visit.open(f"{server.url}/{PAGE}?rubrique=methodes")
    card = visit.page.get_by_text("Facteur d'accélération", exact=True)
    card.click()
    visit.page.wait_for_url("**fiches=acceleration**")
    visit.open(visit.page.url)
    visit.page.get_by_text("Il faudrait baisser 3,67 fois plus vite.").wait_for()
    card.click()
    visit.page.wait_for_url(lambda url: "fiches" not in url)
    visit.settle()
    assert visit.page.locator(".katex-display").count() == 0


def test_the_view_is_kept_through_the_page(server: Server, visit: Visit) -> None:
    """From a commune's page and back, the territory and its selectors are those of before."""
    visit.open(f"{server.url}/tendances?territoire=38151&annees=2015-2020")
    visit.page.locator(".st-key-pages").get_by_text("Données et méthodes").click()
    visit.page.get_by_role("heading", name="Données et méthodes").wait_for()
    visit.settle()
    assert visit.page.get_by_role("combobox", name="Territoire").count() == 0
    visit.page.locator(".st-key-pages").get_by_text("Tendances").click()
    visit.page.get_by_role("heading", name="Échirolles", exact=True).wait_for()
    visit.settle()
    assert visit.query == "territoire=38151&annees=2015-2020"
    assert visit.page.get_by_role("slider").first.input_value() == "2015"


@pytest.mark.parametrize("size", [PROJECTOR, PHONE], ids=["projector", "phone"])
def test_methods_have_no_serious_barrier(server: Server, browser: Browser, size: tuple[int, int]) -> None:
    """With every card open, axe finds nothing serious, and neither page nor formula scrolls sideways."""
    with visiting(browser, size=size) as visit:
        for keys in GROUPS:
            visit.open(f"{server.url}/{PAGE}?rubrique=methodes&fiches={','.join(keys)}")
            formulas = sum(len(registry()[key].formulas) for key in keys)
            visit.page.wait_for_function("n => document.querySelectorAll('.katex-display').length === n", arg=formulas)
            visit.settle()
            assert barriers(visit) == []
            assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
            rights = "[...document.querySelectorAll('.katex-html .base')].map(one => one.getBoundingClientRect().right)"
            assert max(visit.page.evaluate(rights)) <= size[0]
        assert (visit.errors, visit.failed, visit.outside) == ([], [], [])


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    "query",
    ["fiches=ore_commune,groups", "rubrique=indicateurs&fiches=energy", "rubrique=conventions", "rubrique=glossaire"],
)
def test_the_other_rubrics_have_no_serious_barrier(server: Server, browser: Browser, query: str, *, dark: bool) -> None:
    """Sources with their links, indicators, conventions and words, on either ground."""
    with visiting(browser, dark=dark) as visit:
        visit.open(f"{server.url}/{PAGE}?{query}")
        assert barriers(visit) == []
        assert visit.outside == []
