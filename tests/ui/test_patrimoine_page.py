"""The page Patrimoine: what it says with bills, without, and to whom; and what its forms change."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from observatory.access import ANYBODY, Role, User
from observatory.schemas.site import Site
from observatory.store import Store, sites
from observatory.ui import session
from tests.deposited import COMMUNE, five_years, publish
from tests.ui.conftest import Open
from tests.ui.said import on
from tests.ui.said import text as told

LIGHTS = Site(name="Éclairage", kind="lighting", light_points=300, transferred=date(2023, 12, 31))


@pytest.fixture
def store(shipped_store: Path, tmp_path: Path) -> Path:
    """The shipped figures, and five years of invented bills of Échirolles."""
    place = tmp_path / "store"
    shutil.copytree(shipped_store, place)
    publish(Store(place), five_years())
    sites.describe(Store(place), COMMUNE, LIGHTS, author="adviser")
    return place


def test_the_sentence_is_on_a_constant_perimeter_with_the_total_beside(open_app: Open, store: Path) -> None:
    """−5.9 % without the lights that a syndicat took, −37 % of all that was billed (184 of 293 MWh): both are said."""
    words = told(on(open_app, store, "patrimoine", territoire=COMMUNE))
    assert "Patrimoine, Échirolles : 184 MWh en 2024, −5,9 % par rapport à 2023 à périmètre constant" in words
    assert "−37 %" in words
    assert "transféré pendant ces années : Éclairage. Ce n'est pas une économie." in words


def test_water_is_in_cubic_metres_and_cost_in_euros_with_their_tax(open_app: Open, store: Path) -> None:
    """360 m³ of water in 2024; 25,040 € of all bills, TTC, never a mix."""
    assert "360 m³ en 2024" in told(on(open_app, store, "patrimoine", territoire=COMMUNE, mesure="eau"))
    words = told(on(open_app, store, "patrimoine", territoire=COMMUNE, mesure="depense"))
    assert "25 040 € en 2024" in words
    assert "toutes taxes comprises" in words


def test_a_commune_without_bills_is_told_what_to_do(open_app: Open, store: Path) -> None:
    """The adviser of a commune that deposited nothing is told to deposit its table."""
    assert "Déposez le tableau de consommations" in told(on(open_app, store, "patrimoine", territoire="38421"))


def test_an_area_is_told_to_choose_a_commune(open_app: Open, store: Path) -> None:
    """An EPCI's own sites are not the sum of its communes'."""
    assert "choisissez-en une" in told(on(open_app, store, "patrimoine", territoire="epci:200040715"))


def test_the_public_sees_nothing_before_the_commune_agrees(
    open_app: Open, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No figure, no form, no name of a site; then the figure, without a form."""
    monkeypatch.setattr(session, "user", lambda: ANYBODY)
    closed = on(open_app, store, "patrimoine", territoire=COMMUNE)
    assert "ne sont pas publiques" in told(closed)
    assert "École" not in told(closed)
    assert not closed.expander
    sites.agree(Store(store), COMMUNE, agreed=True, author="secretary")
    opened = on(open_app, store, "patrimoine", territoire=COMMUNE)
    assert "184 MWh en 2024" in told(opened)
    assert [one.label for one in opened.expander if "Décrire" in one.label or "Publication" in one.label] == []


def test_a_site_is_described_by_its_form(open_app: Open, store: Path) -> None:
    """The floor area that the adviser writes is kept with her name, and the ratio shows: 80 MWh over 1,000 m²."""
    app = on(open_app, store, "patrimoine", territoire=COMMUNE)
    app.selectbox(key="site_name").set_value("École").run()
    app.number_input(key="site_area_École").set_value(1000.0)
    next(one for one in app.button if one.label == "Enregistrer").click().run()
    assert not app.exception
    kept = {site.name: site for site in sites.of_commune(Store(store), COMMUNE)}
    assert kept["École"].area_m2 == 1000
    assert "80 kWh/m²" in told(app)


def test_dates_that_cross_are_told_and_nothing_is_kept(open_app: Open, store: Path) -> None:
    """A site that would close before it opens is a sentence."""
    app = on(open_app, store, "patrimoine", territoire=COMMUNE)
    app.selectbox(key="site_name").set_value("École").run()
    app.date_input(key="site_opened_École").set_value(date(2024, 5, 1))
    app.date_input(key="site_closed_École").set_value(date(2023, 5, 1))
    next(one for one in app.button if one.label == "Enregistrer").click().run()
    assert "avant son ouverture" in told(app)
    assert [site.name for site in sites.of_commune(Store(store), COMMUNE)] == ["Éclairage"]


@pytest.mark.parametrize("role", [Role.COMMUNE, Role.ADVISER])
def test_the_commune_agrees_and_takes_it_back(
    open_app: Open, store: Path, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    """The commune, or its adviser as it wrote to her, agrees and takes it back; each press is one more version."""
    monkeypatch.setattr(session, "user", lambda: User("u", role, frozenset({COMMUNE})))
    app = on(open_app, store, "patrimoine", territoire=COMMUNE)
    wrote = "Enregistrez ici ce que la commune vous a écrit." in told(app)
    assert wrote == (role is Role.ADVISER)
    app.button(key="site_agreement").click().run()
    assert sites.agreed(Store(store)) == {COMMUNE}
    app.button(key="site_agreement").click().run()
    assert sites.agreed(Store(store)) == frozenset()
