"""What a catalogue must keep to. Texts are plain: no markup, no marks of direction but those that help."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from bot.catalogues.files import Catalogue
from bot.catalogues.sentences import Sentence
from bot.i18n import Entry, Plural, header, is_rtl, placeholders, plural_rule

SHOWN = 10
"""Untranslated sentences named for each language; a new catalogue has hundreds."""

_MARKUP = re.compile(r"</?[A-Za-z][^>]*>|&(?:[A-Za-z]+|#\w+);")
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_DIRECTION_MARKS = re.compile("[\u200e\u200f\u061c]")


def stale(where: str, there: Collection[str], sentences: Mapping[str, Sentence]) -> Iterator[str]:
    new, gone = sentences.keys() - set(there), set(there) - sentences.keys()
    if new or gone:
        yield f"{where}: {len(new)} sentences are new and {len(gone)} gone; run `kiezstimme texts extract`"


def catalogue(code: str, read: Catalogue, sentences: Mapping[str, Sentence]) -> Iterator[str]:
    fields, entries = header(read.head), read.entries
    _, plural = plural_rule(fields)
    if not fields.get("X-Own-Name"):
        yield f"{code}: its header names no X-Own-Name"
    yield from stale(code, entries.keys(), sentences)
    known = [(key, entry) for key, entry in entries.items() if key in sentences]
    unfinished = [f"{code}: {key!r} {problem}" for key, entry in known for problem in _whole(entry)]
    yield from unfinished[:SHOWN]
    if len(unfinished) > SHOWN:
        yield f"{code}: and {len(unfinished) - SHOWN} more that are not finished"
    for key, entry in known:
        if not any(_whole(entry)):
            yield from (
                f"{code}: {key!r} {problem}" for problem in _forms(code, entry, sentences[key], plural)
            )


def _whole(entry: Entry) -> Iterator[str]:
    if entry.fuzzy:
        yield "is marked fuzzy: somebody should look at it and take the mark away"
    if not all(entry.forms):
        yield "is not translated" if len(entry.forms) == 1 else "is not translated in all its plural forms"


def _forms(code: str, entry: Entry, sentence: Sentence, plural: Plural) -> Iterator[str]:
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
