"""The frame around every page, run without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from observatory.ui import main as frame
from tests.ui.conftest import MAIN, Open
from tests.ui.said import on

# The typography of French: thin and plain spaces that do not break.
PLAIN = str.maketrans({"\u202f": " ", "\u00a0": " "})


def words(app: AppTest) -> str:
    """Everything that the page says as text."""
    return "\n".join(str(block.value) for block in app.html).translate(PLAIN)


def test_a_page_is_titled_by_its_territory(open_app: Open, shipped_store: Path) -> None:
    """The first heading is the territory's name, with what tells it from its namesakes."""
    app = open_app(shipped_store, territoire="38151")
    assert '<h1 class="territory">Échirolles</h1>' in words(app)
    assert "Commune · Isère · 37 491 hab." in words(app)


def test_a_bare_address_opens_on_home(open_app: Open, shipped_store: Path) -> None:
    """Without parameters, the page is about the territory of the settings."""
    assert "Grenoble-Alpes-Métropole</h1>" in words(open_app(shipped_store))


def test_a_link_sets_every_selector(open_app: Open, shipped_store: Path) -> None:
    """Indicator, years, source and language are those of the address."""
    app = on(open_app, shipped_store, "tendances", indicateur="energy_per_inhabitant", annees="2015-2020", langue="en")
    assert app.selectbox(key="select_indicator").value == "energy_per_inhabitant"
    assert app.slider(key="select_years").value == (2015, 2020)
    assert app.get_by_key("select_language").value == "en"


def test_a_choice_is_written_in_the_address(open_app: Open, shipped_store: Path) -> None:
    """Moving the years and the indicator gives the link that opens them."""
    app = on(open_app, shipped_store, "tendances")
    app.slider(key="select_years").set_range(2015, 2020).run()
    app.selectbox(key="select_indicator").select("energy_per_inhabitant").run()
    assert dict(app.query_params) == {"annees": "2015-2020", "indicateur": "energy_per_inhabitant"}


def test_the_full_span_of_years_is_no_choice(open_app: Open, shipped_store: Path) -> None:
    """Back to all the years, the address no longer names them."""
    app = open_app(shipped_store, annees="2015-2020")
    app.slider(key="select_years").set_range(2011, 2023).run()
    assert dict(app.query_params) == {}


def test_another_indicator_drops_the_years_it_has_not(open_app: Open, shipped_store: Path) -> None:
    """From 2018-2020 to emissions, known for 2016 only, the years are no longer chosen."""
    app = on(open_app, shipped_store, "tendances", annees="2018-2020")
    app.selectbox(key="select_indicator").select("emissions").run()
    assert dict(app.query_params) == {"indicateur": "emissions"}


def test_a_late_address_does_not_undo_a_choice(open_app: Open, shipped_store: Path) -> None:
    """A second click sent with the address of before the first keeps both."""
    app = on(open_app, shipped_store, "tendances")
    app.slider(key="select_years").set_range(2015, 2020).run()
    app.query_params.clear()
    app.selectbox(key="select_indicator").select("energy_per_inhabitant").run()
    assert dict(app.query_params) == {"annees": "2015-2020", "indicateur": "energy_per_inhabitant"}


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"territoire": "99999"}, "Aucun territoire ne porte le code « 99999 »."),
        ({"territoire": "ailleurs"}, "« ailleurs » ne désigne pas un territoire."),
        ({"annees": "hier"}, "« hier » ne désigne pas des années."),
        ({"indicateur": "bonheur"}, "« bonheur » n&#x27;est pas un indicateur."),
        ({"secteurs": "tous"}, "« tous » n&#x27;est pas reconnu."),
    ],
)
def test_a_bad_parameter_is_a_sentence(
    open_app: Open, shipped_store: Path, query: dict[str, str], sentence: str
) -> None:
    """What cannot be read in an address is said, and nothing is raised."""
    app = open_app(shipped_store, **query)
    assert sentence in words(app)
    assert not app.exception


def test_what_an_address_says_is_never_markup(open_app: Open, shipped_store: Path) -> None:
    """A tag in a parameter is shown as text."""
    app = open_app(shipped_store, territoire="<img src=x onerror=alert(1)>")
    assert "&lt;img src=x" in words(app)
    assert "<img" not in words(app)


def test_an_empty_store_says_what_to_do(open_app: Open, tmp_path: Path) -> None:
    """Without data, one sentence names the command to run."""
    app = open_app(tmp_path / "none")
    assert "make run" in words(app)
    assert not app.exception


def test_a_commune_without_data_has_its_page(open_app: Open, shipped_store: Path) -> None:
    """A commune of another région can be chosen and is named."""
    app = open_app(shipped_store, territoire="29019")
    assert ">Brest</h1>" in words(app)
    assert not app.exception


def test_the_frame_speaks_english(open_app: Open, shipped_store: Path) -> None:
    """The switch changes the labels of the selectors."""
    app = on(open_app, shipped_store, "tendances", langue="en")
    assert app.selectbox(key="select_indicator").label != "Indicateur"


def test_an_unforeseen_error_gives_a_reference_and_no_trace(
    open_app: Open, shipped_store: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The reader gets a sentence and a number; the log has the trace under that number."""

    def fail() -> str:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(frame.selection, "where", fail)
    app = open_app(shipped_store)
    assert "secret detail" not in words(app)
    assert not app.exception
    (record,) = [one for one in caplog.records if one.name == "observatory"]
    assert "L&#x27;erreur est enregistrée sous la référence" in words(app)
    assert record.exc_info is not None
    assert str(record.args[0]) in words(app)  # type: ignore[index]


def test_importing_the_frame_draws_nothing() -> None:
    """The main script runs for a session, not when a tool imports it."""
    assert MAIN.read_text(encoding="utf-8").rstrip().endswith('if __name__ == "__main__":\n    main()')
