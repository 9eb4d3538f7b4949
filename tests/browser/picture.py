"""Sets the browser tests' pictures beside each other, three at a time, for the README: `python -m tests.browser.picture`."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS, NAMES, ROOT
from tests.browser.phone import OUT

PICTURES = {
    "chat": ("turkish", "arabic", "desk"),
    "desk": ("desk-answer-arabic", "desk-helper", "desk-neighbour-turkish"),
    "told": ("told-arabic", "told-german"),
}
"""Under `docs`: which of them are shown."""

STYLE = """
body { align-items: start; display: flex; gap: 12px; width: max-content; margin: 0; padding: 6px; background: #d6d2c8; }
img { width: 390px; border-radius: 14px; }
"""


def compose(pictures: list[Path], target: Path) -> None:
    images = "".join(f'<img src="data:image/png;base64,{_inline(path)}">' for path in pictures)
    browser_path = next(filter(None, map(shutil.which, NAMES)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_content(f"<!doctype html><style>{STYLE}</style>{images}", wait_until="load")
        target.parent.mkdir(exist_ok=True)
        page.locator("body").screenshot(path=target)
        browser.close()


def _inline(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode()


if __name__ == "__main__":
    for target, names in PICTURES.items():
        compose([OUT / f"{name}.png" for name in names], ROOT / "docs" / f"{target}.png")
