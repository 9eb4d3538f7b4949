"""Methods through which updates come: polling and the webhook."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

from bot.demo.call import Call
from bot.demo.updates import OWN
from bot.demo.values import Json, Refusal, bad


def get_updates(call: Call) -> list[Json]:
    call.state.updates.allow(_kinds(call))
    return call.state.updates.get(call.whole("offset"), call.whole("limit", 100))


def set_webhook(call: Call) -> bool:
    url, secret = call.text("url"), call.text("secret_token")
    if not url:
        return delete_webhook(call)
    _callable(url)
    if "secret_token" in call.params and not re.fullmatch("[A-Za-z0-9_-]{1,256}", secret):
        raise bad("secret token contains unallowed characters")
    updates, connections = call.state.updates, min(max(call.whole("max_connections", 40), 1), 100)
    wanted = {"url": url, "secret_token": secret, "max_connections": connections}
    kinds = updates.allowed
    updates.allow(_kinds(call))
    if call.flag("drop_pending_updates"):
        updates.drop()
    if updates.webhook != wanted or updates.allowed != kinds:
        _not_too_often(call)
        updates.set_webhook(wanted)
    return True


def delete_webhook(call: Call) -> bool:
    if call.flag("drop_pending_updates"):
        call.state.updates.drop()
    if call.state.updates.webhook:
        call.state.updates.set_webhook({})
    return True


def _callable(url: str) -> None:
    """Telegram's own server calls https on four ports; this one also http on this machine, as a server of one's own does."""
    parts = urlsplit(url)
    if parts.scheme == "http" and parts.hostname in OWN:
        return
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.port not in (None, 443, 80, 88, 8443):
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _not_too_often(call: Call) -> None:
    updates, moment = call.state.updates, call.state.now()
    if updates.settable > moment:
        raise Refusal(429, "retry after 1", retry_after=1)
    updates.settable = moment + timedelta(seconds=1)


def get_webhook_info(call: Call) -> Json:
    updates = call.state.updates
    info: Json = {
        "url": updates.webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(updates.queue),
    }
    info |= updates.last_error
    if updates.webhook:
        info["max_connections"] = updates.webhook["max_connections"]
    if updates.allowed:
        info["allowed_updates"] = sorted(updates.allowed)
    return info


def _kinds(call: Call) -> list[str] | None:
    given = call.params.get("allowed_updates")
    return given if isinstance(given, list) else None
