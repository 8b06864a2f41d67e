"""Text on the page, as text: the one place where words meet HTML, and every word is escaped.

Streamlit's headings, notices and table cells read markdown, so a group named `[click](…)` would become a link there.
"""

from collections.abc import Iterable, Mapping, Sequence
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


def bullets(texts: Iterable[str]) -> None:
    """A short list of sentences."""
    st.html(f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>")


def notice(text: str, *, role: str = "warning") -> None:
    """A sentence that the reader must not miss."""
    st.html(f'<p class="notice {role}" role="status">{escape(text)}</p>')


def pairs(items: Mapping[str, str]) -> None:
    """Names and their values, one under the other."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in items.items() if value)
    st.html(f"<dl>{rows}</dl>")


def link(label: str, url: str) -> None:
    """A link to a declared address outside, which opens where the reader chooses; nothing is asked of it before."""
    if urlsplit(url).scheme in {"http", "https"}:
        st.html(f'<p class="address"><a href="{escape(url)}" rel="noopener noreferrer">{escape(label)}</a></p>')


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], *, caption: str, numbers: frozenset[int]) -> None:
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


def _cells(row: Sequence[str], kinds: Sequence[str]) -> str:
    return "".join(f'<td class="{kind}">{escape(cell)}</td>' for cell, kind in zip(row, kinds, strict=True))
