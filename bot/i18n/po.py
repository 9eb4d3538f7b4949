"""A .po file as read: what it translates, and what it still leaves open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.pofile import read_po

from bot.i18n.entries import Entry, Forms
from bot.i18n.plurals import Plural, plural_rule

_HEADER_LINE = re.compile(r'^"([\w-]+): *(.*?)\\n"$', re.MULTILINE)


def header(po: str) -> dict[str, str]:
    """The fields at the head of a .po file. Babel forgets those that it does not know."""
    return dict(_HEADER_LINE.findall(po.split("\n\n", 1)[0]))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One .po file as read. What it knows it may still leave untranslated."""

    own_name: str
    plural: Plural
    texts: Mapping[str, str] = field(default_factory=dict)
    plurals: Mapping[str, Forms] = field(default_factory=dict)
    known: Mapping[str, Forms] = field(default_factory=dict)
    complete: bool = True


def read(path: Path) -> Catalogue:
    fields = header(path.read_text("utf-8"))
    with path.open("rb") as file:
        entries = [Entry.of(message) for message in read_po(file, abort_invalid=True) if message.id]
    nforms, plural = plural_rule(fields)
    usable = [entry for entry in entries if entry.is_usable(nforms)]
    one = plural(1)
    return Catalogue(
        own_name=fields.get("X-Own-Name", path.parent.parent.name),
        plural=plural,
        texts={e.msgids[0]: e.forms[one if len(e.msgids) > 1 else 0] for e in usable},
        plurals={e.msgids[0]: e.forms for e in usable if len(e.msgids) > 1},
        known={e.msgids[0]: e.msgids for e in entries},
        complete=all(entry.is_translated(nforms) for entry in entries),
    )
