"""Pages are found by reading their files, never by running them."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from observatory.ui.discovery import discover

PAGE = 'PAGE = {"title": N_("Essai"), "path": "essai", "order": 1, "options": ("mesure",)}\n'


def write(folder: Path, name: str, code: str) -> None:
    (folder / name).write_text(code, encoding="utf-8")


def test_a_page_is_not_run_to_be_found(tmp_path: Path) -> None:
    """A script that would stop the server is described all the same."""
    write(tmp_path, "essai.py", PAGE + "raise SystemExit\n")
    (page,) = discover(tmp_path)
    assert (page.title, page.path, page.options) == ("Essai", "essai", ("mesure",))


def test_a_page_obeys_every_selector_unless_it_names_its_own(tmp_path: Path) -> None:
    """Without a word of them all three are drawn; a page may name some or none, and no other."""
    write(tmp_path, "a.py", 'PAGE = {"title": "A", "path": "a", "order": 1}\n')
    write(tmp_path, "b.py", 'PAGE = {"title": "B", "path": "b", "order": 2, "selectors": ("years",)}\n')
    assert [page.selectors for page in discover(tmp_path)] == [("years", "indicator", "source"), ("years",)]
    write(tmp_path, "b.py", 'PAGE = {"title": "B", "path": "b", "order": 2, "selectors": ("weather",)}\n')
    discover.cache_clear()
    with pytest.raises(ValidationError):
        discover(tmp_path)


def test_pages_come_in_their_order(tmp_path: Path) -> None:
    """The declared order counts, not the name of the file."""
    write(tmp_path, "a.py", 'PAGE = {"title": "B", "path": "b", "order": 2}\n')
    write(tmp_path, "b.py", 'PAGE = {"title": "A", "path": "a", "order": 1}\n')
    assert [page.path for page in discover(tmp_path)] == ["a", "b"]


def test_a_file_without_a_description_is_no_page(tmp_path: Path) -> None:
    """A script without PAGE is not offered."""
    write(tmp_path, "brouillon.py", "x = 1\n")
    assert discover(tmp_path) == ()


def test_an_unknown_field_is_refused(tmp_path: Path) -> None:
    """A misspelled field is not ignored."""
    write(tmp_path, "essai.py", 'PAGE = {"titre": "Essai", "path": "essai", "order": 1}\n')
    with pytest.raises(ValidationError):
        discover(tmp_path)


def test_paths_are_plain_and_distinct() -> None:
    """Every page has an address of its own, in lower-case ASCII."""
    paths = [page.path for page in discover()]
    assert len(set(paths)) == len(paths)
    assert all(path.isascii() and path == path.lower() and " " not in path for path in paths)


def test_pages_stand_away_from_the_main_script() -> None:
    """Streamlit finds no `pages/` folder beside the script it runs."""
    assert not (Path(__file__).parents[2] / "observatory" / "ui" / "pages").exists()
