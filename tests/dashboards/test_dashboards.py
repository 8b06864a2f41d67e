"""Dashboards: what a file may hold, how screens move, what is ready for a territory, and which names are said."""

import json
from pathlib import Path

import pytest

from observatory.dashboards import files, kept
from observatory.dashboards.contract import SCREENS, Dashboard, Screen, Theme
from observatory.dashboards.ready import READY, fill, offered
from observatory.errors import ObservatoryError, QuestionRefused
from observatory.figures.shown import FIGURES, Subject, figure_of
from observatory.store import Store, totals
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from observatory.view import View
from tests.stores import EXTRACTS, current, settings_in, taken

TREND = Screen(view=View(page="tendances", territory="38151", carriers=("gas",)), title="Le gaz", note="À discuter")
AMONG = Screen(view=View(page="comparaison", territory="38151").but(zone="dep:38"), names=True)
MEETING = Dashboard(title="Réunion de juin", theme=Theme.FOLLOW_UP, screens=(TREND, AMONG), snapshot=3)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    settings = settings_in(tmp_path_factory.mktemp("dashboards"))
    taken(settings, EXTRACTS)
    return Store(settings.store)


@pytest.fixture(scope="module")
def snapshot(store: Store) -> Snapshot:
    return current(settings_in(store.path.parent))


def subject(snapshot: Snapshot, store: Store, territory: str) -> Subject:
    return Subject(snapshot, store, View(territory=territory))


def test_a_file_gives_back_the_dashboard() -> None:
    """Exported then imported, a dashboard is the same: screens, order, notes, names, pinned version."""
    assert files.read(files.written(MEETING).encode()) == MEETING
    assert files.file_name(MEETING) == "reunion_de_juin.json"


def test_the_store_gives_back_the_dashboard(tmp_path: Path) -> None:
    """Kept then read, it is the same; removed, it comes back."""
    store = Store(tmp_path)
    number = kept.add(store, MEETING).number
    assert kept.get(store, number).dashboard == MEETING
    kept.remove(store, number)
    assert kept.standing(store) == ()
    assert kept.bring_back(store, number).dashboard == MEETING


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"[]", b"{}", b"null", b'{"title": ""}', b'{"title": "x", "other": 1}', b"[" * 100_000],
    ids=["empty", "bytes", "list", "nothing", "null", "no title", "unknown field", "nested"],
)
def test_a_file_that_is_none_is_refused(content: bytes) -> None:
    """Whatever is no dashboard gives one refusal, never a trace."""
    with pytest.raises(ObservatoryError, match="dashboard_unreadable"):
        files.read(content)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"page": "secrets"}, "figure_unknown"),
        ({"options": [["figure", "nothing"]]}, "figure_unknown"),
        ({"territory": "ailleurs"}, "territory_unreadable"),
        ({"sectors": ["farming"]}, "parameter_unknown"),
        ({"years": [2023, 2015]}, "years_unreadable"),
        ({"indicator": "happiness"}, "indicator_unknown"),
    ],
)
def test_a_screen_that_no_page_has_is_refused(changes: dict[str, object], code: str) -> None:
    """A file corrected by hand may say no page, figure, territory, sector, years or indicator that there is not."""
    written = json.loads(files.written(MEETING))
    written["screens"][0]["view"] |= changes
    with pytest.raises(QuestionRefused, match=code):
        files.read(json.dumps(written).encode())


def test_a_screen_moves_leaves_and_changes() -> None:
    """Moved up, the second is first; beyond the ends nothing moves; without it, one is left; a note changes alone."""
    assert MEETING.moved(1, -1).screens == (AMONG, TREND)
    assert MEETING.moved(0, -1).screens == (TREND, AMONG)
    assert MEETING.moved(1, 1).screens == (TREND, AMONG)
    assert MEETING.without(0).screens == (AMONG,)
    assert MEETING.replaced(0, note="Voté").screens[0].note == "Voté"
    assert MEETING.replaced(0, note="Voté").screens[1] == AMONG


def test_a_dashboard_is_full_at_last() -> None:
    """One screen too many is refused in words."""
    full = MEETING.but(screens=(TREND,) * SCREENS)
    with pytest.raises(ObservatoryError, match="dashboard_full"):
        full.with_screen(TREND)


def test_a_commune_asked_for_stays_among_the_same_others() -> None:
    """« Et nous ? » on a comparison of an EPCI puts the commune among the communes of that EPCI."""
    screen = Screen(view=View(page="comparaison", territory="epci:200040715")).of("38179")
    assert (screen.view.territory, screen.view.option("zone")) == ("38179", "epci:200040715")
    assert AMONG.of("38179").view.option("zone") == "dep:38"
    assert TREND.of("38179").view == TREND.view.but(territory="38179")


def test_names_are_hidden_unless_chosen() -> None:
    """A screen is made without names."""
    assert not Screen(view=AMONG.view).names


@pytest.mark.parametrize("territory", ["38151", "epci:200040715", "dep:38", "42218"])
@pytest.mark.parametrize("key", [one.key for one in READY])
def test_a_ready_dashboard_has_a_figure_on_each_screen(
    snapshot: Snapshot, store: Store, key: str, territory: str
) -> None:
    """Filled for a commune, an EPCI, a département or a commune with emissions alone, each screen has its figure."""
    one = next(one for one in READY if one.key == key)
    if one not in offered(area=parse_territory(territory).is_area):
        return
    filled = fill(one, subject(snapshot, store, territory))
    for screen in filled.dashboard.screens:
        made = figure_of(Subject(snapshot, store, screen.view, names=False))
        assert made is not None
        assert made.chart.series
        assert made.chart.title
    files.read(files.written(filled.dashboard).encode())


def test_what_a_territory_lacks_is_left_out_and_named(snapshot: Snapshot, store: Store) -> None:
    """Nobody voted a target at Échirolles: the follow-up has no such screen, and says so."""
    one = next(one for one in READY if one.key == "suivi")
    filled = fill(one, subject(snapshot, store, "38151"))
    assert filled.left_out == ("L'objectif délibéré",)
    assert all(screen.view.page != "objectifs" for screen in filled.dashboard.screens)


@pytest.mark.parametrize("figure", [figure.key for figure in FIGURES["comparaison"]])
def test_no_commune_is_named_without_names(snapshot: Snapshot, store: Store, figure: str) -> None:
    """Of every figure that compares communes, no word is a commune's name; the chosen one is « Vous »."""
    view = View(page="comparaison", territory="38151").but(figure=figure)
    made = figure_of(Subject(snapshot, store, view, names=False))
    assert made is not None
    words = repr((made.chart.title, made.chart.alt, made.chart.notes, made.chart.series, made.chart.marks))
    communes = totals.members(snapshot, parse_territory("epci:200040715"))["name"]
    assert [name for name in communes if f"'{name}" in words or f"{name} :" in words] == []
    assert "'Vous'" in words


def test_no_end_of_a_distribution_is_told_without_names(snapshot: Snapshot, store: Store) -> None:
    """Échirolles is the last of the 49 communes: a page says it, a wall says three quarters are above."""
    view = View(page="comparaison", territory="38151")
    named, hidden = (figure_of(Subject(snapshot, store, view, names=names)) for names in (True, False))
    assert named is not None
    assert hidden is not None
    assert "la plus basse" in named.chart.title
    assert "la plus basse" not in hidden.chart.title
