"""Text on the page, as text: the one place where words meet HTML, and every word is escaped.

Streamlit's headings, notices and table cells read markdown, so a group named `[click](…)` would become a link there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

import streamlit as st


def heading(text: str, *, level: int = 2, role: str = "", below: str = "") -> None:
    """A heading, and the line that completes it; `role` is a class of the style sheet."""
    line = f'<p class="below">{escape(below)}</p>' if below else ""
    st.html(f'<h{level} class="{role}">{escape(text)}</h{level}>{line}')


def lines(texts: Iterable[str], *, role: str = "") -> None:
    """Short paragraphs, without those that are empty."""
    paragraphs = [f'<p class="{role}">{escape(text)}</p>' for text in texts if text]
    if paragraphs:
        st.html("".join(paragraphs))


def roles(texts: Iterable[tuple[str, str]]) -> None:
    """Short paragraphs of several roles together, each as (role, text), without those that are empty."""
    st.html("".join(f'<p class="{role}">{escape(text)}</p>' for role, text in texts if text))


def between(left: str, right: str, *, role: str) -> None:
    """One line: words on the left, and a few on the right."""
    st.html(f'<p class="between {role}"><span>{escape(left)}</span><span>{escape(right)}</span></p>')


def folded(summary: str, texts: Iterable[str], *, role: str = "") -> None:
    """Short paragraphs behind a line that opens them."""
    paragraphs = "".join(f'<p class="{role}">{escape(text)}</p>' for text in texts if text)
    if paragraphs:
        st.html(f"<details><summary>{escape(summary)}</summary>{paragraphs}</details>")


def bullets(texts: Iterable[str]) -> None:
    """A short list of sentences."""
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    st.html(f'<ul class="sentences">{items}</ul>')


def notice(text: str, *, role: str = "warning") -> None:
    """A sentence that the reader must not miss."""
    st.html(f'<p class="notice {role}" role="status">{escape(text)}</p>')


def pairs(items: Mapping[str, str]) -> None:
    """Names and their values, one under the other."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in items.items() if value)
    if rows:
        st.html(f"<dl>{rows}</dl>")


def facts(items: Iterable[tuple[str, str]]) -> None:
    """A few numbers side by side, each under its name."""
    cells = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in items)
    if cells:
        st.html(f'<dl class="facts">{cells}</dl>')


class Drawn(str):
    """The address of a small picture made by `figures.inline`, for a cell; the row says in words what it shows."""

    __slots__ = ()


@dataclass(frozen=True)
class Signed:
    """Words whose first letter is a sign, drawn in its colour: sign and words say it without the colour."""

    words: str
    colour: str


Cell = str | Signed


def link(label: str, url: str, *, apart: bool = False) -> None:
    """A link to a declared address outside, which opens where the reader chooses; nothing is asked of it before.

    `apart`: in a window of its own, out of the frame that another site put the page in.
    """
    if urlsplit(url).scheme in {"http", "https"}:
        target = ' target="_blank"' if apart else ""
        words = f'<a href="{escape(url)}"{target} rel="noopener noreferrer">{escape(label)}</a>'
        st.html(f'<p class="address">{words}</p>')


def table(headers: Sequence[str], rows: Iterable[Sequence[Cell]], *, caption: str, numbers: frozenset[int]) -> None:
    """A table that a screen reader reads and that scrolls inside itself; `numbers` are the columns set to the right."""
    kinds = ["number" if at in numbers else "" for at in range(len(headers))]
    head = "".join(
        f'<th scope="col" class="{kind}">{escape(name)}</th>' for name, kind in zip(headers, kinds, strict=True)
    )
    body = "".join(f"<tr>{_cells(row, kinds)}</tr>" for row in rows)
    label = escape(caption)
    st.html(
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table><caption>{label}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


@dataclass(frozen=True)
class Marked:
    """A letter in a cell of a grid, and the state that its background shows too: neither needs the other."""

    letter: str
    state: str


def grid(headers: Sequence[str], rows: Iterable[tuple[str, Sequence[Marked]]], *, caption: str) -> None:
    """A wide table of letters whose headings stay in sight: one row per name, scrolled inside itself."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in headers)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>'
        + "".join(f'<td class="state {cell.state}">{escape(cell.letter)}</td>' for cell in cells)
        + "</tr>"
        for name, cells in rows
    )
    label = escape(caption)
    st.html(
        f'<div class="scroll grid" tabindex="0" role="region" aria-label="{label}"><table><caption>{label}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def legend(items: Iterable[tuple[Marked, str]]) -> None:
    """What each letter of a grid means."""
    cells = "".join(
        f'<li><span class="state {mark.state}">{escape(mark.letter)}</span> {escape(words)}</li>'
        for mark, words in items
    )
    st.html(f'<ul class="legend">{cells}</ul>')


def _cells(row: Sequence[Cell], kinds: Sequence[str]) -> str:
    return "".join(f'<td class="{kind}">{_cell(cell)}</td>' for cell, kind in zip(row, kinds, strict=True))


def _cell(cell: Cell) -> str:
    if isinstance(cell, Drawn):
        return f'<img src="{cell}" alt="">' if cell else ""
    if isinstance(cell, Signed):
        return f'<span style="color:{cell.colour}">{escape(cell.words[:1])}</span>{escape(cell.words[1:])}'
    return escape(cell)
