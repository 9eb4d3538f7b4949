"""What a translation must keep to. Texts are plain: no markup, no marks of direction but those that help."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from bot.catalogues.sentences import Sentence
from bot.i18n.entries import Entry
from bot.i18n.languages import is_rtl
from bot.i18n.placeholders import placeholders
from bot.i18n.plurals import Plural

_MARKUP = re.compile(r"</?[A-Za-z][^>]*>|&(?:[A-Za-z]+|#\w+);")
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_DIRECTION_MARKS = re.compile("[\u200e\u200f\u061c]")


def wrong_in(code: str, entry: Entry, sentence: Sentence, plural: Plural) -> Iterator[str]:
    if entry.msgids != sentence.msgids:
        yield "has another plural in the code; run `kiezstimme texts extract`"
    if code == "en" and entry.forms != sentence.msgids:
        yield "says something else than the code; run `kiezstimme texts extract`"
    for at, form in enumerate(entry.forms):
        if problem := _names(form, at, sentence, plural):
            yield problem
        yield from _text(code, form, sentence)


def _names(form: str, at: int, sentence: Sentence, plural: Plural) -> str:
    """Every name of the English is said; {n} may be left out where a form stands for one number alone."""
    expected, said = placeholders(sentence.msgids[-1]), placeholders(form)
    counts = len(sentence.msgids) > 1 and [n for n in range(1000) if plural(n) == at]
    may_omit = {"n"} if counts and len(counts) == 1 else set()
    if said <= expected and expected - said <= may_omit:
        return ""
    return f"should have {_listed(expected)} and has {_listed(said)}"


def _text(code: str, form: str, sentence: Sentence) -> Iterator[str]:
    english = sentence.msgids[0]
    if match := _MARKUP.search(form):
        yield f"contains markup ({match[0]}); texts are plain"
    if _edges(form) != _edges(english):
        yield "begins or ends with other white space than the English"
    if _OVERRIDES.search(form) or (_DIRECTION_MARKS.search(form) and not is_rtl(code)):
        yield "contains invisible marks of direction"
    if sentence.limit and len(form) > sentence.limit:
        yield f"has {len(form)} characters; {sentence.limit} are allowed"


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _listed(names: Collection[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "no names"
