"""What the server finds in a text by itself: commands, addresses, mentions, hashtags."""

from __future__ import annotations

import re

from bot.demo.markup import Span

FOUND = (
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])")),
    ("url", re.compile(r"\bhttps?://[^\s<>\"]*[^\s<>\".,;:!?)\]]")),
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}\b")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z]\w{2,31}\b")),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
)

PLAIN_KINDS = {"code", "pre", "text_link"}  # inside these nothing is looked for


def found_in(text: str, spans: list[Span]) -> list[Span]:
    taken = [(one.start, one.end) for one in spans if one.kind in PLAIN_KINDS]
    found: list[Span] = []
    for kind, pattern in FOUND:
        for match in pattern.finditer(text):
            if all(match.end() <= begin or match.start() >= end for begin, end in taken):
                taken.append(match.span())
                found.append(Span(kind, *match.span()))
    return found
