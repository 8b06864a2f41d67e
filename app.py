"""The server. `streamlit run app.py` finds the literal assignment by reading this file: nothing else stands here."""

import streamlit as st

from observatory.ui.server import OPTIONS

app = st.App("observatory/ui/main.py", **OPTIONS)
