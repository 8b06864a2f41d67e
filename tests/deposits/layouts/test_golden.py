"""Each layout that communes use gives the lines that a person counts in it."""

import pytest

from observatory.deposits.layouts import guess, understand
from observatory.errors import FileRejected
from observatory.workbook.cells import Cells
from tests.deposits.layouts.drawn import Line, lines, sheet

MONTHS_AND_YEAR_IN_TITLE = (
    "months across, the year in a title",
    "months_across",
    (
        sheet(
            """
Commune de Sainte-Marie - suivi des fluides 2023

Bâtiment | PDL | Énergie | Unité | Janv. | Févr. | Mars | Total
École | 30001 | Électricité | kWh | 1 200 | 1100 | | 2300
École | E-17 | Eau | m3 | 12 | 11,5 | | 23,5
Éclairage public | 30002 | élec | kWh | 500 | | | 500
Total | | | | 1712 | 1122,5 | | 2834,5

* relevé estimé
"""
        ),
    ),
    [
        ("4", "École", "30001", "2023-01", "Électricité", "1 200", "kWh", None),
        ("4", "École", "30001", "2023-02", "Électricité", "1100", "kWh", None),
        ("5", "École", "E-17", "2023-01", "Eau", "12", "m3", None),
        ("5", "École", "E-17", "2023-02", "Eau", "11,5", "m3", None),
        ("6", "Éclairage public", "30002", "2023-01", "élec", "500", "kWh", None),
    ],
)
MONTHS_OF_ANY_SPELLING = (
    "months across, each spelled in another way",
    "months_across",
    (
        sheet(
            """
Site | Fluide | Unité | Janvier 2023 | 2023-02 | 03/2023 | 2023-04-01 00:00:00 | mai-23 | Juin 2023 (kWh)
Mairie | gaz | kWh | 1 | 2 | 3 | 4 | 5 | 6
"""
        ),
    ),
    [("2", "Mairie", None, f"2023-0{month}", "gaz", str(month), "kWh", None) for month in range(1, 7)],
)
MONTHS_AND_YEAR_IN_COLUMN = (
    "months across by their number, the year in a column, the unit beside the fluid",
    "months_across",
    (
        sheet(
            """
Bâtiment | Type | Année | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12
École | Eau (m3) | 2022 | 31 | | | | | | | | | | | 42
École | Eau (m3) | 2023 | 33 | | | | | | | | | | |
"""
        ),
    ),
    [
        ("2", "École", None, "2022-01", "Eau", "31", "m3", None),
        ("2", "École", None, "2022-12", "Eau", "42", "m3", None),
        ("3", "École", None, "2023-01", "Eau", "33", "m3", None),
    ],
)
YEARS_ACROSS = (
    "years across, fluid and unit in the title, a total column",
    "years_across",
    (
        sheet(
            """
Consommations d'électricité (kWh)
Bâtiment | 2021 | 2022 | 2023 | Total
École | 10 | 20 | 30 | 60
Mairie | | 5 | 6 | 11
"""
        ),
    ),
    [
        ("3", "École", None, "2021", "electricity", "10", "kWh", None),
        ("3", "École", None, "2022", "electricity", "20", "kWh", None),
        ("3", "École", None, "2023", "electricity", "30", "kWh", None),
        ("4", "Mairie", None, "2022", "electricity", "5", "kWh", None),
        ("4", "Mairie", None, "2023", "electricity", "6", "kWh", None),
    ],
)
YEAR_OVER_MONTHS = (
    "a merged year over months",
    "months_across",
    (
        sheet(
            """
Site | Fluide | Unité | 2022 | | 2023 |
 | | | janv | févr | janv | févr
École | eau | m3 | 1 | 2 | 3 | 4
"""
        ),
    ),
    [
        ("3", "École", None, "2022-01", "eau", "1", "m3", None),
        ("3", "École", None, "2022-02", "eau", "2", "m3", None),
        ("3", "École", None, "2023-01", "eau", "3", "m3", None),
        ("3", "École", None, "2023-02", "eau", "4", "m3", None),
    ],
)
FLUID_OVER_MEASURES = (
    "a merged fluid over consumption and cost, the unit in the header",
    "long",
    (
        sheet(
            """
Bâtiment | Année | Électricité | | Gaz | | Eau |
 | | kWh | € TTC | kWh | € TTC | m3 | € TTC
Mairie | 2023 | 100 | 20 | 300 | 30 | 5 | 15
Mairie | 2024 | 110 | 22 | | 12 | 6 |
"""
        ),
    ),
    [
        ("3", "Mairie", None, "2023", "electricity", "100", "kWh", "20"),
        ("3", "Mairie", None, "2023", "gas", "300", "kWh", "30"),
        ("3", "Mairie", None, "2023", "water", "5", "m3", "15"),
        ("4", "Mairie", None, "2024", "electricity", "110", "kWh", "22"),
        ("4", "Mairie", None, "2024", "gas", None, "kWh", "12"),
        ("4", "Mairie", None, "2024", "water", "6", "m3", None),
    ],
)
BLOCKS_SIDE_BY_SIDE = (
    "a block of consumptions beside a block of costs",
    "years_across",
    (
        sheet(
            """
Site | Consommation (kWh) | | Coût TTC (€) |
 | 2022 | 2023 | 2022 | 2023
École | 1 | 2 | 10 | 20
""",
            "Électricité",
        ),
    ),
    [
        ("3", "École", None, "2022", "electricity", "1", "kWh", "10"),
        ("3", "École", None, "2023", "electricity", "2", "kWh", "20"),
    ],
)
SHEET_PER_SITE = (
    "one sheet per site, months below one another, costs beside each fluid",
    "sheet_per_site+long",
    tuple(
        sheet(
            """
Mois | Électricité (kWh) | Coût TTC | Eau (m3) | Coût TTC
janvier | 1 | 2 | 3 | 4
""",
            name,
        )
        for name in ("École 2023", "Mairie 2023")
    ),
    [
        ("2", "École", None, "2023-01", "electricity", "1", "kWh", "2"),
        ("2", "École", None, "2023-01", "water", "3", "m3", "4"),
        ("2", "Mairie", None, "2023-01", "electricity", "1", "kWh", "2"),
        ("2", "Mairie", None, "2023-01", "water", "3", "m3", "4"),
    ],
)
SHEET_PER_YEAR = (
    "one sheet per year, beside a page of instructions",
    "sheet_per_year+months_across",
    (
        sheet("Site | Fluide | Unité | Janvier | Février\nÉcole | eau | m3 | 1 | 2", "2022"),
        sheet("Site | Fluide | Unité | Janvier | Février\nÉcole | eau | m3 | 3 |", "2023"),
        sheet("Mode d'emploi\nRemplir chaque mois", "Notice"),
    ),
    [
        ("2", "École", None, "2022-01", "eau", "1", "m3", None),
        ("2", "École", None, "2022-02", "eau", "2", "m3", None),
        ("2", "École", None, "2023-01", "eau", "3", "m3", None),
    ],
)
SHEET_PER_FLUID = (
    "one sheet per fluid, the first header blank, a summary beside",
    "sheet_per_fluid+years_across",
    (
        sheet(" | 2022 (kWh) | 2023 (kWh)\nÉcole | 1 | 2", "Électricité"),
        sheet(" | 2022 (m3) | 2023 (m3)\nÉcole | 3 | 4", "Eau"),
        sheet("Total | 2022 | 2023\nÉcole | 4 | 6", "Synthèse"),
    ),
    [
        ("2", "École", None, "2022", "electricity", "1", "kWh", None),
        ("2", "École", None, "2023", "electricity", "2", "kWh", None),
        ("2", "École", None, "2022", "water", "3", "m3", None),
        ("2", "École", None, "2023", "water", "4", "m3", None),
    ],
)
SECTIONS = (
    "a site's name alone above its meters, sub-totals between",
    "months_across",
    (
        sheet(
            """
Compteur | Énergie | Unité | janv-23 | févr-23
École
30001 | élec | kWh | 1 | 2
E-17 | eau | m3 | 3 | 4
Sous-total | | | 4 | 6

Mairie
30002 | élec | kWh | 5 | 6
Relevés faits par l'agent technique
"""
        ),
    ),
    [
        ("3", "École", "30001", "2023-01", "élec", "1", "kWh", None),
        ("3", "École", "30001", "2023-02", "élec", "2", "kWh", None),
        ("4", "École", "E-17", "2023-01", "eau", "3", "m3", None),
        ("4", "École", "E-17", "2023-02", "eau", "4", "m3", None),
        ("8", "Mairie", "30002", "2023-01", "élec", "5", "kWh", None),
        ("8", "Mairie", "30002", "2023-02", "élec", "6", "kWh", None),
    ],
)
SITES_ACROSS = (
    "months below one another, a site per column",
    "long",
    (
        sheet(
            """
Consommation d'électricité 2023 (kWh)
Mois | École | Mairie | Total
Janvier | 1 | 2 | 3
Février | 4 | 5 | 9
Total | 5 | 7 | 12
"""
        ),
    ),
    [
        ("3", "École", None, "2023-01", "electricity", "1", "kWh", None),
        ("3", "Mairie", None, "2023-01", "electricity", "2", "kWh", None),
        ("4", "École", None, "2023-02", "electricity", "4", "kWh", None),
        ("4", "Mairie", None, "2023-02", "electricity", "5", "kWh", None),
    ],
)
TITLED_SITE = (
    "the site and the year beside their labels above the table",
    "long",
    (
        sheet(
            """
Bâtiment : | École
Année | 2023

Mois | Gaz (kWh) | Eau (m³)
janvier | 2 | 3
"""
        ),
    ),
    [
        ("5", "École", None, "2023-01", "gas", "2", "kWh", None),
        ("5", "École", None, "2023-01", "water", "3", "m3", None),
    ],
)
NEAR_SPELLINGS = (
    "headers spelled nearly right",
    "long",
    (
        sheet(
            "Batimment | N° compteur | Energie | Unitée | Consomation | Periode\nÉcole | 7 | élec | kWh | 12 | 01/2023"
        ),
    ),
    [("2", "École", "7", "01/2023", "élec", "12", "kWh", None)],
)
QUARTERS = (
    "quarters across",
    "months_across",
    (sheet("Site | Eau T1 2023 (m3) | Eau T2 2023 (m3)\nÉcole | 1 | 2"),),
    [
        ("2", "École", None, "T1 2023", "water", "1", "m3", None),
        ("2", "École", None, "T2 2023", "water", "2", "m3", None),
    ],
)
HEADER_AGAIN = (
    "the header printed again on the second page",
    "long",
    (
        sheet(
            """
Site | Période | Fluide | Conso (kWh)
École | 01/2023 | gaz | 1
Site | Période | Fluide | Conso (kWh)
Mairie | 01/2023 | gaz | 2
"""
        ),
    ),
    [
        ("2", "École", None, "01/2023", "gaz", "1", "kWh", None),
        ("4", "Mairie", None, "01/2023", "gaz", "2", "kWh", None),
    ],
)
LAYOUTS = (
    MONTHS_AND_YEAR_IN_TITLE, MONTHS_OF_ANY_SPELLING, MONTHS_AND_YEAR_IN_COLUMN, YEARS_ACROSS, YEAR_OVER_MONTHS,
    FLUID_OVER_MEASURES, BLOCKS_SIDE_BY_SIDE, SHEET_PER_SITE, SHEET_PER_YEAR, SHEET_PER_FLUID, SECTIONS, SITES_ACROSS,
    TITLED_SITE, NEAR_SPELLINGS, QUARTERS, HEADER_AGAIN,
)  # fmt: skip
DATED = (
    "row",
    "code_insee",
    "commune",
    "site",
    "compteur",
    "date_debut",
    "date_fin",
    "fluide",
    "nature",
    "consommation",
    "unite",
    "cout_ht",
    "cout_ttc",
)


