"""The only place that knows Streamlit: who is visiting, what is chosen, and how blocks are shown."""
