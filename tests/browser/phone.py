"""A person's phone: the page of the small Telegram in a real browser, used as people use it, by looking and tapping."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.pofile import read_po
from playwright.sync_api import Browser, FilePayload, Locator, Page, Response, TimeoutError

from bot.i18n import LOCALES, Catalogues

OUT = Path(__file__).parent / "out"
"""Pictures of what was seen; not kept in the repository."""

SECONDS = 15
CATALOGUES = Catalogues.load()

_SHOWN = """() => {
    const list = document.querySelector("#messages");
    const data = [...list.querySelectorAll("[data-data]")].map((button) => button.dataset.data);
    return [list.innerText, ...data].join("|");
}"""
_CHANGED = f"(before) => !document.querySelector('.key[aria-busy]') && ({_SHOWN})() !== before"
_LATEST = """() => Math.max(0, ...[...document.querySelectorAll("#messages .row")].map((row) => Number(row.dataset.id)))"""
_ANSWERED = """(latest) => {
    const row = [...document.querySelectorAll("#messages .row")].at(-1);
    return row?.dataset.mine === "false" && Number(row.dataset.id) > latest;
}"""
_LOADED = """() => [...document.images].every((image) => {
    const { top, bottom } = image.getBoundingClientRect();
    return image.complete || bottom < 0 || top > innerHeight;
})"""
_DIRECTIONS = """() => [...document.querySelectorAll('.row[data-mine="false"] .lines')]
    .map((lines) => [getComputedStyle(lines).direction, lines.innerText])"""


@dataclass
class Phone:
    """What one person sees and does. `steps` counts what they tapped and sent."""

    page: Page
    steps: int = 0
    wrong: list[str] = field(default_factory=list)

    @classmethod
    def opened(cls, browser: Browser, address: str, width: int = 390, height: int = 844) -> Phone:
        """The page as it comes up, with everything noted that goes wrong in it."""
        narrow = width <= 760
        page = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=narrow,
            color_scheme="light",
            locale="en-GB",
            timezone_id="Europe/Berlin",
        ).new_page()
        phone = cls(page)
        page.set_default_timeout(SECONDS * 1000)
        page.on("pageerror", lambda error: phone.wrong.append(str(error)))
        page.on("response", phone._note)
        page.goto(address, wait_until="domcontentloaded")
        return phone

    def _note(self, response: Response) -> None:
        if response.status >= 400:
            self.wrong.append(f"{response.status} {response.url}")

    # --- whose phone it is -----------------------------------------------------------------------

    def of(self, name: str) -> Phone:
        """Takes the phone of somebody in the story."""
        self._unfold()
        self.page.locator("[data-testid^=person-]").filter(has_text=name).click()
        return self._held_by(name)

    def of_a_new_person(self, name: str, app_language: str) -> Phone:
        self._unfold()
        self._at("add-person").click()
        self._at("new-name").fill(name)
        self._at("new-language").select_option(app_language)
        self._at("create-person").click()
        return self._held_by(name)

    def _held_by(self, name: str) -> Phone:
        self.page.wait_for_function("(name) => document.title.startsWith(name)", arg=name)
        return self

    def _unfold(self) -> None:
        if not self._at("add-person").is_visible():
            self._at("people-toggle").click()

    def _at(self, name: str) -> Locator:
        return self.page.get_by_test_id(name)

    # --- doing -----------------------------------------------------------------------------------

    def starts(self, payload: str = "") -> None:
        """Opens the bot, or the link on a poster."""
        if payload:
            self._at("payload").fill(payload)
        self._answered(self._at("open-payload" if payload else "start").click)

    def taps(self, verb: str, last: object = "") -> None:
        """Presses the newest button that does this."""
        self.presses(self.buttons(verb, last).last)

    def presses(self, button: Locator) -> None:
        try:
            button.wait_for()
        except TimeoutError:
            raise AssertionError(f"there is no {button} in:\n{self.chat}") from None
        self.steps += 1
        before = self.page.evaluate(_SHOWN)
        button.click()
        self.page.wait_for_function(_CHANGED, arg=before)

    def says(self, text: str) -> None:
        self._at("composer").fill(text)
        self._answered(self._at("send").click)

    def sends_photo(self, picture: bytes) -> None:
        self._at("attach").click()
        photo = FilePayload(name="photo.png", mimeType="image/png", buffer=picture)
        self._answered(lambda: self._at("attach-photo").set_input_files(photo))

    def sends_voice(self, sound: bytes) -> None:
        self._at("attach").click()
        voice = FilePayload(name="voice.ogg", mimeType="audio/ogg", buffer=sound)
        self._answered(lambda: self._at("attach-voice").set_input_files(voice))

    def sends_file(self, name: str, content: bytes, mime: str) -> None:
        self._at("attach").click()
        file = FilePayload(name=name, mimeType=mime, buffer=content)
        self._answered(lambda: self._at("attach-document").set_input_files(file))

    def _answered(self, act: Callable[[], None]) -> None:
        """Something of one's own stands there, and below it something of the bot's."""
        self.steps += 1
        latest = self.page.evaluate(_LATEST)
        act()
        self.page.wait_for_function(_ANSWERED, arg=latest)

    # --- seeing ----------------------------------------------------------------------------------

    def buttons(self, verb: str, last: object = "") -> Locator:
        """All that do this. A button carries "verb:args", for visitors with "~language~link" behind it."""
        wanted = [f'[data-data="{verb}"]', f'[data-data^="{verb}:"]', f'[data-data^="{verb}~"]']
        if last:
            wanted = [f'[data-data^="{verb}:"][data-data{end}"]' for end in (f'$=":{last}', f'*=":{last}~')]
        return self.page.locator(", ".join(wanted))

    def sees(self, text: str, seconds: float = SECONDS) -> None:
        """Waits until this stands in the conversation."""
        self._at("messages").get_by_text(text).last.wait_for(timeout=seconds * 1000)

    @property
    def newest(self) -> str:
        """The newest message of the bot, without the marks that only steer the direction."""
        text = self.page.locator('[data-testid=message][data-mine="false"]').last.inner_text()
        return plain(text)

    def standing(self, button: Locator) -> str:
        """The message under which this button is: not always the newest one."""
        return plain(self._at("message").filter(has=button).last.inner_text())

    def count(self, what: str = '[data-testid=message][data-mine="false"]') -> int:
        """How many there are, such as messages of the bot."""
        return self.page.locator(what).count()

    @property
    def offers(self) -> set[str]:
        """What the buttons of the newest message do."""
        buttons = self.page.get_by_test_id("message").last.locator("[data-data]")
        data: list[str] = buttons.evaluate_all("(found) => found.map((button) => button.dataset.data)")
        return {re.split("[:~]", one)[0] for one in data}

    @property
    def chat(self) -> str:
        return plain(self._at("messages").inner_text())

    def directions(self) -> set[str]:
        """Of all the bot's messages, as the browser draws them."""
        return {direction for direction, _ in self.page.evaluate(_DIRECTIONS)}

    def photographed(self, name: str, top: str = "") -> None:
        """Keeps a picture of the page, with the newest of these at the top or else as it is."""
        OUT.mkdir(exist_ok=True)
        self.page.mouse.move(0, 0)
        if top:
            self.page.locator(top).last.evaluate("(node) => node.scrollIntoView({ block: 'start' })")
        self.page.wait_for_function(_LOADED)
        self.page.screenshot(path=OUT / f"{name}.png", animations="disabled")


def plain(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "\u200f\u2066\u2067\u2068\u2069")))


def said(code: str, msgid: str, **values: object) -> str:
    """Our sentence as somebody sees it in this language."""
    return plain(CATALOGUES.translator(code)(msgid, **values))


def left_in_english(text: str, code: str) -> list[str]:
    """Our sentences that stand there in English although somebody reads another language."""
    t = CATALOGUES.translator(code)
    return [msgid for msgid in _sentences() if t(msgid) != msgid and msgid in text]


@functools.cache
def _sentences() -> tuple[str, ...]:
    """Long enough not to be a word that two languages share, and without values."""
    with (LOCALES / "bot.pot").open("rb") as file:
        ids = [entry.id for entry in read_po(file)]
    return tuple(one for one in ids if isinstance(one, str) and len(one) > 8 and "{" not in one)
