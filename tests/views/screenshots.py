"""Take the pictures of the README again: `python -m tests.views.screenshots [NAME…]`.

They show the labelled sample, so no sentence of an outlet is shipped. Needs Chromium; run it from the project's root.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.views.browsing import DRAWN
from tests.views.serving import ROOT, served

FOLDER = ROOT / "docs" / "images"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--hide-scrollbars"]
COLOURS = 224
WAIT = 90_000
SETTLE = 4_000


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: what is opened, in which window, and what must stand before it is taken."""

    path: str
    ready: str = ".dt-standing"
    height: int = 1000
    dark: bool = False


SHOTS = {
    "today-fr": Shot("/?lang=fr", height=730),
    "today-ar": Shot("/?lang=ar", height=730),
    "pair-en": Shot("/pair?lang=en&a=USA&b=IRN", ".js-plotly-plot .main-svg", 1180),
    "pair-fr-dark": Shot("/pair?lang=fr&a=USA&b=IRN", ".js-plotly-plot .main-svg", 1180, dark=True),
}


def take(browser: Browser, base: str, shot: Shot) -> bytes:
    """Open a page and give its picture as PNG with a small palette."""
    scheme = "dark" if shot.dark else "light"
    context = browser.new_context(viewport={"width": 1280, "height": shot.height}, color_scheme=scheme)
    page = context.new_page()
    page.goto(base + shot.path)
    page.locator(shot.ready).first.wait_for(timeout=WAIT)
    page.locator(DRAWN).wait_for(timeout=WAIT)
    page.wait_for_timeout(SETTLE)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    out = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def main(names: list[str]) -> int:
    """Take all pictures, or those named."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None or not set(names) <= set(SHOTS):
        print(f"needs chromium, and names out of: {', '.join(SHOTS)}", file=sys.stderr)
        return 3
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home, served(Path(home)) as port, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        for name in names or SHOTS:
            (FOLDER / f"{name}.png").write_bytes(take(browser, f"http://localhost:{port}", SHOTS[name]))
            print(FOLDER / f"{name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
