"""In a real browser, on a fresh server, with no way out: what only they can show."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error

from observatory.schemas.site import Site
from observatory.store import Store, sites, targets
from observatory.ui.discovery import discover
from tests.browser import PHONE, PROJECTOR, Server, Visit, browsing, serving, visiting
from tests.deposited import COMMUNE, five_years, publish
from tests.ui.test_targets import voted

PAGES = [page.path for page in discover() if page.territory]
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def store(shipped_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped figures, a target of Échirolles and invented bills, so that every page has its figure."""
    place = tmp_path_factory.mktemp("pages") / "store"
    shutil.copytree(shipped_store, place)
    targets.add(Store(place), voted("38151"), author="adviser", reason="délibération")
    publish(Store(place), five_years())
    sites.describe(Store(place), COMMUNE, Site(name="École", kind="school", area_m2=1200), author="adviser")
    return place


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Server]:
    with serving(store) as running:
        yield running


@pytest.fixture
def visit() -> Iterator[Visit]:
    with browsing() as browser, visiting(browser) as opened:
        yield opened


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_by_its_link_on_a_fresh_server(store: Path, visit: Visit, page: str) -> None:
    """The first session may open any page by its address: title, figure, no error, no request outside."""
    with serving(store) as fresh:
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


def test_the_browser_of_these_tests_has_no_way_out(visit: Visit) -> None:
    """No other host can be reached, so that what these tests see needs none."""
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        visit.page.goto("https://example.org/")


@pytest.mark.parametrize(
    ("page", "place", "communes"), [("comparaison", "38151", 49), ("vue-d-ensemble", "dep:38", 512)]
)
def test_the_map_shows_its_communes_without_network(
    server: Server, visit: Visit, page: str, place: str, communes: int
) -> None:
    """With the network off, the communes are drawn from our own contours, and nothing is asked of another host."""
    visit.open(f"{server.url}/{page}?territoire={place}")
    visit.page.locator(".choroplethlayer path").first.wait_for(state="attached")
    visit.page.wait_for_function(f"document.querySelectorAll('.choroplethlayer path').length >= {communes}")
    assert visit.outside == []
    assert visit.errors == []


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


def test_the_ranking_shows_its_values_on_a_phone(server: Server, visit: Visit) -> None:
    """At 390 px the rank, the name, the value and the change stand inside the window, without scrolling the table."""
    visit.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    visit.open(f"{server.url}/comparaison?territoire=dep:38&depuis=2018")
    headers = visit.page.locator("div.scroll table").last.locator("th")
    assert headers.all_inner_texts()[:4] == ["Rang", "Nom", "MWh/hab.", "Depuis 2018"]
    for at in range(4):
        box = headers.nth(at).bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= PHONE[0]


@pytest.mark.parametrize("place", ["dep:38", "42218"])
@pytest.mark.parametrize("page", PAGES)
def test_a_dark_page_has_no_serious_barrier(server: Server, page: str, place: str) -> None:
    """On a dark ground, for a département and for a commune with emissions alone, axe finds nothing serious either."""
    with browsing() as browser, visiting(browser, dark=True) as visit:
        visit.open(f"{server.url}/{page}?territoire={place}")
        visit.page.locator("h1").first.wait_for()
        visit.settle()
        found = Axe().run(visit.page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found if one["impact"] in SERIOUS] == []
        assert visit.errors == []
