"""The same questions, of the same facts, put to PostgreSQL and to pandas."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb
import pandas as pd

from benchmarks.table import Measure, timed
from observatory.store.writer import quoted

ROUNDS = 5
COMMUNE, DEPARTEMENT = "38185", "38"
NOBODY = 65534  # PostgreSQL refuses to run as root
QUESTIONS = {
    "a commune's years": "SELECT year, sum(energy_mwh) FROM energy WHERE insee_code = '38185' GROUP BY year",
    "a département's years": """SELECT year, sum(energy_mwh) FROM energy
        WHERE insee_code IN (SELECT insee_code FROM communes WHERE departement = '38') GROUP BY year""",
    "France's years": "SELECT year, sum(energy_mwh) FROM energy GROUP BY year",
    "a département's years, rolled up": """SELECT year, sum(energy_mwh) FROM energy_rolled
        WHERE departement = '38' GROUP BY year""",
    "France's years, rolled up": "SELECT year, sum(energy_mwh) FROM energy_rolled WHERE departement = '' GROUP BY year",
}
# What PostgreSQL is given: the columns of the questions and of a split, an index by commune, the same roll-up.
TABLES = """
    CREATE UNLOGGED TABLE energy (insee_code text, year smallint, carrier text, sector text, energy_mwh float8);
    CREATE UNLOGGED TABLE communes (insee_code text PRIMARY KEY, departement text);
    CREATE UNLOGGED TABLE energy_rolled (departement text, year smallint, carrier text, sector text, energy_mwh float8);
"""
COPIED = {
    "energy": "SELECT insee_code, year, carrier, sector, energy_mwh FROM energy",
    "communes": "SELECT insee_code, departement FROM communes",
    "energy_rolled": "SELECT departement, year, carrier, sector, energy_mwh FROM energy_rolled",
}
INDEXES = """
    CREATE INDEX ON energy (insee_code);
    CREATE INDEX ON energy_rolled (departement);
    VACUUM ANALYZE;
"""


@dataclass(frozen=True)
class Engine:
    """One engine's answers to `QUESTIONS` (those it was asked), and what it was given."""

    name: str
    given: str
    loading: float
    measures: dict[str, Measure]


def duckdb_of(path: Path) -> Engine:
    """The store itself, as pages open it."""
    with duckdb.connect(path, read_only=True, config={"threads": 2}) as con:
        asked = {name: _measure(name, partial(_fetched, con, sql)) for name, sql in QUESTIONS.items()}
    return Engine("DuckDB (the store)", "sorted by commune, rolled up", 0.0, asked)


