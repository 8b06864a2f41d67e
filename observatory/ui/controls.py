"""Choices that are part of the view: whatever is chosen here is in the link.

A choice is a field of `View` (`split`, `sectors`…) or an option that the page declares; what is stored is its code, and
what is shown its label in the reader's language.
"""

from collections.abc import Mapping
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from observatory.ui import boundary, state
from observatory.view import LONGEST, View

# Beyond this many, a list is shorter than a row of buttons.
BUTTONS = 5


def row() -> DeltaGenerator:
    """Choices side by side, that wrap on a phone: `with controls.row(): …`."""
    return st.container(horizontal=True, gap="medium", vertical_alignment="bottom")


def choose(
    name: str,
    choices: Mapping[str, str],
    *,
    label: str,
    default: str | None = None,
    as_list: bool = False,
    show_label: bool = True,
    buttons: int = BUTTONS,
) -> str:
    """One of the choices (code -> label); the first one by default. An unknown one in a link is told.

    Few choices (`buttons`) are a row of them, unless `as_list` asks for a list that takes less room. `show_label` False
    leaves the label to screen readers, where the choices say what they are.
    """
    usual = default if default is not None else next(iter(choices))
    wanted = _known(name, choices, usual)
    key = _show(name, wanted)
    draw = partial(st.segmented_control, required=True) if len(choices) <= buttons and not as_list else st.selectbox
    draw(
        label,
        list(choices),
        format_func=choices.__getitem__,
        key=key,
        label_visibility="visible" if show_label else "collapsed",
        on_change=partial(_chosen, name, key, usual),
    )
    return wanted


def _known(name: str, choices: Mapping[str, str], usual: str) -> str:
    """What is stored, if it is one of the choices."""
    wanted = str(_stored(name) or usual)
    if wanted in choices:
        return wanted
    boundary.tell("parameter_unknown", {"value": wanted, "known": list(choices.values())})
    state.change(**{name: ""})  # said once: the next run has the default
    return usual


def choose_some(name: str, choices: Mapping[str, str], *, label: str, all_by_default: bool = False) -> tuple[str, ...]:
    """Any of the choices (code -> label); none means all, and is shown as all chosen where `all_by_default`."""
    stored = _stored(name)
    asked = stored if isinstance(stored, tuple) else tuple(part for part in (stored or "").split(",") if part)
    wanted = tuple(code for code in choices if code in asked)
    key = _show(name, list(choices) if all_by_default and not wanted else list(wanted))
    st.pills(
        label,
        list(choices),
        selection_mode="multi",
        format_func=choices.__getitem__,
        key=key,
        on_change=_chosen_some,
        args=(name, key, len(choices) if all_by_default else None),
    )
    return wanted


def switch(name: str, *, label: str) -> bool:
    """Yes or no; no by default."""
    wanted = _stored(name) == "oui"
    key = _show(name, wanted)
    st.toggle(label, key=key, on_change=_switched, args=(name, key))
    return wanted


def write(name: str, *, label: str) -> str:
    """Words that the reader types; none by default."""
    wanted = str(_stored(name) or "")
    key = _show(name, wanted)
    st.text_input(label, key=key, max_chars=LONGEST, on_change=_written, args=(name, key))
    return wanted


def _stored(name: str) -> str | tuple[str, ...] | None:
    view = state.view()
    return getattr(view, name) if name in View.model_fields else view.option(name)


def _show(name: str, value: object) -> str:
    """Give the widget of that name the value that the view has; returns its key."""
    key = f"choice_{name}"
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def _chosen(name: str, key: str, usual: str) -> None:
    code = st.session_state[key]
    state.change(**{name: "" if code == usual and name not in View.model_fields else code})


def _chosen_some(name: str, key: str, all_of: int | None) -> None:
    chosen = tuple(st.session_state[key])
    codes = () if len(chosen) == all_of else chosen
    state.change(**{name: codes if name in View.model_fields else ",".join(codes)})


def _written(name: str, key: str) -> None:
    state.change(**{name: st.session_state[key].strip()})


def _switched(name: str, key: str) -> None:
    state.change(**{name: "oui" if st.session_state[key] else ""})
