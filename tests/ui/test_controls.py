"""Choices that are part of the view."""

import pytest
from streamlit.testing.v1 import AppTest

from observatory.view import View


def page(view: View) -> AppTest:
    """A page with one of each control, on this view; what they return is in the session."""

    def script() -> None:
        import streamlit as st  # noqa: PLC0415 - a script of its own

        from observatory.ui import controls  # noqa: PLC0415

        measures = {"total": "total", "head": "par habitant", "base": "base 100"}
        sectors = {"residential": "résidentiel", "industry": "industrie"}
        st.session_state["returned"] = (
            controls.choose("mesure", measures, label="Mesure"),
            controls.choose_some("sectors", sectors, label="Secteurs"),
            controls.switch("voisins", label="Voisins"),
        )

    app = AppTest.from_function(script, default_timeout=60)
    app.session_state["view"] = view
    return app.run()


def test_defaults_are_the_first_all_and_no() -> None:
    """Nothing chosen: the first of the choices, no filter, no switch."""
    assert page(View()).session_state["returned"] == ("total", (), False)


def test_a_link_sets_the_choices() -> None:
    """What the view holds is what the controls return."""
    view = View(sectors=("industry",)).but(mesure="base", voisins="oui")
    assert page(view).session_state["returned"] == ("base", ("industry",), True)


@pytest.mark.parametrize(
    ("key", "value", "query"),
    [
        ("choice_mesure", "base", {"mesure": "base"}),
        ("choice_mesure", "total", {}),
        ("choice_sectors", ["industry"], {"secteurs": "industry"}),
        ("choice_voisins", True, {"voisins": "oui"}),
    ],
)
def test_a_choice_goes_into_the_link(key: str, value: object, query: dict[str, str]) -> None:
    """By its code; the default is not written."""
    app = page(View())
    app.get_by_key(key).set_value(value)
    assert app.run().session_state["view"].to_query() == query


def test_all_by_default_looks_all_chosen_and_leaves_no_trace() -> None:
    """Every energy is pressed where none is named; one taken away is written, and all pressed again is none named."""

    def script() -> None:
        import streamlit as st  # noqa: PLC0415 - a script of its own

        from observatory.ui import controls  # noqa: PLC0415

        energies = {"electricity": "électricité", "gas": "gaz"}
        st.session_state["returned"] = controls.choose_some("carriers", energies, label="Énergies", all_by_default=True)

    app = AppTest.from_function(script, default_timeout=60)
    app.session_state["view"] = View()
    pressed = app.run().get_by_key("choice_carriers")
    assert (pressed.value, app.session_state["returned"]) == (["electricity", "gas"], ())
    app.get_by_key("choice_carriers").set_value(["gas"])
    assert app.run().session_state["view"].to_query() == {"energies": "gas"}
    app.get_by_key("choice_carriers").set_value(["gas", "electricity"])
    assert app.run().session_state["view"].to_query() == {}


def test_an_unknown_choice_is_told_and_becomes_the_default() -> None:
    """A link may hold an option that no longer exists."""
    app = page(View().but(mesure="vitesse"))
    assert "vitesse" in str(app.html[0].value)
    assert app.session_state["returned"][0] == "total"
    assert not app.exception
