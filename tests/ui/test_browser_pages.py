"""In a real browser, on a fresh server, with no way out: what only they can show."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from observatory.ui.discovery import discover
from tests.browser import PHONE, PROJECTOR, Server, Visit, browsing, serving, visiting

PAGES = [page.path for page in discover() if page.territory]
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def server(shipped_store: Path) -> Iterator[Server]:
    with serving(shipped_store) as running:
        yield running


@pytest.fixture
def visit() -> Iterator[Visit]:
    with browsing() as browser, visiting(browser) as opened:
        yield opened


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_by_its_link_on_a_fresh_server(shipped_store: Path, visit: Visit, page: str) -> None:
    """The first session may open any page by its address: title, figure, no error, no request outside."""
    with serving(shipped_store) as fresh:
        visit.open(f"{fresh.url}/{page}?territoire=38151")
        visit.page.locator(".js-plotly-plot").first.wait_for()
        assert visit.title == "Échirolles"
        assert visit.errors == []
        assert visit.outside == []


def test_a_filter_changes_the_figure_and_its_link_reopens_it(server: Server, visit: Visit) -> None:
    """« Par habitant » changes the sentence and the address; the address alone gives the same sentence back."""
    visit.open(f"{server.url}/tendances?territoire=38151")
    reading = visit.page.locator("h2.reading").first
    before = reading.inner_text()
    visit.page.get_by_role("radio", name="Par habitant").click()
    visit.page.wait_for_function("before => document.querySelector('h2.reading').innerText !== before", arg=before)
    visit.page.wait_for_url("**indicateur=energy_per_inhabitant**")
    after, link = reading.inner_text(), visit.page.url
    visit.open(link)
    assert visit.page.locator("h2.reading").first.inner_text() == after != before


def test_the_map_shows_its_communes_without_network(server: Server, visit: Visit) -> None:
    """The 49 communes are drawn from our own contours, and nothing is asked of another host."""
    visit.open(f"{server.url}/comparaison?territoire=38151")
    visit.page.locator(".choroplethlayer path").first.wait_for(state="attached")
    visit.page.wait_for_function("document.querySelectorAll('.choroplethlayer path').length >= 49")
    assert visit.outside == []


@pytest.mark.parametrize("size", [PROJECTOR, PHONE], ids=["projector", "phone"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_no_serious_barrier(server: Server, visit: Visit, page: str, size: tuple[int, int]) -> None:
    """Axe finds no serious violation of WCAG, on a projector and on a phone, and the page does not scroll sideways."""
    visit.page.set_viewport_size({"width": size[0], "height": size[1]})
    visit.open(f"{server.url}/{page}?territoire=38151")
    visit.page.locator(".js-plotly-plot").first.wait_for()
    found = Axe().run(visit.page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found if one["impact"] in SERIOUS] == []
    assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
