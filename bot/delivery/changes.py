"""Changing what people have already got: the message as it should be now -> the call that makes it so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.delivery.requests import Request
from db.claims import Claimed
from db.outbox import DELETE


def changed(shown: Request, claimed: Claimed, content: dict[str, Any]) -> Request:
    """The request for a copy. One that changes a message takes it away or edits it; where that is not possible any more
    it is said in a new message, without a sound. Source of what is possible: the Bot API (deleting: 48 hours; editing: as
    long as the message is there).
    """
    number = claimed.message_id
    if number is None:
        return shown
    silent = {**shown.params, "disable_notification": True}
    anew = replace(shown, params=silent, instead=True)
    edit = replace(_edit(shown, number, captioned=bool(content.get("captioned"))), otherwise=anew)
    if content.get("recalls"):
        edit = replace(edit, instead=True)
    if claimed.kind == DELETE:
        return Request("deleteMessage", {"message_id": number}, otherwise=edit)
    return edit


def _edit(shown: Request, number: int, *, captioned: bool) -> Request:
    """The same words in the message of this number; a picture or a file in it stays."""
    words = shown.params.get("text", shown.params.get("caption"))
    left_out = ("text", "caption", "photo", "document", "link_preview_options")
    kept = {key: value for key, value in shown.params.items() if key not in left_out}
    if captioned:
        return Request("editMessageCaption", {**kept, "message_id": number, "caption": words})
    previews = {"link_preview_options": {"is_disabled": True}}
    return Request("editMessageText", {**kept, **previews, "message_id": number, "text": words})
