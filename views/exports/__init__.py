"""Exports: figures and frames to files, without Streamlit; one format a file."""
