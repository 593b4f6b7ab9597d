"""The dashboard: `python -m views serve` (or `streamlit run dashboard.py`) shows the pages found in views/pages."""

from views.pages.parts.navigation import open_page

open_page()
