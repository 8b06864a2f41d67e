"""Private files of deposits: what each address gives, and to whom it gives nothing."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from observatory.access import LOCAL, Role, User
from observatory.deposits import loop
from observatory.settings import Settings, settings
from observatory.store import Store, deposit_links
from observatory.ui import deposit_files, private_files

HERE, THERE = "38151", "38185"
HEADER = "site;compteur;periode;fluide;consommation;unite;commentaire\n"
FORMULA = '=HYPERLINK("http://x")'
FILE = (
    HEADER
    + f"**École** <b>;PDL 1;2023-01;electricite;12;kWh;{FORMULA}\n"
    + "Mairie;PDL 2;2023-01;electricite;douze;kWh;\n"
    + "Mairie;PDL 2;2023-02;electricite;13;kWh;\n"
).encode()


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A store of its own, which the route reads too."""
    monkeypatch.setenv("OBSERVATORY_STORE", str(tmp_path / "store"))
    settings.cache_clear()
    return Settings(store=tmp_path / "store")


def reader() -> TestClient:
    answer = private_files.answer(deposit_files.KINDS)
    return TestClient(Starlette(routes=[Route("/fichiers/{ticket}", answer)]))


def deposited(options: Settings, user: User = LOCAL) -> int:
    checked = loop.look(FILE, "relevés.csv", user, options, insee_code=HERE)
    (one,) = loop.transmit(checked, FILE, user, options)
    return one.number


def secretary(options: Settings, commune: str) -> User:
    link, _ = deposit_links.make(Store(options.store), commune, maker="local", days=3)
    return User(f"link:{link.id}", Role.LINK, frozenset({commune}))


def test_each_address_gives_its_file(options: Settings) -> None:
    """The bytes that were sent, the same marked, the receipt, and the template with the commune's meters."""
    number, user = deposited(options), secretary(options, HERE)
    told = {"number": number}
    assert reader().get(private_files.address(user, "original", told)).content == FILE
    marked = load_workbook(io.BytesIO(reader().get(private_files.address(user, "annotated", told)).content))
    assert "n'est pas un nombre" in marked.worksheets[0]["E3"].comment.text
    receipt = reader().get(private_files.address(user, "receipt", told)).text
    assert "3 lignes lues, 2 enregistrées, 1 à corriger" in receipt
    template = reader().get(private_files.address(user, "template", {"insee_code": HERE})).content
    column = [cell.value for cell in load_workbook(io.BytesIO(template)).worksheets[0]["D"]]
    assert {"PDL 1", "PDL 2"} <= set(column)


@pytest.mark.parametrize("kind", sorted(deposit_files.KINDS))
def test_no_address_gives_another_commune_s(options: Settings, kind: str) -> None:
    """Whoever is of another commune, or whose link was withdrawn, gets a sentence."""
    number = deposited(options)
    draft = deposit_files.of_draft(loop.followed(number, LOCAL, options).receipt.sha256, "relevés.csv", HERE, None)
    told = {**draft, "number": number}
    for user in (secretary(options, THERE), User("link:gone", Role.LINK, frozenset({HERE}))):
        given = reader().get(private_files.address(user, kind, told))
        assert given.status_code == 403
        assert b"PDL" not in given.content


def test_what_is_not_sent_yet_is_marked_too(options: Settings) -> None:
    """A file that was looked at comes back marked, and its list is a table in which a formula is a text."""
    user = secretary(options, HERE)
    checked = loop.look(FILE, "relevés.csv", user, options, insee_code=HERE)
    told = deposit_files.of_draft(checked.sha256, "relevés.csv", HERE, None, answers={})
    marked = load_workbook(io.BytesIO(reader().get(private_files.address(user, "marked", told)).content))
    assert marked.worksheets[0]["E3"].comment is not None
    assert marked.worksheets[0]["G2"].data_type == "s"
    listed = reader().get(private_files.address(user, "listed", told)).content.decode("utf-8-sig")
    assert listed.splitlines()[1].startswith("relevés.csv;error;not_a_number;;3;consommation;douze;")


def test_two_files_of_one_length_are_never_mixed_up(options: Settings) -> None:
    """Two communes' files of the same length, over 1 MiB and alike at both ends and in the middle, stay apart."""
    given = {}
    for commune, mark in ((HERE, "a"), (THERE, "b")):
        lines = [f"École;{n};2023-01;electricite;{n};kWh;{mark * 30}\n" for n in range(20_000)]
        content = (HEADER + "Mairie;0;2022;eau;1;m3;\n" + "".join(lines) + "Mairie;0;2023;eau;1;m3;\n").encode()
        checked = loop.look(content, "relevés.csv", LOCAL, options, insee_code=commune)
        (one,) = loop.transmit(checked, content, LOCAL, options)
        address = private_files.address(secretary(options, commune), "original", {"number": one.number})
        given[commune] = (content, address)
    assert len(given[HERE][0]) == len(given[THERE][0]) > 1 << 20
    assert all(reader().get(address).content == content for content, address in given.values())