@pytest.mark.parametrize(("name", "layout", "sheets", "expected"), LAYOUTS, ids=[one[0] for one in LAYOUTS])
def test_a_layout_gives_the_lines_that_a_person_counts(
    name: str, layout: str, sheets: tuple[Cells, ...], expected: list[Line]
) -> None:
    """Every filled cell of a measure is one line, with the site, the period, the fluid and the unit that it stands under."""
    assert lines(*sheets) == expected, name
    assert understand(sheets).layout == layout


def test_bills_keep_their_dates_and_credit_notes_their_nature() -> None:
    """Bills with start and end dates are read line by line, a credit note with its sign."""
    bills = sheet(
        """
Équipement | N° PDL | Fluide | Nature | Du | Au | Quantité | Unité | Montant HT | Montant TTC (€) | N° facture
École | 30001 | élec | facture | 01/01/2023 | 28/02/2023 | 120 | kWh | 30 | 36 | F1
École | 30001 | élec | avoir | 01/01/2023 | 28/02/2023 | -20 | kWh | -5 | -6 | F2
"""
    )
    assert lines(bills, shown=DATED) == [
        ("2", None, None, "École", "30001", "01/01/2023", "28/02/2023", "élec", "facture", "120", "kWh", "30", "36"),
        ("3", None, None, "École", "30001", "01/01/2023", "28/02/2023", "élec", "avoir", "-20", "kWh", "-5", "-6"),
    ]


