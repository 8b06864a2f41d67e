"""The one figure, run without a browser."""

from streamlit.testing.v1 import AppTest


def page() -> AppTest:
    """A page with one figure, whose label is hostile."""

    def script() -> None:
        from observatory.figures.chart import Kind, Series, State, Texts, chart  # noqa: PLC0415 - a script of its own
        from observatory.ui import figure, text  # noqa: PLC0415

        series = Series(
            "all",
            "<b>[Groupe](x)</b>",
            (2022, 2023),
            (1234.6, None),
            (1234.6, None),
            (State.MEASURED, State.WITHHELD),
            "accent",
        )
        texts = Texts(
            title="Une phrase avec <b>balise</b>",
            subtitle="Territoire · GWh",
            source_line="Agence ORE",
            perimeter_line="49 communes",
            notes=("Une note.",),
        )
        figure.show(
            chart(Kind.LINES, [series], texts, unit="MWh", language="fr"),
            key="one",
            provenance=lambda: text.pairs({"Fichier": "conso.csv"}),
        )

    return AppTest.from_function(script, default_timeout=60).run()


def words(app: AppTest) -> str:
    return "\n".join(str(block.value) for block in app.html).replace("\u202f", " ")


def opened(name: str) -> AppTest:
    """The page with one panel open under its figure."""
    app = page()
    app.get_by_key("panels_one").set_value([name])
    app.run()
    assert not app.exception
    return app


def test_a_figure_carries_its_words() -> None:
    """The sentence as heading, then scope, note, perimeter and source."""
    said = words(page())
    places = [
        said.index(part)
        for part in (
            '<h2 class="reading">Une phrase avec',
            "Territoire · GWh",
            "Une note.",
            "49 communes",
            "Agence ORE",
        )
    ]
    assert places == sorted(places)


def test_a_figure_is_named_to_a_screen_reader() -> None:
    """The drawing's alternative text is the sentence."""
    (drawing,) = page().get("plotly_chart")
    assert drawing.proto.alt == "Une phrase avec <b>balise</b>"


def test_words_of_a_figure_are_never_markup() -> None:
    """A tag in a sentence is shown as text."""
    assert "Une phrase avec &lt;b&gt;balise&lt;/b&gt;" in words(page())


def test_the_table_is_made_when_it_is_opened() -> None:
    """Closed, it is not on the page; open, it has one row per value and names what is not published."""
    assert "<table>" not in words(page())
    table = words(opened("table"))
    assert table.count("<tr>") == 3
    assert "1 235" in table
    assert "non publié" in table
    assert "&lt;b&gt;[Groupe](x)&lt;/b&gt;" in table


def test_the_provenance_is_told_when_it_is_opened() -> None:
    """The page's own lines stand under the figure once asked for."""
    assert "conso.csv" not in words(page())
    assert "conso.csv" in words(opened("provenance"))


def test_the_link_is_text_to_copy() -> None:
    """One line of text, the address of the view."""
    assert len(opened("link").code) == 1


def test_the_download_has_a_name_of_its_own() -> None:
    """The button is there without opening anything."""
    assert [button.label for button in page().get("download_button")] == ["Télécharger"]
