"""In a real browser: a dashboard shared by a link that is closed, and a wall that phones follow."""

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from observatory.dashboards import kept
from observatory.dashboards.contract import Dashboard, Screen
from observatory.store import Store
from observatory.view import View
from observatory.wording.typography import plain_spaces
from tests.browser import PHONE, PROJECTOR, Server, Visit, browsing, serving, visiting

SERIOUS = {"serious", "critical"}
MEETING = Dashboard(
    title="Réunion de juin",
    screens=tuple(
        Screen(view=View(page=page, territory="38151"), title=title)
        for page, title in (
            ("tendances", "Chez nous"),
            ("comparaison", "Parmi les autres"),
            ("vue-d-ensemble", "La carte"),
        )
    ),
)
KEY_TO_PHONE = 1.5  # seconds
CLOSED = 5.0


@pytest.fixture(scope="module")
def store(shipped_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("follow") / "store"
    shutil.copytree(shipped_store, place)
    return place


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Server]:
    with serving(store) as running:
        yield running


@pytest.fixture(scope="module")
def other(store: Path) -> Iterator[Server]:
    """A second process of the app on the same store."""
    with serving(store) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as running:
        yield running


@pytest.fixture
def tabs(browser: Browser) -> Iterator[dict[str, Visit]]:
    """A wall and two phones, each with a profile of its own."""
    with ExitStack() as stack:
        sizes = {"wall": PROJECTOR, "phone": PHONE, "late": PHONE}
        yield {name: stack.enter_context(visiting(browser, size=size)) for name, size in sizes.items()}


def is_clean(*visits: Visit) -> bool:
    return all(not (one.errors or one.outside or one.failed) for one in visits)


def barriers(visit: Visit) -> list[tuple[str, str]]:
    found = Axe().run(visit.page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:120]) for one in found if one["impact"] in SERIOUS]


def shows(phone: Visit, leaf: str) -> None:
    """Wait until the phone shows that screen: `room-2`, or `mine-2` for the commune of its own."""
    phone.page.wait_for_selector(f"html[data-leaf='{leaf}']", state="attached", timeout=20_000)


def taken(wall: Visit, key: str, phone: Visit, leaf: str) -> float:
    """Seconds from a key on the wall to the phone."""
    start = time.monotonic()
    wall.page.keyboard.press(key)
    shows(phone, leaf)
    return time.monotonic() - start


def reading(phone: Visit) -> str:
    return plain_spaces(phone.page.locator("h2.reading:visible").inner_text())


def follow(phone: Visit, server: Server, code: str, leaf: str) -> None:
    phone.open(f"{server.url}/s/{code}")
    shows(phone, leaf)
    phone.settle()


