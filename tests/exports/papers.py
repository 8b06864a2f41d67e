"""Reading a PDF as a person and as a screen reader do."""

import io
import re
from collections.abc import Iterator

import pikepdf
from pypdf import PdfReader

from observatory.wording.typography import plain_spaces


def one_line(text: str) -> str:
    """A text on one line, with plain spaces."""
    return re.sub(r"\s+", " ", plain_spaces(text))


def text_of(document: bytes) -> str:
    """All the words of a document."""
    return one_line(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(document)).pages))


def elements(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every element of the structure, in reading order."""

    def inside(one: pikepdf.Object) -> Iterator[pikepdf.Object]:
        if isinstance(one, pikepdf.Array):
            for child in one:
                yield from inside(child)
        elif isinstance(one, pikepdf.Dictionary):
            if "/S" in one:
                yield one
            yield from inside(one.get("/K", pikepdf.Array()))

    return inside(document.Root.StructTreeRoot.K)


def kinds(document: bytes, *wanted: str) -> list[str]:
    """The elements of these kinds, in reading order."""
    with pikepdf.open(io.BytesIO(document)) as opened:
        return [str(one.S) for one in elements(opened) if str(one.S) in wanted]


def alternatives(document: bytes) -> list[str]:
    """What each figure says to who does not see it, in reading order."""
    with pikepdf.open(io.BytesIO(document)) as opened:
        return [str(one.get("/Alt")) for one in elements(opened) if one.S == "/Figure"]


def standards(document: bytes) -> tuple[str, str, str]:
    """The parts of PDF/UA and of PDF/A that a document declares."""
    with pikepdf.open(io.BytesIO(document)) as opened, opened.open_metadata() as metadata:
        return metadata["pdfuaid:part"], metadata["pdfaid:part"], metadata["pdfaid:conformance"]
