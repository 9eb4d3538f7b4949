"""Methods through which updates come: polling and the webhook."""

from __future__ import annotations

import re

from bot.demo.call import Call
from bot.demo.values import Json, bad


def get_updates(call: Call) -> list[Json]:
    call.state.updates.allow(_kinds(call))
    return call.state.updates.get(call.whole("offset"), call.whole("limit", 100))


def set_webhook(call: Call) -> bool:
    url, secret = call.text("url"), call.text("secret_token")
    if not url:
        return delete_webhook(call)
    if not url.startswith("https://"):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if "secret_token" in call.params and not re.fullmatch("[A-Za-z0-9_-]{1,256}", secret):
        raise bad("secret token contains unallowed characters")
    call.state.updates.allow(_kinds(call))
    if call.flag("drop_pending_updates"):
        call.state.updates.drop()
    call.state.updates.set_webhook(
        {"url": url, "secret_token": secret, "max_connections": call.whole("max_connections", 40)}
    )
    return True


def delete_webhook(call: Call) -> bool:
    if call.flag("drop_pending_updates"):
        call.state.updates.drop()
    call.state.updates.webhook = {}
    return True


def get_webhook_info(call: Call) -> Json:
    updates = call.state.updates
    info: Json = {
        "url": updates.webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(updates.queue),
    }
    if updates.webhook:
        info["max_connections"] = updates.webhook["max_connections"]
    if updates.allowed:
        info["allowed_updates"] = sorted(updates.allowed)
    return info


def _kinds(call: Call) -> list[str] | None:
    given = call.params.get("allowed_updates")
    return given if isinstance(given, list) else None
