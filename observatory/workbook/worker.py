"""The child process in which a workbook is parsed: it may die of a file without taking the application along.

Run as `python -m observatory.workbook.worker MEMORY CPU_SECONDS`; it then waits for one line of JSON on its standard
input: `workbook`, `folder`, and `told`, the sheets whose numbers are known. For each visible sheet that holds
something, the folder receives `INDEX.text.arrow`, and of a sheet that is not among them, where it holds fractions,
`INDEX.float.arrow`, and `INDEX.int.arrow` where some have three decimals; `sheets.json` describes them. It imports as
little as possible, to start fast.
"""

import json
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import fastexcel
    import pyarrow as pa

_Kind = Literal["string", "float", "int"]
_FRACTION = r"^-?[0-9]+\.[0-9]+$"
_THOUSANDTHS = r"^-?[0-9]+\.[0-9]{3}$"
_ERROR_DETAIL = re.compile(r"Error\((\w+)\)")
_ERROR_TEXTS = {
    "NA": "#N/A",
    "Ref": "#REF!",
    "Div0": "#DIV/0!",
    "Value": "#VALUE!",
    "Name": "#NAME?",
    "Num": "#NUM!",
    "Null": "#NULL!",
}


def main(arguments: list[str]) -> None:
    """Set the limits of this process, make ready, and read every sheet once told to; nothing where nobody tells."""
    memory, cpu_seconds = arguments
    limit_process(memory=int(memory), cpu_seconds=int(cpu_seconds))
    import fastexcel  # noqa: F401, PLC0415 (within the limits)
    import pyarrow as pa  # noqa: F401, PLC0415

    line = sys.stdin.readline()
    if line:
        task = json.loads(line)
        folder = Path(task["folder"])
        sheets = convert(task["workbook"], folder, told=task["told"])
        Path(folder, "sheets.json").write_text(json.dumps(sheets), encoding="utf-8")


def limit_process(*, memory: int, cpu_seconds: int) -> None:
    """Bound what a hostile file may take; the bounds hold for this process until it ends."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 (there is none on Windows)

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def convert(workbook: str, folder: Path, *, told: list[str]) -> list[dict[str, Any]]:
    """Write the cells of each visible sheet as text, and return the sheets' descriptions in their order."""
    import fastexcel  # noqa: PLC0415 (within the limits)

    reader = fastexcel.read_excel(workbook)
    described = (_convert_sheet(reader, index, folder, told=told) for index in range(len(reader.sheet_names)))
    return [sheet for sheet in described if sheet is not None]


def _convert_sheet(
    reader: "fastexcel.ExcelReader", index: int, folder: Path, *, told: list[str]
) -> dict[str, Any] | None:
    described = _write_text(reader, index, folder, told=told)
    if described is not None:
        # Each reading lays the whole sheet out in memory: the one before must be gone.
        kinds: tuple[tuple[_Kind, list[int]], ...] = (
            ("float", described["fractions"]),
            ("int", described["thousandths"]),
        )
        for kind, columns in kinds:
            if columns:
                numbers = _load(reader, index, kind, use_columns=columns).to_arrow()
                _write(numbers, folder / f"{index}.{kind}.arrow")
    return described


def _write_text(reader: "fastexcel.ExcelReader", index: int, folder: Path, *, told: list[str]) -> dict[str, Any] | None:
    sheet = _load(reader, index, "string")
    if sheet.visible != "visible" or not sheet.width:
        return None
    places = [column.absolute_index for column in sheet.selected_columns]
    batch, errors = sheet.to_arrow_with_errors()
    _write(batch, folder / f"{index}.text.arrow")
    exact = sheet.name in told
    return {
        "index": index,
        "name": sheet.name,
        "columns": places,
        "fractions": [] if exact else _columns_with(_FRACTION, batch, places),
        "thousandths": [] if exact else _columns_with(_THOUSANDTHS, batch, places),
        "errors": [_error(each, places) for each in (errors.errors if errors else [])],
    }


def _load(
    reader: "fastexcel.ExcelReader",
    index: int,
    kind: _Kind,
    *,
    use_columns: list[int] | None = None,
) -> "fastexcel.ExcelSheet":
    # `skip_rows=0` keeps the blank rows at the top, without which every row number would be wrong.
    return reader.load_sheet(
        index, header_row=None, skip_rows=0, dtypes=kind, use_columns=use_columns, schema_sample_rows=None
    )


def _columns_with(pattern: str, batch: "pa.RecordBatch", places: list[int]) -> list[int]:
    from pyarrow import compute  # noqa: PLC0415 (within the limits)

    return [
        place
        for place, column in zip(places, batch.columns, strict=True)
        if compute.any(compute.match_substring_regex(column, pattern)).as_py()
    ]


def _write(batch: "pa.RecordBatch", path: Path) -> None:
    import pyarrow as pa  # noqa: PLC0415 (within the limits)

    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, batch.schema) as writer:
        writer.write_batch(batch)


def _error(error: "fastexcel.CellError", places: list[int]) -> tuple[int, int, str]:
    """Return the row (1 = first), the column (0 = A) and the text of a cell that has no text."""
    row, column = error.position
    detail = _ERROR_DETAIL.search(error.detail)
    return row + 1, places[column], _ERROR_TEXTS.get(detail[1] if detail else "", "#VALUE!")


if __name__ == "__main__":
    main(sys.argv[1:])
    # All is written: what was laid out in memory need not be taken down cell by cell.
    os._exit(0)
