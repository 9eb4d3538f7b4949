"""What neighbours said and what was done, as they read it in the chat: in German, and from right to left in Arabic."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Opener
from tests.browser.phone import left_in_english, said

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("code", "name", "direction"), [("de", "german", "ltr"), ("ar", "arabic", "rtl")])
def test_everybody_reads_what_was_done_in_their_language_and_takes_it_as_a_page(
    opened: Opener, code: str, name: str, direction: str
) -> None:
    phone = opened().of({"de": "Resident · Deutsch", "ar": "Resident · العربية"}[code])
    phone.says("/ideas")
    phone.taps("told")
    shown = phone.standing(phone.buttons("told.paper").last)
    for sentence in ("What you said, and what was done", "What became of ideas in this time:"):
        assert said(code, sentence) in shown
    assert phone.directions() == {direction}
    assert left_in_english(shown, code) == []
    phone.photographed(f"told-{name}", top=".row:has([data-data^='told.paper'])")
    papers = phone.page.locator("[data-mine=false] [data-testid=document-link]")
    before = papers.count()
    phone.taps("told.paper")
    papers.nth(before).wait_for()
    with phone.page.expect_download() as download:
        papers.last.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