def test_a_supplier_s_export_names_the_commune_of_each_line() -> None:
    """A file of several communes keeps the code and the name of each, and a PDL counts electricity."""
    export = sheet(
        """
Code INSEE | Commune | PDL | Date de début | Date de fin | Consommation (kWh) | Montant HT
38179 | Gières | 30001 | 01/01/2023 | 31/01/2023 | 100 | 20
38485 | Seyssinet-Pariset | 30002 | 01/01/2023 | 31/01/2023 | 200 | 40
"""
    )
    assert [(line[1], line[2], line[4], line[7], line[9], line[11]) for line in lines(export, shown=DATED)] == [
        ("38179", "Gières", "30001", "electricity", "100", "20"),
        ("38485", "Seyssinet-Pariset", "30002", "electricity", "200", "40"),
    ]


def test_totals_are_left_out_and_said() -> None:
    """A total row and a total column are left out, each with `total_ignored` where it stands."""
    said = understand(MONTHS_AND_YEAR_IN_TITLE[2]).findings
    assert [(one.code, one.row, one.column, one.value) for one in said] == [
        ("total_ignored", None, "Total", None),
        ("total_ignored", 7, None, "Total"),
    ]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Site | Du | Au | Conso kWh\nÉcole | 01/01/2023 | 31/01/2023 | 12", ["fluide"]),
        ("Site | Période | Fluide | Consommation\nÉcole | 01/2023 | eau | 12", ["unite"]),
        ("Site | Fluide | Conso (kWh)\nÉcole | gaz | 12", ["periode"]),
        ("Site | Fluide | Unité | Janvier | Février\nÉcole | gaz | kWh | 1 | 2", ["periode"]),
        ("Site | Fluide | Période | Montant\nÉcole | gaz | 01/2023 | 1", ["cout_ht ou cout_ttc"]),
        ("Site | Fluide | Du | Conso (kWh)\nÉcole | gaz | 01/01/2023 | 1", ["date_fin"]),
        ("Site | Fluide | Période | Conso HP (kWh) | Conso HC (kWh)\nÉcole | élec | 01/2023 | 1 | 2", ["consommation"]),
    ],
)
def test_what_a_table_does_not_say_refuses_it(text: str, missing: list[str]) -> None:
    """A table that leaves a doubt is refused with what lacks and the headers found; nothing is guessed for it."""
    with pytest.raises(FileRejected) as refused:
        understand([sheet(text)])
    assert (refused.value.code, refused.value.params["missing"]) == ("missing_column", missing)
    assert refused.value.params["found"] == [cell.strip() for cell in text.split("\n", maxsplit=1)[0].split("|")]


