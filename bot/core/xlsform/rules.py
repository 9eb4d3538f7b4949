"""The columns `relevant` and `constraint`: checked where they stand, and rewritten to the names that the bot knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core import expressions
from bot.core.expression_values import FUNCTIONS
from bot.core.text import N_
from bot.core.xlsform import said
from bot.core.xlsform.columns import Row

MOST_CHARACTERS = 1000
"""Of a rule: what is read from one goes as deep as it has signs, and Python goes some 1,000 deep."""

_QUOTES = str.maketrans({"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "\u00a0": " "})
_REFERENCE = re.compile(r"\$\{([^${}]*)\}")
_ABOUT = r"(?:\$\{[^${}]*\}|(?<![\w.])\.(?![\w.]))"
_WORD = r"(?:'[^']*'|\"[^\"]*\"|\d+(?:\.\d+)?)"
_COMPARED = re.compile(
    rf"(?P<begin>selected\s*\(\s*(?P<a>{_ABOUT})\s*,\s*|(?P<b>{_ABOUT})\s*!?=\s*)(?P<word>{_WORD})"
    rf"|(?P<first>{_WORD})(?P<end>\s*!?=\s*(?P<c>{_ABOUT}))"
)
"""Where an answer is compared with the id of one: `selected(${a}, 'x')`, `${a} = 'x'`, `'x' != ${a}`, and `.` for `${a}`."""


@dataclass(slots=True)
class Known:
    """What rules can be about: the names of all questions with what they became, those that stand before the present
    one, and for each with answers to choose their ids with what they became."""

    names: Mapping[str, str]
    earlier: set[str] = field(default_factory=set)
    ids: dict[str, Mapping[str, str]] = field(default_factory=dict)
    one_of: set[str] = field(default_factory=set)
    """The questions that are answered by exactly one of their ids."""


def read_rule(row: Row, column: str, known: Known, own: str = "") -> str:
    """A rule in the bot's own names; empty if there is none or if something is wrong with it, which is said.

    `own` is the question itself, which only its constraint may be about.
    """
    text = row.raw(column).translate(_QUOTES)
    if not text:
        return ""
    before = len(row.page.problems)
    if len(text) > MOST_CHARACTERS:
        row.wrong(column, said.TOO_LONG, said.SHORTEN, n=len(text), most=MOST_CHARACTERS)
        return ""
    _check_reading(row, column, text)
    for name in dict.fromkeys(_REFERENCE.findall(text)):
        _check_name(row, column, name, known, own)
    text = _COMPARED.sub(lambda found: _with_ids(row, column, found, known, own), text)
    text = _REFERENCE.sub(lambda found: f"${{{known.names.get(found[1], found[1])}}}", text)
    return "" if len(row.page.problems) > before else text


def _check_reading(row: Row, column: str, text: str) -> None:
    """Names may have any letters here; for reading they are replaced by plain ones of the same length."""
    plain = _REFERENCE.sub(lambda found: f"${{{'a' * len(found[1])}}}", text)
    bad = next((found for found in _REFERENCE.finditer(text) if not _is_name(found[1])), None)
    try:
        if bad:
            raise expressions.BadExpression(bad.start() + 1, bad[0])
        expressions.read(plain)
    except expressions.BadExpression as error:
        _unread(row, column, text, error)


def _unread(row: Row, column: str, text: str, error: expressions.BadExpression) -> None:
    if error.function:
        row.wrong(
            column,
            N_("The bot does not know the function {word}."),
            N_("Use one of these functions: {functions}."),
            word=error.word,
            functions=", ".join(FUNCTIONS),
        )
        return
    row.wrong(
        column,
        N_("The rule cannot be read at character {at}: {word}"),
        N_("Look at this place of the rule: there may be a sign too many, or one is missing."),
        at=error.at,
        word=text[error.at - 1 :][:20] or "…",
    )


def _is_name(name: str) -> bool:
    return re.fullmatch(r"[^\W\d][\w.-]*", name) is not None


def _check_name(row: Row, column: str, name: str, known: Known, own: str) -> None:
    if name in known.earlier or (name == own and column == "constraint") or not _is_name(name):
        return
    if name in known.names:
        text = N_("The rule asks about {word}, which is not answered yet at this place.")
        mend = N_("Put the question {word} before this row.")
    else:
        text = N_("The rule asks about {word}, which is no question of this form.")
        mend = N_("Look at the spelling, also at capital letters.")
    row.wrong(column, text, mend, word=name)


def _with_ids(row: Row, column: str, found: re.Match[str], known: Known, own: str) -> str:
    """A comparison with the id of an answer, after the id was looked up."""
    about = (found["a"] or found["b"] or found["c"])[2:-1] or own
    quoted = found["word"] or found["first"]
    word, ids = quoted.strip("'\""), known.ids.get(about)
    if ids is None or not word:
        return found[0]
    if word not in ids:
        if found["a"] or about in known.one_of:
            row.wrong(
                column,
                N_("The rule compares {question} with {word}, which is none of its answers."),
                N_("Use one of the names from the list of answers: {names}."),
                question=about,
                word=word,
                names=", ".join(list(ids)[:10]),
            )
        return found[0]
    new = quoted if ids[word] == word else f"'{ids[word]}'"
    return f"{found['begin']}{new}" if found["word"] else f"{new}{found['end']}"


_COUNT = r"count-selected\(\s*\.\s*\)\s*"
_CHOICES = re.compile(
    rf"(?:{_COUNT}>=\s*(?P<least>\d+))?(?P<both>\s+and\s+(?={_COUNT}<=))?(?:{_COUNT}<=\s*(?P<most>[1-9]\d*))?"
    r"(?:\s+and\s+\((?P<rest>.*)\))?\Z",
    re.DOTALL,
)


def choices_wanted(rule: str) -> tuple[int, int, str]:
    """(at least, at most, the rest of the rule) of a constraint that says how many answers are to be chosen."""
    found = _CHOICES.match(rule)
    if found is None or bool(found["both"]) != bool(found["least"] and found["most"]):
        return 0, 0, rule
    if not (found["least"] or found["most"]) or (found["rest"] is not None and not is_whole(found["rest"])):
        return 0, 0, rule
    return int(found["least"] or 0), int(found["most"] or 0), found["rest"] or ""


def with_choices(least: int, most: int, rule: str) -> str:
    """The other way round."""
    parts = [f"count-selected(.) >= {least}"] if least else []
    parts += [f"count-selected(.) <= {most}"] if most else []
    return " and ".join([*parts, f"({rule})"]) if parts and rule else " and ".join(parts) or rule


def is_whole(text: str) -> bool:
    """Whether every bracket that is opened is closed again, in this order; brackets inside quotes do not count."""
    depth = 0
    for sign in re.sub(r"'[^']*'|\"[^\"]*\"", "", text):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return False
    return depth == 0


def joined(*rules: str) -> str:
    """Rules that must all hold."""
    filled = [rule for rule in rules if rule]
    return filled[0] if len(filled) == 1 else " and ".join(f"({rule})" for rule in filled)


def renamed(rule: str, names: Mapping[str, str]) -> str:
    """A rule with other names of questions."""
    return _REFERENCE.sub(lambda found: f"${{{names.get(found[1].strip(), found[1].strip())}}}", rule)
