"""What a catalogue must keep to: in step with the code, finished, and every translation right."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from bot.catalogues.files import Catalogue
from bot.catalogues.sentences import Sentence
from bot.catalogues.wording import wrong_in
from bot.i18n.entries import Entry
from bot.i18n.plurals import plural_rule
from bot.i18n.po import header

SHOWN = 10
"""Untranslated sentences named for each language; a new catalogue has hundreds."""


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
                f"{code}: {key!r} {problem}" for problem in wrong_in(code, entry, sentences[key], plural)
            )


def _whole(entry: Entry) -> Iterator[str]:
    if entry.fuzzy:
        yield "is marked fuzzy: somebody should look at it and take the mark away"
    if not all(entry.forms):
        yield "is not translated" if len(entry.forms) == 1 else "is not translated in all its plural forms"
