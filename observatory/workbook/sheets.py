"""Workbooks (.xlsx, .xls, .ods) into text cells, parsed in a child process that may die of them."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import polars as pl

from observatory.errors import FileRejected
from observatory.workbook.guard import Inspection
from observatory.workbook.limits import Limits
from observatory.workbook.xml_scan import Patch, check_extent

_ROOT = Path(__file__).resolve().parents[2]
_WORKER = "observatory.workbook.worker"
# Each thread, and each memory pool, reserves address space: without these the limit is spent before any cell is read.
_FEW_THREADS = {
    "POLARS_MAX_THREADS": "2",
    "RAYON_NUM_THREADS": "2",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "1",
}
_INHERITED = ("PATH", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "SYSTEMROOT")
# `1.234` would have two readings as a text; a numeric cell has one.
_TWO_READINGS = r"\.[0-9]{3}$"


@dataclass(frozen=True)
class Sheet:
    """One visible sheet: `row` (UInt32, 1 = first), then `c0` (column A), `c1`… as text; blank rows left out."""

    name: str
    frame: pl.DataFrame


class Parser:
    """The child process for one workbook, which may be started before it is known whether there is one to read."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._child is not None:
            with self._child as child:
                child.kill()  # nothing where it has ended

    def start(self) -> subprocess.Popen[bytes]:
        """Let it make ready, within its limits; it reads nothing before it is told what."""
        if self._child is None:
            inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
            bounds = [str(self.limits.worker_bytes), str(self.limits.worker_cpu_seconds)]
            self._child = subprocess.Popen(  # noqa: S603 (our own module, arguments of our own)
                [sys.executable, "-m", _WORKER, *bounds],
                env={**inherited, **_FEW_THREADS, "PYTHONPATH": str(_ROOT)},
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
        return self._child

    def run(self, **told: object) -> None:
        """Tell it what to read, and wait for its end. Raises FileRejected `file_damaged`, `file_encrypted`."""
        child = self.start()
        try:
            _, said = child.communicate(json.dumps(told).encode(), timeout=self.limits.worker_wall_seconds)
        except subprocess.TimeoutExpired as error:
            raise FileRejected("file_damaged", reason="time") from error
        if b"assword" in said:
            raise FileRejected("file_encrypted")
        if child.returncode != 0:
            raise FileRejected("file_damaged", reason="parser", status=child.returncode)


def read_workbook(found: Inspection, parser: Parser) -> tuple[Sheet, ...]:
    """Read every visible sheet that holds something, as text.

    A numeric cell keeps its whole value, spelled with a point so that no grammar takes it for a thousands separator;
    error values and formulas never calculated (the patches) stand in their cells as text. A date is spelled
    `2023-01-31 00:00:00` (or without the time), a truth value `true` or `false`.
    Raises FileRejected: `file_damaged` for any death of the parser, `file_encrypted`, `sheet_too_large`.
    """
    with TemporaryDirectory(prefix="workbook-") as name:
        folder = Path(name)
        workbook = folder / f"workbook.{found.kind.value}"
        workbook.write_bytes(found.content)
        parser.run(workbook=str(workbook), folder=name, told=list(found.numbers))
        described = json.loads((folder / "sheets.json").read_text(encoding="utf-8"))
        sheets = [_read_sheet(folder, each, found, limits=parser.limits) for each in described]
    return tuple(sheet for sheet in sheets if not sheet.frame.is_empty())


def _read_sheet(folder: Path, described: Mapping[str, Any], found: Inspection, *, limits: Limits) -> Sheet:
    name, places = described["name"], described["columns"]
    texts = _read_arrow(folder / f"{described['index']}.text.arrow", places)
    check_extent(name, texts.height, max(places) + 1, limits=limits)
    if described["fractions"]:
        floats = _read_arrow(folder / f"{described['index']}.float.arrow", described["fractions"])
        whole = described["thousandths"]
        beside = _read_arrow(folder / f"{described['index']}.int.arrow", whole) if whole else pl.DataFrame()
        texts = texts.with_columns(
            _exact(texts[name], floats[name], beside.get_column(name, default=None)) for name in floats.columns
        )
    if name in found.numbers:
        texts = _told(texts, found.numbers[name])
    mine = [Patch(name, *each) for each in described["errors"]] + [each for each in found.patches if each.sheet == name]
    return Sheet(name=name, frame=_laid_out(_patched(texts, mine)))


def _read_arrow(path: Path, places: Sequence[int]) -> pl.DataFrame:
    frame = pl.read_ipc(path)
    return frame.rename({old: f"c{place}" for old, place in zip(frame.columns, places, strict=True)})


def _exact(text: pl.Series, number: pl.Series, integer: pl.Series | None) -> pl.Series:
    """Spell numeric cells with all their digits: as text the parser gives nine decimals.

    What has another value as text is a number. A text that looks like a fraction has no integer reading, a fraction has
    one: so the two are told apart where a text of three decimals must be left as it is.
    """
    frame = pl.DataFrame({"text": text, "number": number})
    spelled = pl.col("number").cast(pl.String)
    shortened = pl.col("text").cast(pl.Float64, strict=False) != pl.col("number")
    if integer is not None:
        spelled = pl.when(spelled.str.contains(_TWO_READINGS)).then(spelled + "0").otherwise(spelled)
        frame = frame.with_columns(integer=integer)
        shortened = pl.col("number") != pl.col("integer")
    return frame.select(pl.when(shortened).then(spelled).otherwise("text").alias(text.name)).to_series()


def _told(texts: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """Spell the numeric cells whose value is known with all their digits; a date stays what the parser says."""
    spelled = pl.col("number").cast(pl.String)
    numbers = numbers.filter(pl.col("row") <= texts.height).select(
        at=pl.col("row") - 1,
        name=pl.format("c{}", pl.col("column") - 1),
        text=pl.when(spelled.str.contains(_TWO_READINGS)).then(spelled + "0").otherwise(spelled),
    )
    for (name,), cells in numbers.filter(pl.col("name").is_in(texts.columns)).group_by("name"):
        column = texts[str(name)]
        is_number = column[cells["at"]].cast(pl.Float64, strict=False).is_not_null()
        texts = texts.with_columns(column.scatter(cells["at"].filter(is_number), cells["text"].filter(is_number)))
    return texts


def _patched(texts: pl.DataFrame, patches: Sequence[Patch]) -> pl.DataFrame:
    """Write texts into cells, which may lie beyond those that the parser found filled."""
    missing = max((patch.row for patch in patches), default=0) - texts.height
    if missing > 0:
        texts = texts.vstack(texts.clear(missing))
    for column in sorted({patch.column for patch in patches}):
        name = f"c{column}"
        cells = {patch.row - 1: patch.text for patch in patches if patch.column == column}
        current = texts[name] if name in texts.columns else pl.Series(name, [None] * texts.height, dtype=pl.String)
        texts = texts.with_columns(current.scatter(list(cells), list(cells.values())))
    return texts


def _laid_out(texts: pl.DataFrame) -> pl.DataFrame:
    """Give each row its number, put the columns in their order from A on, and leave out the blank rows."""
    last = max(int(name[1:]) for name in texts.columns)
    names = [f"c{place}" for place in range(last + 1)]
    blank = [pl.lit(None, dtype=pl.String).alias(name) for name in names if name not in texts.columns]
    filled = pl.any_horizontal(pl.col(names).str.strip_chars().str.len_bytes() > 0)
    cells = texts.with_columns(blank).with_columns(pl.when(pl.col(names) != "").then(pl.col(names)))
    return cells.with_row_index("row", offset=1).select("row", *names).filter(filled)
