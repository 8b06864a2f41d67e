"""The pages' frame: the only package that knows Streamlit."""
