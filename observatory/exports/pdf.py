"""A document -> PDF/UA-1 and PDF/A-2b together, by its template and the fonts of this folder: no browser."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, Protocol

import typst

from observatory.errors import ObservatoryError
from observatory.exports.edition import Edition
from observatory.exports.letters import legible
from observatory.figures.theme import Look, look
from observatory.settings import PROJECT, Settings
from observatory.wording.language import translate
from observatory.wording.numbers import date_time

HERE = Path(__file__).parent
COMMON = HERE / "common.typ"
STANDARDS: list[Literal["ua-1", "a-2b"]] = ["ua-1", "a-2b"]


class Document(Protocol):
    """What a press prints: its words in one language, its template, and what only that template reads."""

    @property
    def template(self) -> str:
        """The name of its template, in this folder."""

    @property
    def language(self) -> str:
        """Of all its words."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def name(self) -> str:
        """Of what: its header says it, with what stands `beside`."""

    @property
    def beside(self) -> tuple[str, ...]:
        """The rest of its header."""

    @property
    def description(self) -> str:
        """What it says, in a few sentences."""

    @property
    def version(self) -> str:
        """The version of the data, in words."""

    def told(self, look: Look) -> dict[str, Any]:
        """Everything else, its figures drawn in this look."""


@dataclass(frozen=True)
class Press:
    """What writes documents for one agency."""

    settings: Settings

    def pdf(self, found: Document, edition: Edition, *, mark: str = "") -> bytes:
        """The document; `mark` stands among its keywords. Raises ObservatoryError `logo_missing`, `document_failed`."""
        try:
            made = _compiler(found.template).compile(
                format="pdf",
                sys_inputs={"told": self._told(found, edition, mark)},
                pdf_standards=STANDARDS,  # type: ignore[arg-type] # two of those that its type lists
                timestamp=edition.moment.replace(microsecond=0),
            )
        except typst.TypstError as error:
            raise ObservatoryError("document_failed", name=found.name, detail=str(error)) from error
        return b"".join(_each(made))

    def pages(self, found: Document, edition: Edition, *, ppi: float = 110) -> list[bytes]:
        """The same pages as pictures (PNG)."""
        told = self._told(found, edition, "")
        return _each(_compiler(found.template).compile(format="png", ppi=ppi, sys_inputs={"told": told}))

    def _told(self, found: Document, edition: Edition, mark: str) -> str:
        """All that the template reads, as JSON."""
        language = found.language
        words = {"moment": date_time(edition.moment, language), "identity": edition.identity, "version": found.version}
        said = {
            "language": language, "title": found.title, "name": found.name, "beside": found.beside, "mark": mark,
            "agency": self.settings.agency or translate("Observatoire énergie-climat", language),
            "logo": self._logo(), "accent": self.settings.accent, "description": found.description,
            "made": translate("{version} · édité le {moment}, n° {identity}", language, **words),
            **found.told(look(self.settings.accent)),
        }  # fmt: skip
        return json.dumps(_legible(said), ensure_ascii=False)

    def _logo(self) -> str | None:
        """The logo's path as the template reads it, from the project's folder."""
        if self.settings.logo is None:
            return None
        path = (PROJECT / self.settings.logo).resolve()
        if not path.is_file() or not path.is_relative_to(PROJECT):
            raise ObservatoryError("logo_missing", path=str(self.settings.logo))
        return f"/{path.relative_to(PROJECT)}"


def png(svg: str, *, width: float, height: float, ppi: float = 192) -> bytes:
    """A picture of an SVG whose size is given in pixels of the page; `ppi` 96 keeps them."""
    told = json.dumps({"svg": svg, "width": width, "height": height})
    made = _compiler("picture.typ").compile(format="png", ppi=ppi, sys_inputs={"told": told})
    return b"".join(_each(made))


def _compiler(template: str) -> typst.Compiler:
    """The typesetter, with the fonts of this folder and its own, and none of the machine's.

    One for each document: two threads may not share one, and it costs nothing beside the document.
    """
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[HERE / "fonts"])
    return typst.Compiler(HERE / template, root=PROJECT, font_paths=fonts)


def _each(made: bytes | list[bytes] | None) -> list[bytes]:
    """What the typesetter gives back: one file, or one picture a page."""
    return [made] if isinstance(made, bytes) else made or []


def _legible(said: Any) -> Any:
    """Every text of a document in letters that its fonts have; a picture has seen to its own."""
    match said:
        case str():
            return said if said.startswith("<svg") else legible(said)
        case dict():
            return {key: _legible(value) for key, value in said.items()}
        case list() | tuple():
            return [_legible(value) for value in said]
    return said


def mark_of(template: str, *parts: object) -> str:
    """A short mark of what a document is made of: the same parts, the same mark."""
    templates = [path.read_text(encoding="utf-8") for path in (COMMON, HERE / template)]
    told = json.dumps([str(part) for part in (*parts, *templates)])
    return f"observatory-{sha256(told.encode()).hexdigest()[:16]}"
