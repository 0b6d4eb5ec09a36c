"""The ASGI app: the script every visit runs, behind Streamlit's own server (`streamlit run app.py`)."""

import streamlit as st

app = st.App("pages/frame.py")
