"""Archives whose directory lies, or that are more than they seem."""

import io
import struct
import zipfile
from dataclasses import replace

import pytest

from observatory.errors import FileRejected
from observatory.workbook.guard import inspect
from observatory.workbook.limits import ADVISER, Limits
from tests.workbook.forge import Tab, ods, ods_row, row, xlsx, xlsx_parts, zipped

CSV = b"code_insee;kwh\n38185;12\n"
GOOD_ROWS = row(1, "code_insee", "kwh") + row(2, "38185", 12)
GOOD = xlsx(GOOD_ROWS)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(content: bytes, name: str = "essai.xlsx", *, limits: Limits = ADVISER) -> str:
    """Return the code of the refusal that a file meets."""
    with pytest.raises(FileRejected) as caught:
        inspect(content, name, limits=limits)
    return caught.value.code


def test_bombs() -> None:
    """An archive that inflates 150 times, or beyond 100 MB, or has over 2,000 parts, is refused without inflating."""
    spaces = Tab(GOOD_ROWS + " " * (20 << 20))
    assert refusal(xlsx(spaces)) == "archive_too_large"
    assert refusal(zipped({f"{n}.csv": b"a" for n in range(2_001)}), "envoi.zip") == "archive_too_large"
    assert refusal(xlsx(GOOD_ROWS), limits=replace(ADVISER, archive_bytes=100)) == "archive_too_large"


def lying_about_size(content: bytes, name: str, size: int) -> bytes:
    """Write another size of a part into its local header and into the directory."""
    patched, spelled = bytearray(content), name.encode()
    local = content.index(spelled) - 30
    central = content.rindex(spelled) - 46
    patched[local + 22 : local + 26] = patched[central + 24 : central + 28] = struct.pack("<I", size)
    return bytes(patched)


def test_lying_sizes() -> None:
    """A part that inflates to more than its directory says is suspicious, to less is damaged."""
    name = "xl/worksheets/sheet1.xml"
    assert refusal(lying_about_size(GOOD, name, 10)) == "archive_suspicious"
    assert refusal(lying_about_size(GOOD, name, 9_999)) == "file_damaged"


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/passwd", "C:/evil.xml", "xl\\..\\evil.xml"])
def test_names_that_leave_the_folder(name: str) -> None:
    """A part whose name leaves the archive's folder is suspicious."""
    assert refusal(xlsx(GOOD_ROWS, extra={name: "x"})) == "archive_suspicious"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_part_twice() -> None:
    """Two parts of one name, even in another case, are suspicious: readers would not agree on which counts."""
    twice = [*xlsx_parts(Tab(GOOD_ROWS)).items(), ("XL/Workbook.xml", "<workbook/>")]
    assert refusal(zipped(twice)) == "archive_suspicious"
    assert refusal(zipped([("a.csv", CSV), ("a.csv", CSV)]), "envoi.zip") == "archive_suspicious"


def test_links_in_an_archive() -> None:
    """A symbolic link in an archive is suspicious."""
    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a") as archive:
        link = zipfile.ZipInfo("xl/lien.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert refusal(buffer.getvalue()) == "archive_suspicious"


def test_bytes_before_behind_and_shared() -> None:
    """Bytes glued in front of or behind an archive, and parts that share their bytes, are suspicious."""
    assert refusal(zipped({"a.csv": CSV}) + GOOD) == "archive_suspicious"
    assert refusal(GOOD + b"glued") == "archive_suspicious"
    shared, first = bytearray(GOOD), GOOD.index(b"PK\1\2")
    second = GOOD.index(b"PK\1\2", first + 4)
    shared[second + 42 : second + 46] = shared[first + 42 : first + 46]
    assert refusal(bytes(shared)) == "archive_suspicious"


def test_damage() -> None:
    """A truncated archive and one whose checksum is wrong are damaged."""
    assert refusal(GOOD[: len(GOOD) // 2]) == "file_damaged"
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        for name, part in xlsx_parts(Tab(GOOD_ROWS)).items():
            archive.writestr(name, part)
    assert refusal(stored.getvalue().replace(b"38185", b"38186")) == "file_damaged"


def test_encryption() -> None:
    """A workbook behind a password is named as such, in each of its forms."""
    assert refusal(OLE + "EncryptedPackage\0".encode("utf-16-le")) == "file_encrypted"
    manifest = {"META-INF/manifest.xml": "<manifest:encryption-data/>"}
    assert refusal(ods(ods_row("a"), extra=manifest), "a.ods") == "file_encrypted"
    flagged, central = bytearray(zipped({"a.csv": CSV})), zipped({"a.csv": CSV}).index(b"PK\1\2")
    flagged[6] |= 1
    flagged[central + 8] |= 1
    assert refusal(bytes(flagged), "envoi.zip") == "file_encrypted"