def test_a_cost_of_unknown_tax_is_left_out_and_said() -> None:
    """A cost that says neither HT nor TTC never becomes one of them: the column is left out with a warning."""
    found = understand([sheet("Site | Fluide | Période | Conso (kWh) | Montant (€)\nÉcole | gaz | 01/2023 | 1 | 9")])
    assert [(one.code, one.column) for one in found.findings] == [("column_left_out", "Montant (€)")]
    assert found.frame["cout_ht"].null_count() == found.frame["cout_ttc"].null_count() == 1


def test_sheets_that_may_be_copies_are_asked_for() -> None:
    """Two sheets of one header that nobody named may be one table twice: which one is the sender's to say."""
    twice = [sheet("Site | Fluide | Unité | Janvier 2023\nÉcole | eau | m3 | 1", name) for name in ("Feuil1", "Feuil2")]
    with pytest.raises(FileRejected) as refused:
        understand(twice)
    assert (refused.value.code, refused.value.params) == ("choose_sheet", {"sheets": ("Feuil1", "Feuil2")})


def test_a_table_of_something_else_is_unrecognised() -> None:
    """A list of people is no table of consumptions."""
    with pytest.raises(FileRejected) as refused:
        guess([sheet("Nom | Prénom | Âge\nA | B | 12")])
    assert refused.value.code == "unrecognised"


def test_merged_cells_are_not_filled_down() -> None:
    """A blank site under a filled one stays blank: merged cells are filled down only where a mapping says so."""
    merged = sheet("Site | Fluide | Unité | 2023\nÉcole | gaz | kWh | 1\n | eau | m3 | 2")
    assert [line[1] for line in lines(merged)] == ["École", None]
    mapping = guess([merged]).mapping
    told = mapping.tables[0].model_copy(update={"fill_down": ("site",)})
    assert [line[1] for line in lines(merged, mapping=mapping.model_copy(update={"tables": (told,)}))] == ["École"] * 2


def test_a_label_that_names_nothing_says_nothing() -> None:
    """« Énergie : à compléter » above a table is no fluid, and the fluid is still what lacks."""
    with pytest.raises(FileRejected) as refused:
        understand([sheet("Énergie : | à compléter\n\nSite | Période | Conso (kWh)\nÉcole | 01/2023 | 12")])
    assert refused.value.params["missing"] == ["fluide"]


def test_a_year_that_title_and_sheet_dispute_is_asked() -> None:
    """Where the sheet's name says another year than the title, neither is taken."""
    with pytest.raises(FileRejected) as refused:
        understand([sheet("Suivi 2022\n\nSite | Eau janvier (m3)\nÉcole | 12", "2023")])
    assert refused.value.params["missing"] == ["periode"]
