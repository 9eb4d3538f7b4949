"""The journey's handlers on python-telegram-bot, over whatever opens a store for one update."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from tests.benchmarks.peers import flow
from tests.benchmarks.peers.screens import Screen

Open = Callable[[], AbstractAsyncContextManager[Any]]


def keyboard(screen: Screen) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in screen.rows]
    )


def on_command(step: Any) -> Any:
    async def handler(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_user is not None
        assert update.effective_message is not None
        async with context.bot_data["open"]() as store:
            screen = await step(store, update.effective_user.id, " ".join(context.args or ()))
        await update.effective_message.reply_text(
            screen.text, parse_mode=ParseMode.HTML, reply_markup=keyboard(screen)
        )

    return handler


def on_button(step: Any) -> Any:
    async def handler(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        assert query is not None
        await query.answer()
        async with context.bot_data["open"]() as store:
            screen = await step(store, query.from_user.id, (query.data or "").partition(":")[2])
        await query.edit_message_text(screen.text, parse_mode=ParseMode.HTML, reply_markup=keyboard(screen))

    return handler


async def on_text(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_user is not None
    assert update.message is not None
    async with context.bot_data["open"]() as store:
        screen = await flow.text(store, update.effective_user.id, update.message.text or "")
    await update.message.reply_text(screen.text, parse_mode=ParseMode.HTML, reply_markup=keyboard(screen))


def builder() -> ApplicationBuilder[Any, Any, Any, Any, Any, Any]:
    url = os.environ["TELEGRAM_API_URL"]
    return Application.builder().token(os.environ["BOT_TOKEN"]).base_url(f"{url}/bot")


def run(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Polls until SIGTERM."""
    for name, step in flow.COMMANDS.items():
        application.add_handler(CommandHandler(name, on_command(step)))
    for name, step in flow.BUTTONS.items():
        application.add_handler(CallbackQueryHandler(on_button(step), pattern=rf"^{name}(:|$)"))
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, on_text))
    application.run_polling(allowed_updates=[Update.MESSAGE, Update.CALLBACK_QUERY])
