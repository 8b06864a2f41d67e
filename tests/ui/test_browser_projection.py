"""In a real browser: a dashboard prepared, projected by keys, read from the back of a room, and without a network."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from observatory.dashboards import kept
from observatory.dashboards.contract import Dashboard, Screen
from observatory.dashboards.ready import READY
from observatory.ingest import undo
from observatory.settings import Settings
from observatory.store import Store
from observatory.view import View
from observatory.wording.typography import plain_spaces
from tests.browser import PHONE, PROJECTOR, Server, Visit, browsing, serving, visiting
from tests.stores import current

SIZES = {"1280x720": (1280, 720), "1920x1080": (1920, 1080), "4:3": (1024, 768)}
SERIOUS = {"serious", "critical"}
LEAST_LETTERS = 24  # pixels
# Communes of the same EPCI as Échirolles, whose names are no part of another word of the page.
OTHERS = ("Meylan", "Fontaine", "Gières", "Seyssinet-Pariset", "Claix", "Vif", "Quaix-en-Chartreuse", "Saint-Égrève")

# Every text that is seen: its size in pixels and its contrast with the ground (WCAG 2.1).
SEEN = """
() => {
  const channels = text => (text.match(/[0-9.]+/g) ?? []).map(Number)
  const light = ([r, g, b]) => [r, g, b].map(one => one / 255)
    .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0)
  const ground = channels(getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor)
  const found = []
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const words = texts.currentNode.data.trim(), on = texts.currentNode.parentElement
    if (!words || on.closest("style, script, noscript")) continue
    const style = getComputedStyle(on), box = on.getBoundingClientRect()
    if (style.visibility !== "visible" || !box.width || !box.height || !on.closest("[class*=st-key-screen_]")) continue
    let opacity = 1
    for (let one = on; one; one = one.parentElement) opacity *= Number(getComputedStyle(one).opacity)
    const ink = channels(on.closest("svg") ? style.fill : style.color).slice(0, 3)
    const seen = ink.map((one, at) => one * opacity + ground[at] * (1 - opacity))
    const [low, high] = [light(seen), light(ground)].sort((one, other) => one - other)
    const within = on.closest(".js-plotly-plot")?.getBoundingClientRect().right ?? Infinity
    found.push({ words, cut: box.right > within + 1, size: parseFloat(style.fontSize), contrast: (high + 0.05) / (low + 0.05), bottom: box.bottom,
                 right: box.right })
  }
  return found
}
"""

# Milliseconds from a key to the next picture painted.
PRESSED = """
() => new Promise(done => {
  const start = performance.now()
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "PageDown", bubbles: true }))
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)))
})
"""


@pytest.fixture(scope="module")
def store(shipped_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wall") / "store"
    shutil.copytree(shipped_store, place)
    return place


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Server]:
    with serving(store) as running:
        yield running


@pytest.fixture
def visit() -> Iterator[Visit]:
    with browsing() as browser, visiting(browser) as opened:
        yield opened


def project(visit: Visit, address: str, screens: int | None = None) -> int:
    """Open a projection and wait until all its screens are there; returns how many."""
    visit.open(address)
    visit.page.locator(".st-key-screen_0 h1").wait_for(state="attached", timeout=60_000)
    visit.settle()
    found = visit.page.locator("[class*=st-key-screen_] h1").count()
    assert screens in {None, found}
    return found


def seen(visit: Visit) -> str:
    """Which screen is on the wall."""
    shown: str = visit.page.evaluate("document.documentElement.dataset.screen")
    return shown


def wait_for(visit: Visit, screen: str) -> None:
    visit.page.wait_for_selector(f"html[data-screen='{screen}']", state="attached")


def reading(visit: Visit) -> str:
    """The sentence that a room reads."""
    visible = visit.page.locator("h1.wall:visible")
    visible.first.wait_for()
    return visible.first.inner_text()


def of(*codes: str) -> Dashboard:
    """A dashboard of a trend, and of a comparison, of each commune."""
    views = [View(page=page, territory=code) for code in codes for page in ("tendances", "comparaison")]
    return Dashboard(title="Réunion", screens=tuple(Screen(view=view) for view in views))


def test_a_dashboard_is_prepared_under_a_figure_and_projected(server: Server, visit: Visit) -> None:
    """Two figures added from their pages are the two screens of the wall, with the pages' own sentences."""
    said = []
    for page in ("tendances", "comparaison"):
        visit.open(f"{server.url}/{page}?territoire=38151")
        said.append(visit.page.locator("h2.reading").first.inner_text())
        visit.page.get_by_role("button", name="Ajouter à un tableau de bord").first.click()
        visit.settle()
        if page == "tendances":
            visit.page.get_by_label("Titre du tableau").first.fill("Réunion de juin")
        visit.page.get_by_role("button", name="Ajouter", exact=True).first.click()
        visit.page.get_by_text("ajouté à la fin").first.wait_for()
    visit.open(f"{server.url}/tableaux-de-bord")
    visit.page.get_by_role("link", name="Projeter").first.click()
    visit.page.locator(".st-key-screen_1 h1").wait_for(state="attached", timeout=60_000)
    visit.settle()
    assert reading(visit) == said[0]
    visit.page.keyboard.press("PageDown")
    assert "la plus basse" in said[1]  # Échirolles is the last of 49: a page says it, and a wall does not
    assert plain_spaces(reading(visit)) == "Vous : 1,03 MWh/hab., moins que les trois quarts des 49 communes"
    assert "2 / 2" in visit.page.locator("p.between:visible").inner_text()
    assert visit.errors == []
    assert visit.outside == []


