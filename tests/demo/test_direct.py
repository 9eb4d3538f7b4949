"""The real python-telegram-bot against the small Telegram, without a network."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from telegram import Bot as RealBot
from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Update,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.ext import ApplicationBuilder, Defaults, ExtBot

from bot.demo.direct import DirectRequest
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person
from tests.demo.conftest import PNG

BUTTON = InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data="y")]])


@pytest.fixture
async def real(telegram: SmallTelegram) -> AsyncIterator[RealBot]:
    request = DirectRequest(telegram)
    bot = RealBot(telegram.token, request=request, get_updates_request=DirectRequest(telegram))
    async with bot:
        yield bot


async def test_a_conversation_through_the_real_client(
    telegram: SmallTelegram, real: RealBot, resident: Person
) -> None:
    sent = await real.send_message(resident.id, "<b>Hallo</b>", parse_mode="HTML", reply_markup=BUTTON)
    assert (sent.text_html, sent.chat.type) == ("<b>Hallo</b>", "private")
    telegram.tap(resident, sent.message_id, "Ja")
    (update,) = await real.get_updates(timeout=10, offset=0)
    assert update.callback_query is not None
    await update.callback_query.answer("Danke")
    await update.callback_query.edit_message_text("Danke!")
    assert telegram.last(resident).text == "Danke!"
    assert telegram.problems == []


async def test_every_kind_of_update_can_be_read(
    telegram: SmallTelegram, real: RealBot, resident: Person
) -> None:
    telegram.group("team", resident)
    telegram.photo(resident, PNG, "/idea")
    telegram.voice(resident, b"ogg", 3)
    telegram.video(resident, b"mp4")
    telegram.document(resident, b"pdf")
    telegram.sticker(resident)
    telegram.contact(resident)
    telegram.forward(resident, "from elsewhere")
    telegram.edit(resident, telegram.location(resident, 52.5, 13.4), "x")
    telegram.press(resident, 9999, "x")
    telegram.block(resident)
    updates = await real.get_updates(timeout=0)
    assert len(updates) == 12
    assert all(isinstance(one, Update) and not one.api_kwargs for one in updates)


async def test_every_answer_can_be_read(telegram: SmallTelegram, real: RealBot, resident: Person) -> None:
    message = await real.send_photo(resident.id, PNG, caption="a")
    await real.send_photo(resident.id, message.photo[-1].file_id)
    await real.send_voice(resident.id, b"ogg", duration=2)
    await real.send_document(resident.id, b"a,b", filename="ideas.csv")
    await real.send_media_group(resident.id, [InputMediaPhoto(PNG), InputMediaPhoto(PNG)])
    await real.send_location(resident.id, 52.5, 13.4)
    await real.send_venue(resident.id, 52.5, 13.4, "Library", "Street 1")
    await real.copy_message(resident.id, resident.id, message.message_id)
    await real.forward_message(resident.id, resident.id, message.message_id)
    await real.set_my_commands([BotCommand("goals", "Goals")], language_code="en")
    await real.set_message_reaction(resident.id, message.message_id, "👍")
    assert (await real.get_my_commands(language_code="en"))[0].command == "goals"
    assert (await real.get_my_name()).name == "Kiezstimme"
    assert (await real.get_chat(resident.id)).first_name == "a resident"
    assert (await real.get_webhook_info()).url == ""
    document = telegram.messages(resident)[4].document
    assert document is not None
    assert document.name == "ideas.csv"
    assert telegram.problems == []


async def test_a_file_is_downloaded_by_its_address(
    telegram: SmallTelegram, real: RealBot, resident: Person
) -> None:
    telegram.photo(resident, PNG)
    (update,) = await real.get_updates(timeout=0)
    assert update.message is not None
    file = await real.get_file(update.message.photo[-1])
    assert bytes(await file.download_as_bytearray()) == PNG


async def test_errors_arrive_as_the_real_client_knows_them(
    telegram: SmallTelegram, real: RealBot, resident: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # the old form of retry_after warns
    with pytest.raises(BadRequest, match="unsupported start tag"):
        await real.send_message(resident.id, "<x>", parse_mode="HTML")
    telegram.faults.flood(1, retry_after=5)
    with pytest.raises(RetryAfter):
        await real.send_message(resident.id, "x")
    telegram.block(resident)
    with pytest.raises(Forbidden, match="blocked"):
        await real.send_message(resident.id, "x")


async def test_faults_look_like_a_broken_transport(
    telegram: SmallTelegram, real: RealBot, resident: Person
) -> None:
    telegram.faults.lose_answers(1)
    with pytest.raises(TimedOut) as late:
        await real.send_message(resident.id, "x")
    assert isinstance(late.value.__cause__, aiohttp.SocketTimeoutError)
    telegram.faults.refuse_connections(1)
    with pytest.raises(NetworkError) as unsent:
        await real.send_message(resident.id, "x")
    assert isinstance(unsent.value.__cause__, aiohttp.ClientConnectorError)


async def test_a_wrong_token_is_not_let_in(telegram: SmallTelegram) -> None:
    with pytest.raises(InvalidToken):
        await RealBot("1:wrong", request=DirectRequest(telegram)).initialize()


async def test_an_application_with_defaults_sends_nothing_wrong(
    telegram: SmallTelegram, resident: Person
) -> None:
    request = DirectRequest(telegram)
    defaults = Defaults(parse_mode="HTML", protect_content=True)
    builder = ApplicationBuilder().token(telegram.token).request(request).get_updates_request(request)
    application = builder.defaults(defaults).updater(None).build()
    async with application:
        bot: ExtBot[None] = application.bot
        await bot.send_location(resident.id, 52.5, 13.4)
        await bot.send_message(resident.id, "<i>x</i>")
    assert telegram.last(resident).html == "<i>x</i>"
    assert telegram.problems == []
