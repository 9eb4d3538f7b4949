"""What conditions are made of: values, how they compare, and the functions that forms may call. As in XPath 1.0."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import fmod, isnan, nan
from typing import Any

from bot.core.patterns import matches

Value = str | float | bool | date | list[str]


def truth(value: Value) -> bool:
    if isinstance(value, float):
        return value != 0 and not isnan(value)
    return bool(value)


def number(value: Value) -> float:
    """As XPath's number(); a day counts since 1970, as in ODK."""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, date):
        return float((value - date(1970, 1, 1)).days)
    if isinstance(value, list):
        return number(value[0]) if len(value) == 1 else nan
    try:
        return float(value)
    except ValueError:
        day = _day(value)
        return nan if day is None else number(day)


def text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return " ".join(value) if isinstance(value, list) else str(value)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def given(value: Any) -> Value:
    """A stored answer as a value."""
    if value is None:
        return ""
    if isinstance(value, bool | date | list):
        return value
    return float(value) if isinstance(value, int | float) else str(value)


def equal(one: Value, other: Value) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return truth(one) == truth(other)
    if isinstance(one, float | date) or isinstance(other, float | date):
        return number(one) == number(other)
    return text(one) == text(other)


COMPARISONS: dict[str, Callable[[Value, Value], bool]] = {
    "=": equal,
    "!=": lambda one, other: not equal(one, other),
    "<": lambda one, other: number(one) < number(other),
    "<=": lambda one, other: number(one) <= number(other),
    ">": lambda one, other: number(one) > number(other),
    ">=": lambda one, other: number(one) >= number(other),
}


def _divided(one: float, other: float) -> float:
    return one / other if other else nan


def _rest(one: float, other: float) -> float:
    return fmod(one, other) if other else nan


ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": _divided,
    "mod": _rest,
}


def _chosen(value: Value) -> list[str]:
    return value if isinstance(value, list) else text(value).split()


@dataclass(frozen=True, slots=True)
class Function:
    """A function: how many values it takes, and what it makes of them."""

    takes: int
    result: Callable[..., Value]


FUNCTIONS: dict[str, Function] = {
    "selected": Function(2, lambda chosen, option: text(option) in _chosen(chosen)),
    "count-selected": Function(1, lambda chosen: float(len(_chosen(chosen)))),
    "string-length": Function(1, lambda value: float(len(text(value)))),
    "regex": Function(2, lambda value, pattern: matches(text(pattern), text(value))),
    "not": Function(1, lambda value: not truth(value)),
    "true": Function(0, lambda: True),
    "false": Function(0, lambda: False),
    "number": Function(1, number),
    "string": Function(1, text),
    "today": Function(0, lambda: date.min),
    "if": Function(3, lambda condition, one, other: one if truth(condition) else other),
}
"""What XLSForms may call. `today` is the scope's."""