def _fetched(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    return con.execute(sql).fetchall()


def pandas_of(path: Path, folder: Path) -> Engine:
    """The three columns of the questions in memory, from Parquet, communes as categories."""
    parquet = folder / "energy.parquet"
    with duckdb.connect(path, read_only=True) as con:
        con.execute(
            f"""COPY (SELECT insee_code, departement, year::SMALLINT AS year, energy_mwh
            FROM energy JOIN communes USING (insee_code)) TO {quoted(parquet)} (FORMAT parquet)"""
        )
    frames: list[pd.DataFrame] = []
    loading = timed(
        lambda: frames.append(pd.read_parquet(parquet).astype({"insee_code": "category", "departement": "category"}))
    )
    (facts,) = frames
    asks = {
        "a commune's years": partial(_of, facts, "insee_code", COMMUNE),
        "a département's years": partial(_of, facts, "departement", DEPARTEMENT),
        "France's years": partial(_by_year, facts),
    }
    asked = {name: _measure(name, ask) for name, ask in asks.items()}
    parquet.unlink()
    return Engine("pandas", "four columns in memory, from Parquet, communes as categories", loading, asked)


def _of(facts: pd.DataFrame, column: str, key: str) -> pd.Series:
    return _by_year(facts[facts[column] == key])


def _by_year(facts: pd.DataFrame) -> pd.Series:
    return facts.groupby("year")["energy_mwh"].sum()


def postgres_of(path: Path) -> Engine | None:
    """A PostgreSQL of its own, loaded by COPY, indexed by commune, with the same roll-up; None where there is none."""
    if not shutil.which("postgres") or not shutil.which("psql"):
        return None
    with _cluster() as psql:
        loading = timed(lambda: _load(path, psql))
        asked = {name: _asked(psql, name, sql) for name, sql in QUESTIONS.items()}
    return Engine("PostgreSQL", "unlogged tables, an index by commune, the same roll-up", loading, asked)


@contextmanager
def _cluster() -> Iterator[list[str]]:
    """A cluster in a folder of its own, of an unprivileged user, without a port; yields the command that asks it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        as_nobody = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.geteuid() == 0 else []
        if as_nobody:
            os.chown(folder, NOBODY, NOBODY)
        run = [*as_nobody, "env", f"HOME={folder}"]
        facts = str(folder / "facts")
        subprocess.run([*run, "initdb", "-D", facts, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"],
                       check=True, stdout=subprocess.DEVNULL)  # fmt: skip
        options = f"-c listen_addresses='' -k {folder} -c shared_buffers=512MB -c work_mem=64MB -c fsync=off"
        options += " -c maintenance_work_mem=256MB -c max_wal_size=4GB"
        start = [*run, "pg_ctl", "-D", facts, "-w", "-l", str(folder / "log"), "-o", options, "start"]
        subprocess.run(start, check=True, stdout=subprocess.DEVNULL)
        try:
            yield [*run, "psql", "-h", str(folder), "-U", "bench", "-d", "postgres", "-qAt", "-v", "ON_ERROR_STOP=1"]
        finally:
            subprocess.run([*run, "pg_ctl", "-D", facts, "-m", "immediate", "stop"], check=False,
                           stdout=subprocess.DEVNULL)  # fmt: skip


def _load(path: Path, psql: Sequence[str]) -> None:
    subprocess.run([*psql, "-c", TABLES], check=True)
    for table, sql in COPIED.items():
        with tempfile.TemporaryDirectory() as folder:
            pipe = Path(folder) / "rows"
            os.mkfifo(pipe)
            command = [*psql, "-c", f"\\copy {table} FROM STDIN WITH (FORMAT csv)"]
            with (
                subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as rows,
                subprocess.Popen(command, stdin=rows.stdout) as loading,
                duckdb.connect(path, read_only=True) as con,
            ):
                con.execute(f"COPY ({sql}) TO {quoted(pipe)} (FORMAT csv, HEADER false)")
            if loading.returncode:
                raise RuntimeError(f"psql could not load {table}")
    for statement in INDEXES.strip().splitlines():
        subprocess.run([*psql, "-c", statement], check=True)


def _asked(psql: Sequence[str], name: str, sql: str) -> Measure:
    """Seconds as psql times them, from the statement sent to the last row received."""
    script = "\\timing on\n" + f"{sql};\n" * (ROUNDS + 1)
    told = subprocess.run(psql, input=script, check=True, capture_output=True, text=True).stdout
    times = [float(line.split()[1]) / 1000 for line in told.splitlines() if line.startswith("Time:")]
    return Measure(name, times[1:])


def _measure(name: str, ask: Callable[[], object]) -> Measure:
    ask()
    return Measure(name, [timed(ask) for _ in range(ROUNDS)])


def written(engines: Sequence[Engine]) -> list[str]:
    """Lines of a Markdown table: one row per question, one column per engine."""
    lines = [
        "| question | " + " | ".join(one.name for one in engines) + " |",
        "|---|" + "---|" * len(engines),
    ]
    for name in QUESTIONS:
        asked = [one.measures.get(name) for one in engines]
        lines.append(f"| {name} | " + " | ".join(f"{one.median:.1f} ms" if one else "–" for one in asked) + " |")
    lines.append("| loading | " + " | ".join(f"{one.loading:.0f} s" if one.loading else "–" for one in engines) + " |")
    return [*lines, "", *(f"* {one.name}: {one.given}." for one in engines)]
