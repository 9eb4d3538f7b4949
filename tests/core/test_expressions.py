"""Conditions as XLSForms write them: what they mean, and what is said where one cannot be read."""

from __future__ import annotations

import contextlib
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.expression_values import FUNCTIONS
from bot.core.expressions import BadExpression, read
from bot.core.patterns import is_safe, matches

MONDAY = date(2026, 11, 23)
SAID = {
    "kind": "park",
    "many": ["light", "clean", "people"],
    "n": 4,
    "day": "2026-11-24",
    "left": None,
    "point": "3",
}


@pytest.mark.parametrize(
    "condition",
    [
        "${kind} = 'park'",
        '${kind} = "park" and ${n} > 3',
        "${kind} = 'street' or selected(${many}, 'light')",
        "not(selected(${many}, 'dogs'))",
        "count-selected(${many}) = 3 and ${n} != 3",
        "${n} - 1 = 3 and ${n}-1=3 and -${n} < 0",
        "${n} * 2 + 1 = 9 and ${n} div 2 = 2 and ${n} mod 3 = 1",
        "(${kind} = 'x' or ${n} = 4) and true()",
        "${kind} = 'x' or ${n} = 4 and false() or ${point} >= 3",
        "${day} > today() and today() >= '2026-11-23'",
        "${left} = '' and string-length(${left}) = 0",
        "not(${left} > 1) and not(${left} <= 1)",
        "if(${n} > 3, ${kind}, 'no') = 'park'",
        "regex(${day}, '[0-9]{4}-[0-9]{2}-[0-9]{2}')",
        "regex(string(${n}), '4') and number(${point}) = 3",
        ". >= 18 and . <= 120",
    ],
)
def test_these_conditions_hold(condition: str) -> None:
    assert read(condition).holds(SAID, 30, MONDAY)


def test_a_condition_names_the_questions_it_asks_about() -> None:
    assert read("${a} = 1 and selected(${b.c}, 'x') or . > ${ a }").names == {"a", "b.c"}


@pytest.mark.parametrize(
    ("condition", "at", "word"),
    [
        ("${a} = ", 8, ""),
        ("${a} == 'x'", 7, "= 'x'"),
        ("a = b", 1, "a = b"),
        ("${a} = “x”", 8, "“x”"),
        ("(${a} = 1", 10, ""),
        ("selected(${a})", 1, "selected"),
        ("${a", 1, "${a"),
        ("1 2", 3, "2"),
        ("", 1, ""),
    ],
)
def test_what_cannot_be_read_is_shown_where_it_stands(condition: str, at: int, word: str) -> None:
    with pytest.raises(BadExpression) as bad:
        read(condition)
    assert (bad.value.at, bad.value.word, bad.value.function) == (at, word, False)


def test_a_function_that_the_bot_does_not_know_is_named() -> None:
    with pytest.raises(BadExpression) as bad:
        read("${a} = 1 and pulldata('fruits', 'name') = 'x'")
    assert (bad.value.at, bad.value.word, bad.value.function) == (14, "pulldata", True)


def test_brackets_without_end_are_refused_and_break_nothing() -> None:
    for much in ("(" * 5000, "-" * 5000 + "1", "not(" * 5000, "1" + " + 1" * 5000):
        with pytest.raises(BadExpression):
            read(much)


def test_a_long_rule_is_worked_out_all_the_same() -> None:
    rule = " or ".join(f"${{a}} = {n}" for n in range(100))
    assert read(rule).holds({"a": 99}, None, date(2026, 11, 23))


ATOMS = st.sampled_from(["1", "2.5", "'x'", "${a}", "${b}", ".", "today()", "true()", "false()"])
SIGNS = st.sampled_from(["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"])
EXPRESSIONS = st.recursive(
    ATOMS,
    lambda inner: (
        st.tuples(inner, SIGNS, inner).map(" ".join)
        | inner.map("({})".format)
        | inner.map("not({})".format)
        | inner.map("string-length({})".format)
        | st.tuples(inner, inner).map("selected({0[0]}, {0[1]})".format)
    ),
    max_leaves=12,
)
VALUES = (
    st.none()
    | st.text(max_size=5)
    | st.integers()
    | st.floats()
    | st.lists(st.text(max_size=3), max_size=3)
)


@given(EXPRESSIONS, VALUES, VALUES)
def test_any_condition_gives_an_answer_whatever_people_said(condition: str, one: Any, other: Any) -> None:
    assert read(condition).holds({"a": one, "b": other}, other, MONDAY) in (True, False)


PIECES = st.sampled_from([*"${}()., '<>=!+-*ab1\n", *FUNCTIONS, "and", "or", "div", "${a}", "'x'"])


@given(st.lists(PIECES, max_size=20).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(BadExpression):
        assert read(text).holds({}, None, MONDAY) in (True, False)


@pytest.mark.parametrize(
    "pattern", ["(a+)+", "(a|aa)*b", "(x{1,5})*", "(a?){30}a{30}", "a*b*c*d*", "[", "x" * 201]
)
def test_patterns_that_might_take_for_ever_are_refused(pattern: str) -> None:
    assert not is_safe(pattern)
    assert not matches(pattern, "a")


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("[0-9]{5}", "12053"),
        (r"\+?[0-9 /-]{6,20}", "030 123 45"),
        (r"[^@ ]+@[^@ ]+\.[a-z]{2,}", "team@example.org"),
        (r"(\d{1,3}\.){3}\d{1,3}", "127.0.0.1"),
        ("(red|green|blue)", "green"),
    ],
)
def test_patterns_that_people_use_match_the_whole_text(pattern: str, text: str) -> None:
    assert matches(pattern, text)
    assert not matches(pattern, f"{text} and more")
    assert not matches(pattern, f"{text}{'x' * 200}")
