"""Which pages there are: one file each in `pages/`, described by a literal that is read and never run.

    PAGE = {"title": N_("Tendances"), "path": "tendances", "order": 2, "icon": "show_chart", "options": ("mesure",)}

`options` names the choices of the page that its links carry; `selectors` those of the sidebar that it obeys: no other
is drawn, as a choice that changes nothing misleads. `"territory": False` is a page about no territory, without
selectors, titled by its own name; `"wall": True` one that stands alone on a wall, without the frame of the others;
`"framed": True` one that other sites may show inside a page of theirs; `"first": True` one that is there before any
figure. `"needs"` names the act that a page is for: it is there for those who may do it, and for nobody else.
"""

import ast
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from observatory.access import Action
from observatory.settings import PROJECT

FOLDER = PROJECT / "pages"
Selector = Literal["years", "indicator", "source"]


class PageFile(BaseModel):
    """One page: its script, its French title, its path in the address, its place among the others."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    file: Path
    title: str
    path: str
    order: int
    icon: str = ""
    options: tuple[str, ...] = ()
    selectors: tuple[Selector, ...] = get_args(Selector)
    territory: bool = True
    wall: bool = False
    framed: bool = False
    first: bool = False
    needs: str = Action.READ_PUBLISHED.value

    @property
    def act(self) -> Action:
        """The act that the page is for."""
        return Action(self.needs)


@cache
def discover(folder: Path = FOLDER) -> tuple[PageFile, ...]:
    """Every page of the folder, in order; a file without a `PAGE` is none."""
    read = (_describe(file) for file in sorted(folder.glob("*.py")))
    return tuple(sorted((page for page in read if page is not None), key=lambda page: (page.order, page.path)))


def _describe(file: Path) -> PageFile | None:
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        match node:
            case ast.Assign(targets=[ast.Name(id="PAGE")], value=ast.Dict() as declared):
                return PageFile.model_validate({"file": file} | dict(map(_field, _items(declared))))
    return None


def _items(declared: ast.Dict) -> list[tuple[ast.expr, ast.expr]]:
    return [(key, value) for key, value in zip(declared.keys, declared.values, strict=True) if key is not None]


def _field(item: tuple[ast.expr, ast.expr]) -> tuple[str, object]:
    """Name and value, which is a literal or a literal marked for translation."""
    name, node = item
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_":
        node = node.args[0]
    return str(ast.literal_eval(name)), ast.literal_eval(node)
