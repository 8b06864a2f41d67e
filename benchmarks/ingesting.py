"""How long a file takes from its bytes to the published snapshot, beside what a bare reading of it takes.

Each measure is of a process of its own, so that its peak memory is its own; the store is new, the process warm.
"""

import json
import math
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import fastexcel
import openpyxl
import polars as pl

from benchmarks.table import Measure, timed
from observatory.ingest import ingest
from observatory.settings import PROJECT, Settings
from observatory.store import reference

REAL = PROJECT.parent / "shared/data/energy/ore_conso_elec_gaz_commune_grenoble_metropole.csv"
LARGE_ROWS, LARGE_TIMES, MEMORY_BOUND = 3_400_000, 3, 2 << 30
XLSX_ROWS, XLSX_TIMES, STATIONS = 100_000, 5, 8
ROUNDS = 3
VALUE = "Conso totale (MWh)"
KIB = 1024


def measures(folder: Path) -> list[Measure]:
    """An xlsx of 100,000 rows × 8, and where the real file is there an ORE-layout CSV of 3.4 million rows × 47."""
    found = _against(_xlsx(folder / "xlsx.xlsx"), folder, XLSX_TIMES, f"xlsx of {XLSX_ROWS:,} rows × 8", "fastexcel")
    if REAL.exists():
        file = _csv(folder / "ore.csv")
        found += _against(file, folder, LARGE_TIMES, f"csv of {LARGE_ROWS:,} rows × 47", "Polars")
        file.unlink()
    return found


def _against(file: Path, folder: Path, times: float, name: str, reader: str) -> list[Measure]:
    """The bare reading, the whole ingest bound to a multiple of it, and the ingest's peak memory (MB for ms)."""
    bare = _apart("bare", file, folder)["seconds"]
    whole = _apart("whole", file, folder)
    bound = times * Measure(reader, bare).median
    rows = [Measure(f"{name}: {reader} alone", bare), Measure(f"{name}: whole ingest", whole["seconds"], bound)]
    if file.suffix == ".csv":
        rows.append(Measure(f"{name}: peak memory, MB", [whole["peak"][0] / 1e9], MEMORY_BOUND / 1e6))
    return rows


def _apart(what: str, file: Path, folder: Path) -> Mapping[str, list[float]]:
    command = [sys.executable, "-m", "benchmarks.ingesting", what, str(file), str(folder)]
    return dict(json.loads(subprocess.run(command, check=True, capture_output=True, cwd=PROJECT).stdout))


def _xlsx(path: Path) -> Path:
    """Days of eight weather stations, as a spreadsheet program writes them: texts, numeric cells with fractions."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Relevés")
    sheet.append(["source", "vintage", "station", "date", "tn", "tx", "nom", "altitude"])
    first = date(1990, 1, 1)
    for at in range(XLSX_ROWS):
        station, day = at % STATIONS, first + timedelta(days=at // STATIONS)
        low = round(8 + 9 * math.sin(at / 2920) + at % 37 / 10, 1)
        place = (f"3818{station}401", day.isoformat(), low, round(low + 7.3, 1), f"Station {station}", 212.5 + station)
        sheet.append(["observatory_temperatures", "2024", *place])
    book.save(path)
    return path


def _csv(path: Path) -> Path:
    """The real file over and over, each time carried to other communes of France."""
    real = pl.read_csv(REAL, separator=";", infer_schema=False)
    own = real["Code Commune"].unique().sort()
    communes = reference.table(PROJECT / "data", "communes")
    written = 0
    with path.open("wb") as file:
        while written < LARGE_ROWS:
            others = communes.slice(written // real.height * len(own), len(own))
            carried = _carried(real, own, others).head(LARGE_ROWS - written)
            carried.write_csv(file, separator=";", include_header=written == 0)
            written += carried.height
    return path


def _carried(real: pl.DataFrame, own: pl.Series, others: pl.DataFrame) -> pl.DataFrame:
    there = {"Code Commune": "insee_code", "Nom Commune": "name", "Code EPCI": "epci_siren",
             "Code Département": "departement", "Code Région": "region"}  # fmt: skip
    return real.with_columns(
        pl.col("Code Commune").replace_strict(own, others[name].fill_null("")).alias(column)
        for column, name in there.items()
    )


def _main(what: str, path: Path, folder: Path) -> None:
    """Time one thing in this process, several times, and print the seconds and the peak memory."""
    work = _bare(path) if what == "bare" else _whole(path, folder)
    work()  # imports, and the reference tables, once a process
    seconds = [timed(work) for _ in range(ROUNDS)]
    print(json.dumps({"seconds": seconds, "peak": [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB]}))


def _bare(path: Path) -> Callable[[], object]:
    if path.suffix == ".xlsx":
        return lambda: fastexcel.read_excel(path).load_sheet(0).to_arrow()
    return lambda: pl.read_csv(path, separator=";", infer_schema=False)[VALUE].cast(pl.Float64).sum()


def _whole(path: Path, folder: Path) -> Callable[[], object]:
    """Into a new store each time: the same bytes twice are a no-op."""

    def take() -> None:
        with TemporaryDirectory(dir=folder) as store:
            report = ingest([path], Settings(store=Path(store)))[0]
            if report.rows_accepted not in {XLSX_ROWS, LARGE_ROWS} or report.snapshot is None:
                raise AssertionError(report)

    return take


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
