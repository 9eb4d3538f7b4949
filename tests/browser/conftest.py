"""The demo as its own process, and a browser. Both end with the package: Playwright keeps a loop in this thread."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.phone import Phone

ROOT = Path(__file__).parent.parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START, STOP = 120, 10
"""Seconds for the story to be told on a busy machine, and for the end."""

Opener = Callable[..., Phone]


@pytest.fixture(scope="package")
def chromium() -> str:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(f"NO BROWSER HERE: none of {', '.join(NAMES)} is installed")
    return found


@pytest.fixture(scope="package")
def demo(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running demo. At the end: it stops when told to, and it had nothing to complain about."""
    said = tmp_path_factory.mktemp("demo") / "out"
    complained = said.with_name("err")
    command = [sys.executable, "-m", "bot", "demo", "--port", str(_free_port())]
    with said.open("wb") as out, complained.open("wb") as err:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=err)
    try:
        yield _address(process, said, complained)
        process.send_signal(signal.SIGTERM)
        assert process.wait(STOP) == 0
    finally:
        process.kill()
        process.wait()
    errors = complained.read_text("utf-8")
    assert "error" not in errors.lower(), errors
    assert "traceback" not in errors.lower(), errors


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _address(process: subprocess.Popen[bytes], said: Path, complained: Path) -> str:
    until = time.monotonic() + START
    while time.monotonic() < until and process.poll() is None:
        _, opens, rest = said.read_text("utf-8").partition("Open http")
        if opens and " " in rest:
            return f"http{rest.split()[0]}"
        time.sleep(0.05)
    raise AssertionError(f"The demo did not start: {complained.read_text('utf-8')}")


@pytest.fixture(scope="package")
def browser(chromium: str, demo: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def opened(browser: Browser, demo: str) -> Iterator[Opener]:
    """Opens phones: `opened()`. At the end: nothing went wrong in any of their pages."""
    phones: list[Phone] = []

    def open_(width: int = 390, height: int = 844) -> Phone:
        phones.append(Phone.opened(browser, demo, width, height))
        return phones[-1]

    yield open_
    assert [wrong for phone in phones for wrong in phone.wrong] == []
