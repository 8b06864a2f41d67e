"""Second step of a deposit: what was understood is shown, the little that lacks is asked, nothing else."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from observatory.deposits.layouts import DepositMapping
from observatory.settings import settings
from observatory.store import Store, deposit_mappings
from tests.ui.said import text

LACKING = """
Suivi des fluides 2023
Bâtiment | Compteur | Fluide | Janv. | Févr. | Total
École | 30001 | Électricité | 1200 | 1100 | 2300
 | E-17 | Eau | 12 | 11 | 23
"""
CLEAR = "Site | Du | Au | Énergie | Conso kWh | Montant TTC (€)\nÉcole | 01/01/2023 | 28/02/2023 | élec | 120 | 45"
COST = "Site | Période | Énergie | Conso kWh | Montant\nÉcole | 01/2023 | élec | 120 | 45"
HOSTILE = "Site | Période | Énergie | Conso kWh | <b>x</b> [y](http://z)\nÉcole | 01/2023 | élec | 120 | 45"

Step = Callable[..., AppTest]


def step(drawn: str, owner: str, *, splits: bool) -> None:
    """The page of one file: what an app runs, so that all it needs is imported here."""
    import streamlit as st  # noqa: PLC0415

    from observatory.deposits.depositor import Depositor  # noqa: PLC0415
    from observatory.ui import deposit_reading  # noqa: PLC0415
    from tests.deposits.layouts.drawn import sheet  # noqa: PLC0415

    tables = [sheet(drawn, "Suivi")]
    mapping = deposit_reading.read_step(tables, Depositor(("38179",), splits=splits), owner=owner, key="file")
    st.text("complete" if mapping else "lacking")
    if mapping is not None:
        st.code(mapping.model_dump_json())
        if st.button("remember"):
            deposit_reading.remember(tables, mapping, owner)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Step]:
    """Open the step on a file drawn as text, in a store of its own."""

    def open_step(drawn: str, owner: str = "u1", *, splits: bool = False) -> AppTest:
        monkeypatch.setenv("OBSERVATORY_STORE", str(tmp_path / "store"))
        settings.cache_clear()
        kwargs = {"drawn": drawn, "owner": owner, "splits": splits}
        return AppTest.from_function(step, kwargs=kwargs, default_timeout=60).run()

    yield open_step
    settings.cache_clear()


def written(app: AppTest) -> str:
    """The page's own HTML."""
    return " ".join(element.proto.body for element in app.main if element.type == "html")


def is_complete(app: AppTest) -> bool:
    assert not app.exception
    return app.text[-1].value == "complete"


def mapping_of(app: AppTest) -> DepositMapping:
    return DepositMapping.model_validate_json(app.code[0].value)


def test_a_clear_table_asks_nothing(run: Step) -> None:
    """A table of which all is said is complete at once, with no question."""
    app = run(CLEAR)
    assert is_complete(app)
    assert not app.radio
    assert "Ce que votre fichier ne dit pas" not in text(app)
    assert "Coût TTC le titre le dit" in " ".join(text(app).split())


def test_only_what_lacks_is_asked(run: Step) -> None:
    """Units by fluid and the merged cells are asked; the answers make the mapping, and nothing else changes it."""
    app = run(LACKING)
    assert not is_complete(app)
    assert [radio.options for radio in app.radio] == [
        ["kWh", "MWh"],
        ["m³", "L"],
        ["Oui, répéter la valeur du dessus", "Non, laisser vide"],
    ]
    app.radio[2].set_value("fill").run()
    assert is_complete(app)
    (table,) = mapping_of(app).tables
    assert (table.units, table.fill_down) == ({"electricity": "kWh", "water": "m3"}, ("site",))


def test_a_cost_is_ttc_or_ht_as_its_sender_says(run: Step) -> None:
    """A cost of unknown tax takes the meaning that is chosen, or none."""
    app = run(COST)
    assert mapping_of(app).tables[0].column_of("cout_ttc") is not None
    app.radio[0].set_value("").run()
    table = mapping_of(app).tables[0]
    assert table.column_of("cout_ttc") is table.column_of("cout_ht") is None


def test_a_column_may_be_told_another_meaning(run: Step) -> None:
    """The advanced form changes the meaning of any column, and what lacks then is asked."""
    app = run(CLEAR)
    meanings = [box for box in app.selectbox if box.label.startswith("Sens de la colonne")]
    assert [box.value for box in meanings] == ["site", "date_debut", "date_fin", "fluide", "consommation", "cout_ttc"]
    meanings[3].set_value("commentaire").run()
    assert not is_complete(app)


def test_what_was_said_is_remembered_for_its_sender_alone(run: Step, tmp_path: Path) -> None:
    """The same layout is read as last time for its sender; somebody else is asked again."""
    app = run(LACKING)
    app.radio[2].set_value("fill").run()
    app.button[0].click().run()
    assert len(deposit_mappings.standing(Store(tmp_path / "store"), "u1")) == 1
    assert is_complete(again := run(LACKING))
    assert not again.radio
    assert "Unités : électricité en kWh et eau en m³." in text(again)
    assert "Une cellule vide répète celle du dessus pour le site." in text(again)
    assert not is_complete(run(LACKING, "u2"))


def test_an_adviser_may_share_her_reading(run: Step) -> None:
    """A reading that an adviser shares serves a commune that sends the same table."""
    app = run(LACKING, "adviser", splits=True)
    app.radio[2].set_value("fill").run()
    app.checkbox[0].check().run()
    app.button[0].click().run()
    assert is_complete(run(LACKING, "u2"))


def test_headers_are_inert(run: Step) -> None:
    """A header with HTML or Markdown is shown as the text that it is, and never stands in a label."""
    app = run(HOSTILE)
    assert "&lt;b&gt;x&lt;/b&gt; [y](http://z)" in written(app)
    assert "<b>" not in written(app)
    labels = [widget.label for kind in (app.radio, app.selectbox, app.text_input, app.multiselect) for widget in kind]
    assert not [label for label in labels if "[y]" in label or "<b>" in label]
