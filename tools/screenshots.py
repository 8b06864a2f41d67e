"""Pictures of every page on the shipped figures, at the sizes of a projector and of a phone: `make screenshots`."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from observatory.ingest import ingest
from observatory.settings import PROJECT, settings
from observatory.ui.discovery import discover

PORT = 8598
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
SIZES = {"1280x720": (1280, 720), "390x844": (390, 844)}
PLACES = {"vue-d-ensemble": "epci:200040715"}
COMMUNE = "38151"


def main() -> None:
    """Write screenshots/PAGE-SIZE.png, and the README's picture."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        ingest([PROJECT / "data" / "extracts"], settings().model_copy(update={"store": store}))
        with _served(store), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for page in (one for one in discover() if not one.wall):
                place = PLACES.get(page.path, COMMUNE)
                for name, size in SIZES.items():
                    path = PROJECT / "screenshots" / f"{page.path}-{name}.png"
                    _shoot(browser, f"{page.path}?territoire={place}", size, path)
            _shoot(
                browser, f"tendances?territoire={COMMUNE}", (1280, 860), PROJECT / "docs" / "images" / "tendances.png"
            )
            browser.close()


def _shoot(browser: Browser, address: str, size: tuple[int, int], path: Path) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(f"http://127.0.0.1:{PORT}/{address}")
    page.locator(".js-plotly-plot, [data-testid=stExpander]").first.wait_for()
    page.wait_for_timeout(2500)
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path)
    page.close()
    print(path.relative_to(PROJECT))


@contextmanager
def _served(store: Path) -> Iterator[None]:
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(PORT)]
    environment = os.environ | {"OBSERVATORY_STORE": str(store)}
    with subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            _wait(time.monotonic() + 60)
            yield
        finally:
            server.terminate()


def _wait(deadline: float) -> None:
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health", timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the app did not start")


if __name__ == "__main__":
    main()
