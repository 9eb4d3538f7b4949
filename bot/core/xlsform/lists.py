"""The sheet choices: lists of answers, each with an id that fits into a button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.core.text import N_
from bot.core.xlsform import said
from bot.core.xlsform.columns import Page, Row
from bot.core.xlsform.names import legal_options


@dataclass(frozen=True, slots=True)
class Choice:
    """One row: the id as the author wrote it, what it became, and its texts."""

    row: Row
    name: str
    id: str
    texts: dict[str, str]

    @property
    def option(self) -> dict[str, Any]:
        return {"id": self.id, "text": self.texts}


Lists = dict[str, tuple[Choice, ...]]


def read_lists(page: Page | None) -> Lists:
    """The choices by name of their list, in the order of the sheet."""
    rows: dict[str, dict[str, Row]] = {}
    for row in page.rows() if page else ():
        _take(rows, row)
    return {name: _choices(list_) for name, list_ in rows.items()}


def _take(rows: dict[str, dict[str, Row]], row: Row) -> None:
    list_, name = row["list_name"], row["name"]
    if not (list_ or name or row.is_filled("label")):
        return
    for column in ("list_name", "name"):
        if not row[column] and row.page.has(column):
            row.wrong(
                column,
                said.MISSING,
                N_("Every answer needs the name of its list, a name of its own and a text."),
                word=row.head(column),
            )
    if not list_ or not name:
        return
    if name in rows.setdefault(list_, {}):
        row.wrong("name", said.TWICE, said.CHOOSE_NAME, word=name)
    rows[list_].setdefault(name, row)
    if row.page.has("label") and not row.is_filled("label") and not name.isdecimal():
        row.wrong("label", said.MISSING, said.WRITE_TEXT, word=row.head("label"))
    refuse_repeated(row, "label")


def refuse_repeated(row: Row, column: str) -> None:
    """A text that wants to repeat an earlier answer: the bot shows it as it stands."""
    for language, text in row.texts(column).items():
        if "${" in text:
            row.wrong(
                column,
                N_("The bot cannot repeat an earlier answer inside a text: {word}"),
                said.REMOVE_WORD,
                language,
                word=text[text.index("${") :][:40],
            )


def _choices(rows: dict[str, Row]) -> tuple[Choice, ...]:
    ids = legal_options(rows)
    return tuple(Choice(row, name, ids[name], _texts(name, row)) for name, row in rows.items())


def _texts(name: str, row: Row) -> dict[str, str]:
    """A number without words is shown as the number: so people leave the middle of a scale."""
    return row.texts("label") or dict.fromkeys(row.page.languages(), name)
