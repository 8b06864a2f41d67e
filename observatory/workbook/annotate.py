"""A depositor's own workbook, back with her cells coloured and a comment in each.

An .xlsx keeps its sheets, formats, formulas and last results: comments and styles are added to the package's own parts
(a plain openpyxl save drops what formulas gave). The other kinds come back as a new .xlsx of the same cells. Either
way a last sheet lists every line to correct, and a workbook annotated before loses its former marks first.
"""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from observatory.workbook.annotated.contract import Note, Words
from observatory.workbook.annotated.copied import copied
from observatory.workbook.cells import Cells
from observatory.workbook.child import in_a_child
from observatory.workbook.guard import Kind
from observatory.workbook.limits import Limits

__all__ = ["Note", "Words", "annotate"]

_WORKER = "observatory.workbook.annotated.worker"


def annotate(content: bytes, tables: Sequence[Cells], notes: Sequence[Note], *, words: Words, limits: Limits) -> bytes:
    """The workbook with a mark and a comment on each cell that a note is about, as an .xlsx.

    `content` passed the guard and `tables` are its cells. An .xlsx that is too large to be marked in place within the
    limits of the reading comes back as a copy of its cells, as the other kinds do.
    """
    if tables[0].kind is Kind.XLSX:
        marked = _in_place(content, notes, words=words, limits=limits)
        if marked is not None:
            return marked
    return copied(tables, notes, words=words)


def _in_place(content: bytes, notes: Sequence[Note], *, words: Words, limits: Limits) -> bytes | None:
    with TemporaryDirectory(prefix="annotated-") as name:
        folder = Path(name)
        (folder / "workbook.xlsx").write_bytes(content)
        told = {"notes": [asdict(note) for note in notes], "words": asdict(words)}
        (folder / "notes.json").write_text(json.dumps(told), encoding="utf-8")
        try:
            done = in_a_child(_WORKER, [name], limits=limits)
        except subprocess.TimeoutExpired:
            return None
        marked = folder / "marked.xlsx"
        return marked.read_bytes() if done.returncode == 0 and marked.exists() else None
