"""A real server and a real browser, for what only they can show.

with serving(store) as server, browsing() as browser, visiting(browser) as visit:
    visit.open(f"{server.url}/tendances?territoire=38185")
    assert visit.title == "Grenoble"
    assert not visit.errors and not visit.outside
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No way out: nothing but this machine resolves, whatever a page asks for.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
)
PROJECTOR, PHONE = (1280, 720), (390, 844)
LOCAL = {"127.0.0.1", "localhost"}
START_SECONDS, STOP_SECONDS, PAGE_SECONDS = 60, 10, 20

IDLE = "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"


@dataclass(frozen=True)
class Server:
    """A running app: its address, and what it writes on its console."""

    url: str
    log: Path

    def console(self) -> str:
        """What the server wrote so far."""
        return self.log.read_text(encoding="utf-8")

    def health(self) -> dict[str, object]:
        """What it says of itself."""
        with urllib.request.urlopen(f"{self.url}/health", timeout=2) as answer:  # noqa: S310 - our own server
            found: dict[str, object] = json.load(answer)
            return found


@dataclass
class Visit:
    """One browser tab, and what went wrong in it: errors of the console, requests to another host, failed answers."""

    page: Page
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def open(self, url: str) -> None:
        """Open an address and wait until its page is drawn."""
        self.page.goto(url)
        self.settle()

    def settle(self) -> None:
        """Wait until Streamlit has nothing more to draw."""
        self.page.wait_for_timeout(250)  # what a click starts is not yet running when it returns
        self.page.wait_for_selector(IDLE, state="attached", timeout=PAGE_SECONDS * 1000)
        for skeleton in self.page.get_by_test_id("stSkeleton").all():
            skeleton.wait_for(state="detached", timeout=PAGE_SECONDS * 1000)
        self.page.wait_for_timeout(100)

    @property
    def title(self) -> str:
        """The page's first heading."""
        return self.page.locator("h1").first.inner_text()

    @property
    def query(self) -> str:
        """The parameters of the address, as they stand."""
        return urlsplit(self.page.url).query

    def choose_territory(self, typed: str) -> None:
        """Type in the territory search and take the first that it offers."""
        box = self.page.get_by_role("combobox", name="Territoire")
        box.fill(typed)
        self.page.get_by_role("option").first.wait_for()
        box.press("Enter")
        self.settle()

    def shot(self, path: Path) -> None:
        """A picture of the window."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=path)


@contextmanager
def serving(store: Path, *, port: int | None = None, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Run the app with this store, on a free port or this one, from the first answer of /health until the block ends."""
    port = free_port() if port is None else port
    known = {name: value for name, value in os.environ.items() if not name.startswith(("OBSERVATORY_", "STREAMLIT_"))}
    settings = {"OBSERVATORY_STORE": str(store), "STREAMLIT_SERVER_PORT": str(port)}
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "console").open("wb") as log:
        started = subprocess.Popen(
            command,
            cwd=ROOT,
            env=known | settings | dict(environment or {}),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            server = Server(f"http://127.0.0.1:{port}", Path(log.name))
            _wait(server, started)
            yield server
        finally:
            _stop(started)


@contextmanager
def browsing() -> Iterator[Browser]:
    """One Chromium; each visit has a profile of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visiting(
    browser: Browser,
    *,
    size: tuple[int, int] = PROJECTOR,
    dark: bool = False,
    language: str = "fr-FR",
) -> Iterator[Visit]:
    """One tab in a fresh profile, watched."""
    width, height = size
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        locale=language,
        has_touch=width < PROJECTOR[0] // 2,
        accept_downloads=True,
    )
    try:
        yield _watched(context.new_page())
    finally:
        context.close()


def _watched(page: Page) -> Visit:
    visit = Visit(page)

    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            visit.errors.append(message.text)

    def request(asked: Request) -> None:
        parts = urlsplit(asked.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in LOCAL:
            visit.outside.append(asked.url)

    page.on("console", console)
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    page.on("request", request)
    page.on("websocket", lambda socket: urlsplit(socket.url).hostname in LOCAL or visit.outside.append(socket.url))
    page.on("response", lambda answer: answer.status < 400 or visit.failed.append(f"{answer.status} {answer.url}"))
    return visit


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(server: Server, started: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if started.poll() is not None:
            raise AssertionError(f"the server stopped: {server.console()}")
        with suppress(URLError, ConnectionError, TimeoutError):
            server.health()
            return
        time.sleep(0.1)
    raise AssertionError(f"no answer in {START_SECONDS} s: {server.console()}")


def _stop(started: subprocess.Popen[bytes]) -> None:
    started.send_signal(signal.SIGTERM)
    try:
        started.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        started.kill()
        started.wait()
