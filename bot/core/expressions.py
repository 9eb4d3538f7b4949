"""What XLSForm writes into `relevant` and `constraint`: conditions over the answers, by a grammar, never by eval.

The subset is that of XPath 1.0 as the ODK XForms specification uses it: comparisons, `and`, `or`, arithmetic and the
functions in FUNCTIONS. An answer that is missing is an empty text, which is no number: every comparison of size with it is
false, as in XPath.

    either  = both { "or" both }            sum     = product { ("+" | "-") product }
    both    = equal { "and" equal }         product = minus { ("*" | "div" | "mod") minus }
    equal   = sized { ("=" | "!=") sized }  minus   = [ "-" ] minus | atom
    sized   = sum { ("<" | ...) sum }       atom    = number | text | "${" name "}" | "." | name "(" ... ")" | "(" either ")"
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from bot.core.expression_values import ARITHMETIC, COMPARISONS, FUNCTIONS, Value, given, number, truth

Answers = Mapping[str, Any]
"""Stored answers by name of the question: a text, a number, a list of option ids, or None."""


class BadExpression(ValueError):
    """What cannot be read: `at` is the character where (from 1), `word` what stands there; `function` if it is one that
    the bot does not know."""

    def __init__(self, at: int, word: str, function: bool = False) -> None:
        super().__init__(f"character {at}: {word}")
        self.at, self.word, self.function = at, word, function


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression is about: the answers so far, the one that is checked (`.`), and the local day."""

    answers: Answers
    own: Any
    today: date


Compute = Callable[[Scope], Value]


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that was read; `names` are the questions that it asks about."""

    compute: Compute
    names: frozenset[str]

    def holds(self, answers: Answers, own: Any, today: date) -> bool:
        return truth(self.compute(Scope(answers, own, today)))


@lru_cache(1024)
def read(text: str) -> Expression:
    """Raises BadExpression."""
    reader = _Reader(text)
    compute = reader.level(0)
    if reader.kind != "end":
        raise reader.wrong()
    return Expression(compute, frozenset(reader.names))


def _either(_sign: str, one: Compute, other: Compute) -> Compute:
    return lambda scope: truth(one(scope)) or truth(other(scope))


def _both(_sign: str, one: Compute, other: Compute) -> Compute:
    return lambda scope: truth(one(scope)) and truth(other(scope))


def _compare(sign: str, one: Compute, other: Compute) -> Compute:
    compare = COMPARISONS[sign]
    return lambda scope: compare(one(scope), other(scope))


def _calculate(sign: str, one: Compute, other: Compute) -> Compute:
    calculate = ARITHMETIC[sign]
    return lambda scope: calculate(number(one(scope)), number(other(scope)))


_LEVELS: tuple[tuple[frozenset[str], Callable[[str, Compute, Compute], Compute]], ...] = (
    (frozenset({"or"}), _either),
    (frozenset({"and"}), _both),
    (frozenset({"=", "!="}), _compare),
    (frozenset({"<", "<=", ">", ">="}), _compare),
    (frozenset({"+", "-"}), _calculate),
    (frozenset({"*", "div", "mod"}), _calculate),
)
"""What binds loosest comes first."""

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<text>'[^']*'|"[^"]*")|\$\{\s*(?P<answer>[A-Za-z_][\w.-]*)\s*\}"""
    r"""|(?P<call>[a-z][a-z-]*)\s*(?=\()|(?P<sign>and|or|div|mod|!=|<=|>=|[-=<>+*(),.])|(?P<end>\Z)|(?P<wrong>.))"""
)

DEEPEST, LONGEST = 50, 200
"""Brackets inside brackets, and signs between values: nobody writes more, and more would take the interpreter's stack."""


class _Reader:
    """Reads an expression from left to right, one token ahead."""

    def __init__(self, text: str) -> None:
        self._text, self._end, self._depth, self._signs = text, 0, 0, 0
        self.names: set[str] = set()
        self._next()

    def _next(self) -> None:
        found = _TOKEN.match(self._text, self._end)
        assert found is not None  # the last alternative takes any sign
        self.kind = found.lastgroup or "wrong"
        self.word, self.at = found[self.kind], found.start(self.kind)
        if self.kind == "answer":
            self.at = self._text.rindex("$", 0, self.at)
        self._end = found.end()

    def wrong(self, *, function: bool = False) -> BadExpression:
        return BadExpression(self.at + 1, self._text[self.at :][:20], function)

    def level(self, number: int) -> Compute:
        """Everything that binds at least as tightly as this level."""
        if number == len(_LEVELS):
            return self._minus()
        signs, join = _LEVELS[number]
        value = self.level(number + 1)
        while self.kind in ("sign", "call") and self.word in signs:
            sign = self.word
            self._signs += 1
            if self._signs > LONGEST:
                raise self.wrong()
            self._next()
            value = join(sign, value, self.level(number + 1))
        return value

    def _minus(self) -> Compute:
        if not self._takes("-"):
            return self._atom()
        value = self._deeper(self._minus)
        return lambda scope: -number(value(scope))

    def _atom(self) -> Compute:
        kind, word = self.kind, self.word
        if kind == "call":
            return self._call()
        if kind == "sign" and word == "(":
            self._next()
            value = self._deeper(lambda: self.level(0))
            self._expect(")")
            return value
        if kind not in ("number", "text", "answer") and not (kind == "sign" and word == "."):
            raise self.wrong()
        self._next()
        if kind == "number":
            return _constant(float(word))
        if kind == "text":
            return _constant(word[1:-1])
        if kind == "answer":
            self.names.add(word)
            return lambda scope: given(scope.answers.get(word))
        return lambda scope: given(scope.own)

    def _call(self) -> Compute:
        name, begin, bad = self.word, self.at, self.wrong(function=self.word not in FUNCTIONS)
        function = FUNCTIONS.get(name)
        self._next()
        self._expect("(")
        values = [] if self._takes(")") else [self._deeper(lambda: self.level(0))]
        while values and not self._takes(")"):
            self._expect(",")
            values.append(self._deeper(lambda: self.level(0)))
        if function is None or len(values) != function.takes:
            raise BadExpression(begin + 1, name, bad.function)
        if name == "today":
            return lambda scope: scope.today
        return lambda scope: function.result(*(value(scope) for value in values))

    def _deeper(self, inner: Callable[[], Compute]) -> Compute:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self.wrong()
        value = inner()
        self._depth -= 1
        return value

    def _takes(self, sign: str) -> bool:
        if self.kind == "sign" and self.word == sign:
            self._next()
            return True
        return False

    def _expect(self, sign: str) -> None:
        if not self._takes(sign):
            raise self.wrong()


def _constant(value: Value) -> Compute:
    return lambda _scope: value
