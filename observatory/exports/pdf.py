"""A fiche communale -> PDF/UA-1 and PDF/A-2b together, by one template and the fonts of this folder: no browser."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import typst

from observatory.errors import ObservatoryError
from observatory.exports.edition import Edition
from observatory.exports.fiche import Fiche, Section
from observatory.exports.letters import legible
from observatory.exports.svg import Picture, picture
from observatory.figures.chart import Chart, Kind
from observatory.figures.theme import look
from observatory.settings import PROJECT, Settings
from observatory.wording.language import N_, translate
from observatory.wording.numbers import date_time, listing, month

HERE = Path(__file__).parent
TEMPLATE = HERE / "fiche.typ"
STANDARDS: list[Literal["ua-1", "a-2b"]] = ["ua-1", "a-2b"]
COLUMNS = (N_("Éditeur"), N_("Jeu de données"), N_("Millésime"), N_("Licence"))
SECTIONS = ("takeaways", "territory", "target", "comparison", "missing")
WIDE, NARROW = 680.0, 330.0  # pixels, of the whole page and of half of it
TALLEST = {Kind.LINES: 270.0, Kind.STRIP: 200.0, Kind.BARS: 250.0}  # pixels
ROOMY, CROWDED = 2, 0.7  # figures of the second page, and what is left of each where there are more


@dataclass(frozen=True)
class Press:
    """What writes documents for one agency."""

    settings: Settings

    def pdf(self, found: Fiche, edition: Edition, *, mark: str = "") -> bytes:
        """The document; `mark` stands among its keywords. Raises ObservatoryError `logo_missing`, `document_failed`."""
        told = self.told(found, edition, mark)
        try:
            made = _compiler().compile(
                format="pdf",
                sys_inputs={"fiche": told},
                pdf_standards=STANDARDS,  # type: ignore[arg-type] # two of those that its type lists
                timestamp=edition.moment.replace(microsecond=0),
            )
        except typst.TypstError as error:
            raise ObservatoryError("document_failed", name=found.name, detail=str(error)) from error
        return b"".join(_each(made))

    def pages(self, found: Fiche, edition: Edition, *, ppi: float = 110) -> list[bytes]:
        """The same pages as pictures (PNG)."""
        made = _compiler().compile(format="png", ppi=ppi, sys_inputs={"fiche": self.told(found, edition, "")})
        return _each(made)

    def told(self, found: Fiche, edition: Edition, mark: str) -> str:
        """All that the template reads, as JSON."""
        language, agency = (
            found.language,
            self.settings.agency or translate("Observatoire énergie-climat", found.language),
        )
        title = translate("Fiche communale : {name}", language, name=found.name)
        crowded = len(found.target.charts) + len(found.comparison.charts) > ROOMY
        shares = {"target": CROWDED, "comparison": CROWDED} if crowded else {}
        sections = {name: (getattr(found, name), shares.get(name, 1.0)) for name in SECTIONS}
        words = {"moment": date_time(edition.moment, language), "identity": edition.identity, "version": found.version}
        said = {
            "language": language, "title": title, "name": found.name, "beside": found.beside, "mark": mark,
            "agency": agency, "logo": self._logo(), "accent": self.settings.accent,
            "description": " ".join(found.takeaways.sentences) or title,
            "made": translate("{version} · édité le {moment}, n° {identity}", language, **words),
            "words": {
                "sources": translate("Sources", language),
                "columns": [translate(one, language) for one in COLUMNS],
            },
            "sources": [
                {"publisher": one.publisher, "title": one.title, "licence": one.licence, "url": one.url,
                 "vintages": listing([month(vintage, language) for vintage in one.vintages], language)}
                for one in found.sources
            ],
            **{name: self._section(one, share) for name, (one, share) in sections.items()},
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

    def _section(self, one: Section, share: float) -> dict[str, Any]:
        """A section; what one of its figures says, the next does not say again."""
        said: set[str] = set()
        figures = []
        for chart in one.charts:
            notes = [note for note in chart.notes if note not in said]
            is_wide = chart.kind is not Kind.BARS or len(one.charts) == 1
            figures.append(self._figure(chart, notes, is_wide=is_wide, share=share))
            said.update(chart.notes)
        return {"title": one.title, "sentences": one.sentences, "figures": figures}

    def _figure(self, chart: Chart, notes: list[str], *, is_wide: bool, share: float) -> dict[str, Any]:
        """A chart with everything that a page writes around it."""
        ground, wide = look(self.settings.accent), WIDE if is_wide else NARROW
        drawn = Picture("", wide, 0.0)
        if chart.series:
            drawn = picture(chart, ground, width=wide, tallest=TALLEST[chart.kind] * share, key_apart=True)
        words = {"label": "", "value": ""}
        return {
            "title": chart.title,
            "subtitle": chart.subtitle,
            "alt": chart.alt,
            "svg": drawn.svg,
            "width": drawn.width,
            "wide": is_wide,
            "facts": chart.facts,
            "colon": translate("{label} : {value}", chart.language, **words),
            "key": drawn.key,
            "notes": [note if note.endswith((".", "!", "?")) else f"{note}." for note in notes],
            "lines": [line for line in (chart.perimeter_line, chart.source_line) if line],
        }


def _compiler() -> typst.Compiler:
    """The typesetter, with the fonts of this folder and its own, and none of the machine's.

    One for each document: two threads may not share one, and it costs nothing beside the document.
    """
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[HERE / "fonts"])
    return typst.Compiler(TEMPLATE, root=PROJECT, font_paths=fonts)


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


def mark_of(*parts: object) -> str:
    """A short mark of what a document is made of: the same parts, the same mark."""
    told = json.dumps([str(part) for part in (*parts, TEMPLATE.read_text(encoding="utf-8"))])
    return f"observatory-{sha256(told.encode()).hexdigest()[:16]}"
