"""Good files: formats, encodings, layouts of the template and the habits of real life, taken without a word."""

import datetime as dt
import io

import openpyxl

from observatory.wording.template import template_words
from observatory.workbook.template import Meter, write_template
from tests.corpus.making import (
    GRENOBLE,
    HEADER,
    Case,
    as_csv,
    as_ods,
    as_xls,
    as_xlsx,
    good,
    line,
    rows_case,
    rows_xlsx,
)
from tests.workbook.forge import Tab, row, zipped

THREE = good(3)
SHORT = ("site", "fluide", "periode", "consommation", "unite")


def _good(label: str, content: bytes, name: str = "essai.csv", *, count: int = 3, **told: object) -> Case:
    return Case(label, content, name, read=count, accepted=count, **told)  # type: ignore[arg-type]


def _lines(label: str, *lines: dict[str, object], **told: object) -> Case:
    return rows_case(label, list(lines), **told)


def _filled_template() -> bytes:
    """The template as its reader fills it in: a text, a true date, a number, a cost without a quantity."""
    meters = [Meter("École", "01234567890123", "electricite", "kWh"), Meter("=1+1", "E-7", "eau", "m3")]
    content = write_template(template_words("fr"), commune=(GRENOBLE, "Grenoble"), meters=meters)
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Relevés"]
    sheet["E2"], sheet["K2"] = "01/2023", 1234.125
    sheet["F3"], sheet["G3"], sheet["N3"] = dt.date(2023, 1, 1), dt.date(2023, 3, 31), 48.5
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _saved(cells: dict[str, object]) -> bytes:
    """A workbook as openpyxl saves it: the header, and cells with their types."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADER)
    for address, value in cells.items():
        sheet[address] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


DATES = _saved(
    {
        **{f"C{n}": "École" for n in range(2, 6)},
        **{f"H{n}": "gaz" for n in range(2, 6)},
        **{f"K{n}": 10 * n for n in range(2, 6)},
        **{f"L{n}": "MWh" for n in range(2, 6)},
        "E2": dt.datetime(2023, 1, 1),  # noqa: DTZ001 - a spreadsheet knows no zone
        "E3": dt.date(2023, 2, 28),
        "E4": 2022,
        "F5": dt.date(2023, 3, 15),
        "G5": dt.date(2023, 4, 14),
    }
)
FORMATS = (
    _good("UTF-8", as_csv(THREE)),
    _good("UTF-8 with its mark", as_csv([line(), *good(2)], encoding="utf-8-sig")),
    _good("UTF-16", as_csv([line(), *good(2)], encoding="utf-16")),
    _good("commas", as_csv(THREE, delimiter=",")),
    _good("tabs", as_csv(THREE, delimiter="\t"), "essai.tsv"),
    _good("lines of Windows", as_csv(THREE, end="\r\n")),
    _good("lines of an old Mac", as_csv(THREE, end="\r")),
    _good("blank lines between", as_csv(THREE).replace(b"\n", b"\n\n")),
    _good("a text file", as_csv(THREE), "RELEVES.TXT"),
    _good("a zip of one table and notes", zipped({"a.csv": as_csv(THREE), "lisez-moi.txt": "Bonjour"}), "envoi.zip"),
    _good("an .xlsx", as_xlsx(rows_xlsx(THREE)), "a.xlsx"),
    _good("an .ods", as_ods(THREE), "a.ods"),
    _good("an .xls", as_xls(THREE), "a.xls"),
    _good(
        "an .xlsx beside notes",
        as_xlsx(Tab(row(1, "Notes") + row(2, "Relevés de 2023"), "Notes"), Tab(rows_xlsx(THREE))),
        "a.xlsx",
    ),
    _good(
        "the template of last year beside it, blank",
        as_xlsx(Tab(rows_xlsx([]), "Vierge"), Tab(rows_xlsx(THREE), "2023")),
        "a.xlsx",
    ),
    _good("the template filled in", _filled_template(), "modele.xlsx", count=2),
    _good("true dates", DATES, "a.xlsx", count=4),
    _good("a name with marks of a page", as_csv(THREE), "<b>relevés</b> *2023*.csv".replace("/", "")),
)
HEADERS = (
    _good("five columns", as_csv(THREE, header=SHORT)),
    _good(
        "headers in capitals, with accents",
        as_csv(THREE).replace(b"fluide;nature", "FLUIDE;Natüre".encode()).replace(b"periode", "Période".encode()),
    ),
    _good(
        "headers with spaces and hyphens",
        as_csv(THREE).replace(b"code_insee", b" Code INSEE ").replace(b"dont_abonnement", b"dont-abonnement"),
    ),
    _good("columns of her own", as_csv(THREE, header=(*HEADER, "Fournisseur", "Remarque"))),
    _good("columns in another order", as_csv(THREE, header=tuple(reversed(HEADER)))),
    _good("titles above", as_csv(THREE, above=["Commune de Grenoble", "", "Relevés 2020;;"])),
    _good(
        "costs alone",
        as_csv(
            [line(cout_ttc="12,5", periode=f"2023-{m:02d}") for m in range(1, 4)],
            header=("site", "fluide", "periode", "unite", "cout_ttc"),
        ),
    ),
    _good(
        "two dates and no period",
        as_csv(
            [line(date_debut=f"01/0{m}/2023", date_fin=f"28/0{m}/2023") for m in range(1, 4)],
            header=("site", "fluide", "date_debut", "date_fin", "consommation", "unite"),
        ),
    ),
)
_SPELLED = (
    "2023",
    "2022-01",
    "02/2022",
    "3/2022",
    "avril 2022",
    "mai-22",
    "janv-21",
    "févr.-21",
    "Décembre 2021",
    "T1 2020",
    "2T 2020",
    "S1 2019",
    "2e semestre 2019",
    "2018-T3",
    "01/09/2018",
    "2018-10-31",
    "1er trimestre 2017",
    "2016.0",
)
LINES = (
    _lines("every spelling of a period", *(line(periode=text) for text in _SPELLED)),
    _lines(
        "bills by their dates",
        line(periode="", date_debut="15/01/2023", date_fin="14/03/2023"),
        line(periode="", date_debut="2023-03-15", date_fin="2023-05-14"),
        line(periode="", date_debut="15.05.23", date_fin="14 juillet 2023"),
    ),
    _lines(
        "every fluid in its units",
        line(fluide="electricite", unite="kWh"),
        line(fluide="Électricité", unite="MWh", compteur="B"),
        line(fluide="gaz naturel", unite="GWh"),
        line(fluide="fioul", unite="L"),
        line(fluide="propane", unite="kg"),
        line(fluide="granulés", unite="kWh"),
        line(fluide="bois", unite="stere", compteur="C"),
        line(fluide="reseau_chaleur", unite="MWh"),
        line(fluide="réseau de froid", unite="kWh"),
        line(fluide="eau", unite="m³"),
        line(fluide="Eau potable", unite="l", compteur="D"),
        line(fluide="gaz", unite="kWh PCI", compteur="E"),
    ),
    _lines(
        "numbers as France writes them",
        *(
            line(periode=f"2023-0{at}", consommation=text)
            for at, text in enumerate(
                ("1 234,5", "1\u00a0234", "1\u202f234,25", "0,125", "1234.5", "+12", "1,234", ",5"), start=1
            )
        ),
    ),
    _lines(
        "credit notes and adjustments",
        line(),
        line(nature="avoir", consommation="-20", cout_ttc="-4,5"),
        line(nature="Régularisation", consommation="-3"),
        line(nature="avoir", consommation="", unite="", cout_ht="-12", compteur="B"),
    ),
    _lines(
        "a standing charge alone",
        line(consommation="", unite="", cout_ht="10", dont_abonnement="10"),
        line(consommation="", cout_ttc="12", periode="2023-02"),
    ),
    _lines("nothing used", line(consommation="0"), line(periode="2023-02", consommation="0,0")),
    _lines(
        "blank months and months to come",
        *THREE,
        line(periode="2023-05", consommation=""),
        line(periode="2027-01", consommation=""),
        line(periode="2027-02", consommation="0"),
        read=3,
        accepted=3,
    ),
    _lines(
        "readings of an index",
        *(line(nature="index", periode=f"2023-0{m}", consommation=str(1000 + 50 * m)) for m in range(1, 6)),
        staged=4,
    ),
    _lines(
        "readings of an index, by day and out of order",
        line(nature="index", periode="15/06/2023", consommation="300"),
        line(nature="index", periode="10/01/2023", consommation="100"),
        line(nature="index", periode="12/01/2023", consommation="40", compteur="B"),
        line(nature="index", periode="12/07/2023", consommation="44", compteur="B"),
        staged=2,
    ),
    _lines(
        "a delivery on its day",
        line(fluide="fioul", nature="livraison", unite="L", periode="17/11/2023", consommation="2000"),
    ),
    _lines(
        "her own code and name",
        *(
            told | {"code_insee": GRENOBLE, "commune": name}
            for told, name in zip(THREE, ("Grenoble", "GRENOBLE", "Ville de Grenoble"), strict=True)
        ),
    ),
    _lines(
        "a code kept as a number",
        *(told | {"code_insee": 38185} for told in THREE),
        content=as_xlsx(rows_xlsx([told | {"code_insee": 38185} for told in THREE])),
        name="a.xlsx",
    ),
    _lines(
        "a code of Corsica in small letters", *(told | {"code_insee": "2a004"} for told in THREE), communes=("2A004",)
    ),
    _lines(
        "two communes of a syndicat",
        line(code_insee=GRENOBLE),
        line(code_insee="38179", commune="Gières"),
        communes=(GRENOBLE, "38179"),
    ),
    _lines(
        "formulas, HTML and Markdown in names and comments",
        line(site="=1+1", commentaire="=cmd"),
        line(site="<b>x</b>", commentaire="**gras** [x](y)"),
        line(site="'=SUM(A1)", commentaire="'@x"),
    ),
    _lines(
        "a meter's letters and zeros",
        line(compteur="00012"),
        line(compteur="GI123456"),
        line(compteur="01234567890123"),
    ),
    _lines("many sites, one month", *(line(site=f"Site {n}") for n in range(40))),
    _lines(
        "decimals of a workbook",
        *(
            told := [
                line(consommation=1.234),
                line(consommation=0.1 + 0.2, periode="2023-02"),
                line(consommation=1e-7, periode="2023-03"),
            ]
        ),
        content=as_xlsx(rows_xlsx(told)),
        name="a.xlsx",
    ),
    _lines(
        "estimated and actual",
        line(releve="estimé"),
        line(releve="Réel", periode="2023-02"),
        line(releve="E", periode="2023-03"),
    ),
    _lines(
        "this month and this year",
        line(periode="11/2026"),
        line(periode="2026", compteur="B"),
        line(periode="", date_debut="01/11/2026", date_fin="31/12/2026", compteur="C"),
    ),
    _lines(
        "a site named after a company",
        line(site="TotalEnergies, station"),
        line(site="Moyenne section", compteur="B") | {"site": "École, moyenne section"},
    ),
    _lines(
        "a summer without heating",
        *(
            line(fluide="gaz", periode=f"2023-{m:02d}", consommation=c)
            for m, c in enumerate(
                ("9000", "8000", "6000", "3000", "900", "30", "25", "28", "700", "3000", "7000", "9500"), start=1
            )
        ),
    ),
)
_MIXED = [
    line(site="Hôtel de ville, mairie", commentaire='dit "la mairie"'),
    line(fluide="eau", unite="m3", consommation="12.5"),
    *good(2),
]
SPELLINGS = tuple(
    _good(
        f"{encoding}, {delimiter!r}, {end!r}",
        as_csv(_MIXED, encoding=encoding, delimiter=delimiter, end=end),
        count=4,
    )
    for encoding in ("utf-8", "utf-8-sig", "utf-16")
    for delimiter in (";", ",", "\t")
    for end in ("\n", "\r\n", "\r")
)
CASES = (*FORMATS, *HEADERS, *LINES, *SPELLINGS)
