"""Whatever a sheet holds, it is understood or refused; and no value comes from nowhere."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from observatory.deposits.fields import FIELDS
from observatory.deposits.layouts import Guess, guess, needs, preview, signature, understand
from observatory.deposits.layouts.template import LINE_SCHEMA
from observatory.errors import FileRejected
from observatory.workbook.cells import Cells
from tests.deposits.layouts.drawn import filled

WORDS = (
    "Site", "Bâtiment", "Énergie", "Fluide", "Unité", "Conso (kWh)", "Eau (m3)", "Élec", "kWh", "€ TTC", "Montant", "Total",
    "Janvier", "Février 2023", "janv-23", "2022", "2023", "T1 2023", "Période", "Du", "Au", "Année", "Mois", "Trimestre",
    "Index", "PDL", "Code INSEE", "Commune", "École", "Mairie", "Électricité", "eau", "gaz", "m3", "12", "1 234,5", "0",
    "2023-01-01 00:00:00", "01/2023", "1", "2", "3", "38179", "#REF!", "=A1", "(", "[x", "a" * 300, "é/è", " / ", "column_1",
    "Ensemble", "Sous-total", "Note : relevé estimé", "HP (kWh)", "HC (kWh)", "Livraison (L)", "%", "kWh/m²", "\u00a0", "²",
)  # fmt: skip
cells = st.one_of(st.none(), st.sampled_from(WORDS), st.text(max_size=6))
names = st.sampled_from(("Feuil1", "2023", "Eau", "École", "Synthèse", "Notice", "Élec 2022", "copie", "a/b"))
headers = st.lists(st.sampled_from(WORDS[:28]), min_size=2, max_size=7)
lines = st.lists(cells, min_size=1, max_size=7)
headed = st.tuples(st.lists(lines, max_size=1), st.lists(headers, min_size=1, max_size=2), st.lists(lines, max_size=6))
grids = st.one_of(
    headed.map(lambda parts: [line for part in parts for line in part]), st.lists(lines, min_size=1, max_size=9)
)


def sheets_of(grid: list[list[str | None]], name: str) -> list[Cells]:
    sheet = filled([[None if text is None or not text.strip() else text for text in line] for line in grid], name)
    return [] if sheet.frame.is_empty() else [sheet]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(grid=grids, name=names)
def test_a_sheet_is_understood_or_refused(grid: list[list[str | None]], name: str) -> None:
    """No sheet breaks the reader: it gives lines of the declared columns, each value from a cell of its row, or a refusal."""
    if not (sheets := sheets_of(grid, name)):
        return
    try:
        found = understand(sheets)
    except FileRejected:
        return
    assert found.frame.columns == list(LINE_SCHEMA)
    for line in found.frame.to_dicts():
        row = {(text or "").strip() for text in grid[line["row"] - 1]}
        assert {line[name].strip() for name in ("consommation", "cout_ht", "cout_ttc") if line[name]} <= row
        assert any(line[name] for name in ("consommation", "cout_ht", "cout_ttc", "dont_abonnement", *FIELDS))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(grid=grids, name=names, picked=st.randoms(use_true_random=False))
def test_every_question_has_answers_that_settle_it(grid: list[list[str | None]], name: str, picked: object) -> None:
    """Whatever is answered, the mapping that results is read, and no question is asked twice."""
    if not (sheets := sheets_of(grid, name)):
        return
    try:
        found: Guess = guess(sheets)
    except FileRejected:
        return
    assert signature(sheets)
    choose = picked.choice  # type: ignore[attr-defined]
    mapping = found.answered({need.key: choose(need.choices or ("2023",)) for need in found.needs})
    settled = {need.key for need in found.needs if need.field in {"fluide", "annee", "periode"}}
    try:
        assert not settled & {need.key for need in needs(sheets, mapping)}
        preview(sheets, mapping)
    except FileRejected:
        return