def test_phones_follow_the_wall(server: Server, other: Server, store: Path, tabs: dict[str, Visit]) -> None:
    """Through another process of the app, phones follow the keys, late ones land where the wall is, until its end.

    Each holds the figure for its own commune, goes its own way and comes back; the wall says how many follow, and goes
    on after it is loaded again.
    """
    wall, phone, late = tabs["wall"], tabs["phone"], tabs["late"]
    number = kept.add(Store(store), MEETING).number
    wall.open(f"{server.url}/projection?tableau={number}")
    wall.page.locator(".st-key-screen_2 h1").wait_for(state="attached", timeout=60_000)
    wall.settle()
    wall.page.keyboard.press("s")
    wall.page.locator(".panel .code").wait_for()
    wall.settle()
    code = wall.page.locator(".panel .code").inner_text().replace(" ", "")
    assert len(code) == 6
    assert barriers(wall) == []
    follow(phone, other, code, "room-1")
    assert reading(phone) == "Échirolles consomme 9 % d'électricité de moins qu'en 2011"
    keys = (("End", "room-3"), ("Home", "room-1"), ("PageDown", "room-2"))
    # The best of three: others use this machine meanwhile.
    assert min(taken(wall, key, phone, leaf) for key, leaf in keys) <= KEY_TO_PHONE
    assert reading(phone) == "Vous : 1,03 MWh/hab., moins que les trois quarts des 49 communes"

    follow(late, other, code.lower(), "room-2")
    wall.page.get_by_text(f"Suivre : {code[:3]} {code[3:]}").first.wait_for(state="attached")
    wall.page.wait_for_function(
        "getComputedStyle(document.querySelector('p.wall-title.between span:last-child'), '::after').content.includes('2 en ligne')"
    )

    phone.page.get_by_role("button", name="Ma commune").click()
    box = phone.page.get_by_role("combobox", name="Ma commune")
    box.fill("gières")
    phone.page.get_by_role("option").first.wait_for()
    box.press("Enter")
    shows(phone, "mine-2")
    assert reading(phone).startswith("Vous : 1,6 MWh/hab.")
    assert barriers(phone) == []
    assert phone.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    phone.page.get_by_role("button", name="Précédent").click()
    shows(phone, "mine-1")
    assert reading(phone).startswith("Gières consomme")

    wall.page.reload()  # what proves who presents is kept by the tab
    wall.page.get_by_text("Suivre :").first.wait_for(state="attached")
    wall.settle()
    wall.page.keyboard.press("End")
    shows(late, "room-3")
    shows(phone, "mine-1")
    phone.page.get_by_role("button", name="Revenir en direct").click()
    shows(phone, "mine-3")
    phone.page.get_by_role("button", name="La séance").click()
    shows(phone, "room-3")

    wall.page.keyboard.press("s")
    wall.page.get_by_role("button", name="Terminer le suivi").click()
    for one in (phone, late):
        one.page.get_by_text("Cette séance est terminée.").wait_for()
    wall.settle()
    assert "Suivre" not in wall.page.locator(".st-key-screen_2").inner_text()
    assert is_clean(wall, phone, late)


def test_a_link_is_shared_and_closed(server: Server, store: Path, tabs: dict[str, Visit]) -> None:
    """Made beside the dashboard and opened on a phone and on a wall, it is closed: both say so within five seconds."""
    maker, phone, wall = tabs["wall"], tabs["phone"], tabs["late"]
    wall.page.set_viewport_size({"width": PROJECTOR[0], "height": PROJECTOR[1]})
    number = kept.add(Store(store), MEETING).number
    maker.open(f"{server.url}/tableaux-de-bord?tableau={number}")
    maker.page.get_by_role("button", name="Créer un lien").click()
    address = maker.page.locator(".st-key-dashboard_links code").first.inner_text()
    assert address.startswith(f"{server.url}/l/")
    assert len(address.rsplit("/", 1)[1]) == 12
    maker.settle()
    assert barriers(maker) == []
    phone.open(address)
    phone.page.locator("h2.reading").nth(2).wait_for()
    assert phone.title == "Réunion de juin"
    assert reading_of(phone) == "Échirolles consomme 9 % d'électricité de moins qu'en 2011"
    phone.settle()
    assert barriers(phone) == []
    assert phone.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    wall.open(address)
    wall.page.get_by_role("link", name="Projeter").click()
    wall.page.locator(".st-key-screen_2 h1").wait_for(state="attached", timeout=60_000)
    wall.settle()
    wall.page.keyboard.press("s")
    wall.page.mouse.move(100, 100)
    assert wall.page.get_by_role("button", name="Suivant").is_visible()
    assert not wall.page.get_by_role("button", name="Suivi en direct").is_visible()
    assert wall.page.locator(".panel").count() == 0  # whoever came by a link opens no room
    maker.page.get_by_role("button", name="Fermer ce lien").click()
    start = time.monotonic()
    for one in (phone, wall):
        one.page.get_by_text("Ce lien a été fermé le").wait_for(timeout=CLOSED * 1000)
    assert time.monotonic() - start < CLOSED
    assert "Échirolles" not in phone.page.content()
    assert is_clean(maker, phone, wall)


def reading_of(visit: Visit) -> str:
    return plain_spaces(visit.page.locator("h2.reading").first.inner_text())


def test_a_wrong_code_asks_again(other: Server, tabs: dict[str, Visit]) -> None:
    """An unknown code is a sentence, and a field for the right one."""
    phone = tabs["phone"]
    phone.open(f"{other.url}/s/aaaaaa")
    phone.page.get_by_text("Aucune séance n'est ouverte sous ce code.").wait_for()
    assert phone.page.get_by_label("Code affiché dans la salle").is_visible()
    assert barriers(phone) == []