def test_keys_move_blacken_and_ask(server: Server, store: Path, visit: Visit) -> None:
    """Arrows, the clicker's keys, Home and End move; B blackens; « Et nous ? » shows one commune and Escape returns."""
    number = kept.add(Store(store), of("38151", "38185")).number
    project(visit, f"{server.url}/projection?tableau={number}", screens=4)
    keys = visit.page.keyboard
    steps = (("ArrowRight", "2"), ("PageDown", "3"), ("End", "4"), ("PageDown", "4"), ("PageUp", "3"), ("Home", "1"))
    for key, screen in steps:
        keys.press(key)
        assert seen(visit) == screen
    keys.press("b")
    assert visit.page.locator("button.black").is_visible()
    keys.press("b")
    assert not visit.page.locator("button.black").is_visible()
    keys.press("e")
    keys.type("gières")
    visit.page.get_by_role("option").first.wait_for()
    keys.press("Enter")
    wait_for(visit, "asked")
    assert reading(visit).startswith("Gières consomme")
    assert visit.page.locator("p.between:visible").inner_text().startswith("Gières · ")
    keys.press("Escape")
    assert seen(visit) == "1"
    assert reading(visit).startswith("Échirolles consomme")


def test_f_fills_the_screen(server: Server, store: Path, visit: Visit) -> None:
    """F fills the screen, and gives it back."""
    number = kept.add(Store(store), of("38151")).number
    project(visit, f"{server.url}/projection?tableau={number}")
    visit.page.keyboard.press("f")
    visit.page.wait_for_selector("html:fullscreen", state="attached")
    assert visit.page.evaluate("document.fullscreenElement !== null")
    visit.page.keyboard.press("f")
    visit.page.wait_for_selector("html:not(:fullscreen)", state="attached")
    assert visit.page.evaluate("document.fullscreenElement === null")


def test_the_address_follows_and_reopens_the_screen(server: Server, store: Path, visit: Visit) -> None:
    """Moving writes the screen in the address, and that address opens on it."""
    number = kept.add(Store(store), of("38151", "38185")).number
    project(visit, f"{server.url}/projection?tableau={number}&ecran=vingt&avance=²")
    visit.page.keyboard.press("End")
    visit.page.wait_for_url("**ecran=4**")
    project(visit, visit.page.url)
    assert seen(visit) == "4"


def test_screens_follow_one_another_and_pause(server: Server, store: Path, visit: Visit) -> None:
    """A starts the advance at the pace of the address, Space pauses it."""
    number = kept.add(Store(store), of("38151")).number
    project(visit, f"{server.url}/projection?tableau={number}&avance=1")
    visit.page.keyboard.press("a")
    wait_for(visit, "2")
    visit.page.keyboard.press(" ")
    stopped = seen(visit)
    visit.page.wait_for_timeout(1_500)
    assert seen(visit) == stopped


def test_a_change_of_screen_takes_less_than_half_a_second(server: Server, store: Path, visit: Visit) -> None:
    """From the key to the next figure painted: at most 0.5 s for each screen."""
    number = kept.add(Store(store), of("38151", "38185")).number
    count = project(visit, f"{server.url}/projection?tableau={number}")
    for at in range(1, count):
        taken = visit.page.evaluate(PRESSED)
        assert seen(visit) == str(at + 1)
        assert taken < 500


def test_what_is_loaded_survives_the_network(store: Path, visit: Visit) -> None:
    """The server gone, the keys still move between the screens, and nothing covers them."""
    number = kept.add(Store(store), of("38151", "38185")).number
    with serving(store) as lost:
        project(visit, f"{lost.url}/projection?tableau={number}")
    visit.page.wait_for_timeout(3_000)
    for key, screen in (("PageDown", "2"), ("End", "4"), ("Home", "1")):
        visit.page.keyboard.press(key)
        assert seen(visit) == screen
        assert visit.page.locator(f".st-key-screen_{int(screen) - 1} .js-plotly-plot").is_visible()
    assert reading(visit).startswith("Échirolles consomme")
    assert not visit.page.get_by_role("dialog").is_visible()


