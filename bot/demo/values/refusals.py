"""The ways in which a call fails: the server's refusals, and connections that break."""

from __future__ import annotations

from typing import Any

from bot.demo.values.calls import Json, Reply

PHRASES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


class Refusal(Exception):
    """An error as the Bot API gives it; the text lacks the prefix that its status brings."""

    def __init__(self, status: int, text: str, **parameters: Any) -> None:
        super().__init__(text)
        self.status = status
        self.text = text
        self.parameters = parameters

    @property
    def description(self) -> str:
        phrase = PHRASES.get(self.status, "Error")
        if not self.text:
            return phrase
        # The server lower-cases the first letter, except of codes like BUTTON_DATA_INVALID.
        code = len(self.text) > 1 and (self.text[1] == "_" or self.text[1].isupper())
        return f"{phrase}: {self.text if code else self.text[0].lower() + self.text[1:]}"

    def reply(self) -> Reply:
        body: Json = {"ok": False, "error_code": self.status, "description": self.description}
        headers = {}
        if self.parameters:
            body["parameters"] = self.parameters
        if "retry_after" in self.parameters:
            headers["Retry-After"] = str(self.parameters["retry_after"])
        return Reply(self.status, body, headers)


class AnswerLostError(Exception):
    """The work was done, but the answer never reached the bot."""


class NoConnectionError(Exception):
    """The request never reached the server."""


def bad(text: str) -> Refusal:
    return Refusal(400, text)
