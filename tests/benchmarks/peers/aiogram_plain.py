"""The same on aiogram 3 as it comes, with SQLAlchemy's asynchronous ORM."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from tests.benchmarks.peers import flow
from tests.benchmarks.peers.orm import Store, engine, prepared
from tests.benchmarks.peers.screens import Screen

made = engine(os.environ["DATABASE_URL"])
dispatcher = Dispatcher()
router = Router()


def keyboard(screen: Screen) -> InlineKeyboardMarkup:
    rows = [
        [InlineKeyboardButton(text=label, callback_data=data) for label, data in row] for row in screen.rows
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows)


def on_command(step: Any) -> Any:
    async def handler(message: Message, command: CommandObject, opened: Any) -> None:
        assert message.from_user is not None
        async with opened() as store:
            screen = await step(store, message.from_user.id, command.args or "")
        await message.answer(screen.text, reply_markup=keyboard(screen))

    return handler


def on_button(step: Any) -> Any:
    async def handler(query: CallbackQuery, opened: Any) -> None:
        await query.answer()
        async with opened() as store:
            screen = await step(store, query.from_user.id, (query.data or "").partition(":")[2])
        assert isinstance(query.message, Message)
        await query.message.edit_text(screen.text, reply_markup=keyboard(screen))

    return handler


async def on_text(message: Message, opened: Any) -> None:
    assert message.from_user is not None
    async with opened() as store:
        screen = await flow.text(store, message.from_user.id, message.text or "")
    await message.answer(screen.text, reply_markup=keyboard(screen))


async def begin() -> None:
    sessions = await prepared(made)

    @asynccontextmanager
    async def opened() -> AsyncIterator[Store]:
        async with sessions.begin() as session:
            yield Store(session)

    dispatcher["opened"] = opened


async def end() -> None:
    await made.dispose()


if __name__ == "__main__":
    for name, step in flow.COMMANDS.items():
        router.message.register(on_command(step), Command(name))
    for name, step in flow.BUTTONS.items():
        router.callback_query.register(on_button(step), F.data.split(":")[0] == name)
    router.message.register(on_text, F.text)
    dispatcher.include_router(router)
    dispatcher.startup.register(begin)
    dispatcher.shutdown.register(end)
    api = TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"])
    bot = Bot(
        os.environ["BOT_TOKEN"],
        session=AiohttpSession(api=api),
        default=DefaultBotProperties(parse_mode=ParseMode.HTML),
    )
    dispatcher.run_polling(bot)
