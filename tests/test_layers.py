"""The house is one-way, each library has one owner, and pieces stay small."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from observatory.settings import PROJECT

# From the ground up; a module may import its own layer and those below it.
LAYERS = (
    {"errors"},
    {"grammar"},
    {"vocabulary", "units", "territory", "settings"},
    {"schemas"},
    {"sources", "indicators", "targets", "methods"},
    {"workbook", "store"},
    {"access"},
    {"ingest", "adoption"},
    {"deposits"},
    {"answers", "view"},
    {"wording"},
    {"figures"},
    {"dashboards"},
    {"exports"},
    {"ui", "cli"},
    {"pages", "app"},
)
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
# Within one layer, who may lean on whom.
BESIDE = {("answers", "view"), ("view", "answers")}
OWNERS = {
    "duckdb": {"store"},
    "sqlite3": {"store"},
    "fastexcel": {"workbook"},
    "openpyxl": {"workbook"},
    "plotly": {"figures"},
    "streamlit": {"ui", "pages", "app"},
    "starlette": {"ui"},
    "typer": {"cli"},
    "typst": {"exports"},
    "xlsxwriter": {"exports"},
    "pptx": {"exports"},
    "pandas": set[str](),
}
# The server imports the heavy libraries before its first session, by name, and uses none of them.
WARM_UP = "observatory/ui/server.py"

SCRIPTS = sorted(path for folder in ("observatory", "pages") for path in (PROJECT / folder).rglob("*.py"))
FILES = [*(path.relative_to(PROJECT) for path in SCRIPTS), Path("app.py")]


def layer_of(path: Path) -> str:
    return path.parts[1].removesuffix(".py") if path.parts[0] == "observatory" else path.parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Dotted names that a file imports."""
    for node in ast.walk(ast.parse((PROJECT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "observatory":
                yield from (f"observatory.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=str)
def test_imports_go_down(path: Path) -> None:
    """A module imports its own layer and those below it, never above or beside."""
    own = layer_of(path)
    if own == "__init__":
        return
    for name in imported(path):
        parts = name.split(".")
        if parts[0] != "observatory" or len(parts) < 2:
            continue
        other = parts[1]
        below = RANK[other] < RANK[own] or other == own or (own, other) in BESIDE
        same = RANK[other] == RANK[own] and {own, other} <= {"vocabulary", "units", "territory", "settings"}
        assert below or same, f"{path} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=str)
def test_each_library_has_one_owner(path: Path) -> None:
    """DuckDB is known to the store alone, Plotly to the figures, Streamlit to the interface, pandas to nobody."""
    if str(path) == WARM_UP:
        return
    for name in imported(path):
        owners = OWNERS.get(name.split(".")[0])
        assert owners is None or layer_of(path) in owners, f"{path} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=str)
def test_pieces_stay_small(path: Path) -> None:
    """A module has 300 lines at most, a page 60, a function 30."""
    text = (PROJECT / path).read_text(encoding="utf-8")
    lines = text.count("\n")
    assert lines <= (60 if path.parts[0] == "pages" else 300)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 30, f"{node.name} in {path}"


def test_pages_compute_nothing() -> None:
    """A page is a table of contents: it defines no function and says no SQL."""
    for path in (path for path in FILES if path.parts[0] == "pages"):
        tree = ast.parse((PROJECT / path).read_text(encoding="utf-8"))
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda)]
        assert "SELECT" not in (PROJECT / path).read_text(encoding="utf-8")
