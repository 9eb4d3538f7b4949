"""The plain values of the small Telegram: people, replies, files, messages as somebody sees them."""

from __future__ import annotations

from bot.demo.values.calls import Answered, Json, Reply, Request, Upload
from bot.demo.values.messages import Attachment, Keyboard, KeyboardButton, Message
from bot.demo.values.people import Group, Person
from bot.demo.values.refusals import AnswerLostError, NoConnectionError, Refusal, bad

__all__ = [
    "AnswerLostError",
    "Answered",
    "Attachment",
    "Group",
    "Json",
    "Keyboard",
    "KeyboardButton",
    "Message",
    "NoConnectionError",
    "Person",
    "Refusal",
    "Reply",
    "Request",
    "Upload",
    "bad",
]