def test_no_commune_is_named_unless_asked(server: Server, store: Path, visit: Visit) -> None:
    """Every comparison hides names, hover and all; « Afficher les noms », kept with the screen, shows the chosen one."""
    project(visit, f"{server.url}/projection?pret=implication&territoire=38151")
    page = visit.page.content()
    assert [name for name in OTHERS if name in page] == []
    assert "Échirolles" not in visit.page.locator(".st-key-screen_0").inner_text()
    one = Screen(view=View(page="comparaison", territory="38151"), names=True)
    number = kept.add(Store(store), Dashboard(title="Avec les noms", screens=(one,))).number
    project(visit, f"{server.url}/projection?tableau={number}")
    assert reading(visit).startswith("Échirolles")


def _wrong(texts: list[dict[str, Any]], size: tuple[int, int]) -> list[tuple[str, float, float]]:
    return [
        (one["words"][:60], round(one["size"], 1), round(one["contrast"], 1))
        for one in texts
        if one["size"] < LEAST_LETTERS
        or one["contrast"] < 4.5
        or one["bottom"] > size[1] + 1
        or one["right"] > size[0] + 1
        or one["cut"]
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_a_wall_reads_from_the_back_of_the_room(server: Server, size: tuple[int, int], *, dark: bool) -> None:
    """Each text of the ready dashboards has 24 pixels and a contrast of 4.5, and none leaves the wall.

    A dark wall is laid out as a light one is: two dashboards have all its kinds of figures.
    """
    place = {"epci": "dep:38"}
    shown = [one for one in READY if not dark or one.key in {"implication", "suivi"}]
    with browsing() as browser, visiting(browser, size=size, dark=dark) as visit:
        for one in shown:
            where = place.get(one.key, "38151")
            count = project(visit, f"{server.url}/projection?pret={one.key}&territoire={where}")
            assert count > 0
            for at in range(count):
                visit.page.wait_for_timeout(100)
                texts = visit.page.evaluate(SEEN)
                assert len(texts) > 4
                assert (one.key, at, _wrong(texts, size)) == (one.key, at, [])
                visit.page.keyboard.press("PageDown")
        found = Axe().run(visit.page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found if each["impact"] in SERIOUS] == []
        assert visit.errors == []
        assert visit.outside == []


def test_a_pinned_dashboard_shows_the_data_of_its_day(shipped_store: Path, tmp_path: Path, visit: Visit) -> None:
    """Energy taken back since: pinned, the same sentence and version; following the latest, nothing to show."""
    place = tmp_path / "store"
    shutil.copytree(shipped_store, place)
    store = Store(place)
    meeting = Dashboard(title="Juin", screens=(Screen(view=View(page="tendances", territory="38151")),))
    pinned, following = (kept.add(store, meeting.but(snapshot=one)).number for one in (1, None))
    with serving(place) as server:
        project(visit, f"{server.url}/projection?tableau={pinned}")
        before = reading(visit)
        received = dict(current(Settings(store=place)).query("SELECT file, batch FROM batches").rows())
        undo(received["energy_ore_commune.csv"], Settings(store=place))
        project(visit, f"{server.url}/projection?tableau={pinned}")
        assert reading(visit) == before
        assert "épinglé à la version n° 1" in plain_spaces(visit.page.locator("p.between:visible").inner_text())
        project(visit, f"{server.url}/projection?tableau={following}")
        assert reading(visit) == "Rien à montrer ici pour Échirolles"


def test_an_unknown_dashboard_is_a_sentence(server: Server, visit: Visit) -> None:
    """A number that was never given, or a damaged address, gives a sentence and the way to the list."""
    for wanted in ("tableau=999", "tableau=x", "tableau=²", f"tableau={9**40}", "pret=rien", ""):
        visit.open(f"{server.url}/projection?{wanted}")
        visit.page.get_by_text("n'existe pas").wait_for()
        assert visit.page.get_by_role("link", name="Ouvrir les tableaux de bord").is_visible()


@pytest.mark.parametrize("size", [PROJECTOR, PHONE], ids=["projector", "phone"])
def test_the_page_of_dashboards_has_no_serious_barrier(
    server: Server, store: Path, visit: Visit, size: tuple[int, int]
) -> None:
    """The list and one dashboard edited: nothing serious for axe, and no scrolling sideways."""
    number = kept.add(Store(store), of("38151")).number
    visit.page.set_viewport_size({"width": size[0], "height": size[1]})
    for query in ("", f"?tableau={number}"):
        visit.open(f"{server.url}/tableaux-de-bord{query}")
        found = Axe().run(visit.page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found if each["impact"] in SERIOUS] == []
        assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert visit.errors == []
