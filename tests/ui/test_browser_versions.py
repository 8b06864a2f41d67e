"""Looking at the data as they stood, and at what they cover, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from observatory.ingest import ingest, undo
from observatory.settings import PROJECT, Settings
from tests.browser import PHONE, PROJECTOR, Server, browsing, serving, visiting
from tests.store.test_versions import ore

pytestmark = pytest.mark.skipif(not Path("/usr/bin/chromium").exists(), reason="Debian's chromium is not installed")

PAGE = "donnees-et-methodes"
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The shipped extracts, a file more, and that file taken back."""
    folder = tmp_path_factory.mktemp("versions")
    settings = Settings(store=folder / "store")
    ingest([PROJECT / "data" / "extracts"], settings)
    (report,) = ingest([ore(folder, "b.csv", "Gaz;2022;38151;1")], settings)
    assert report.batch is not None
    undo(report.batch, settings)
    with serving(settings.store) as found:
        yield found


def test_a_former_version_is_chosen_kept_and_left(server: Server) -> None:
    """Chosen in the sidebar, it is in the link, said on the next page too, and the button leaves it."""
    with browsing() as browser, visiting(browser) as visit:
        visit.open(f"{server.url}/tendances?territoire=38151")
        visit.page.locator(".st-key-select_version input").click()
        visit.page.get_by_role("option").filter(has_text="n° 2").click()
        visit.settle()
        assert "version=2" in visit.query
        visit.page.locator(".st-key-pages").get_by_text("Comparaison").click()
        visit.page.get_by_text("Vous regardez les données telles qu'elles étaient").wait_for()
        visit.settle()
        assert "version=2" in visit.query
        visit.page.get_by_role("button", name="Revenir aux dernières données").click()
        visit.page.wait_for_url(lambda url: "version" not in url)
        visit.settle()
        assert visit.page.get_by_text("Vous regardez les données telles qu'elles étaient").count() == 0
        assert (visit.errors, visit.failed, visit.outside) == ([], [], [])


@pytest.mark.parametrize("size", [PROJECTOR, PHONE], ids=["projector", "phone"])
def test_rubrics_about_the_data_have_no_serious_barrier(server: Server, size: tuple[int, int]) -> None:
    """Coverage, breaks, files, changes and a former version: axe finds nothing serious, nothing scrolls sideways."""
    queries = (
        "rubrique=couverture",
        "rubrique=ruptures",
        "rubrique=fichiers&fiches=lot2",
        "rubrique=changements&depuis=2",
    )
    with browsing() as browser, visiting(browser, size=size) as visit:
        for query in (*queries, "rubrique=couverture&version=1&territoire=dep:38"):
            visit.open(f"{server.url}/{PAGE}?{query}")
            found = Axe().run(visit.page).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found if one["impact"] in SERIOUS] == [], (
                query
            )
            assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), query
        assert (visit.errors, visit.failed, visit.outside) == ([], [], [])


def test_another_territory_is_chosen_in_the_rubric(server: Server) -> None:
    """The search of the rubric changes the matrix and the link; the years stay in sight while its 512 rows scroll."""
    with browsing() as browser, visiting(browser) as visit:
        visit.open(f"{server.url}/{PAGE}?rubrique=couverture")
        visit.choose_territory("isere")
        assert "territoire=dep%3A38" in visit.query or "territoire=dep:38" in visit.query
        visit.page.get_by_text("communes sur 512").first.wait_for()
        visit.page.locator("div.grid").evaluate("one => one.scrollTop = 3000")
        top = "name => document.querySelector(name).getBoundingClientRect().top"
        assert visit.page.evaluate(top, "div.grid thead th") == visit.page.evaluate(top, "div.grid")
        assert (visit.errors, visit.failed, visit.outside) == ([], [], [])
