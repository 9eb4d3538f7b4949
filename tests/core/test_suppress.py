"""Nobody can be picked out of the results: not by reading them, and not by subtracting them from each other."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.blocks import OTHER, REST, Block, by_language, divide, total
from bot.core.suppress import LEAST, Group, fold, is_small, is_telling

Counted = dict[tuple[int, str], Group]
groups = st.dictionaries(st.sampled_from("xyz"), st.integers(0, 7), max_size=3).map(
    lambda said: Counter(said)
)
tables = st.dictionaries(
    st.tuples(st.integers(1, 5), st.sampled_from(("ar", "de", "ku", "tr"))), groups, max_size=14
)


def people(**sizes: int) -> dict[str, Group]:
    """Groups of these sizes that do not all say the same."""
    return {
        code: Counter({"x": n - 1, "y": 1}) if n > 1 else Counter({"x": n}) for code, n in sizes.items()
    }


def alone(groups: dict[str, Group]) -> tuple[set[str], int]:
    stand, other = fold(groups, is_telling)
    return set(stand), other.total()


def test_small_groups_are_counted_together() -> None:
    assert alone(people(de=20, tr=9, ku=3, ro=2)) == ({"de", "tr"}, 5)


def test_one_small_group_takes_the_next_smallest_with_it() -> None:
    assert alone(people(de=20, tr=9, ku=3)) == ({"de"}, 12)


def test_two_small_groups_that_are_still_small_together_take_the_next_smallest_too() -> None:
    assert alone(people(de=20, tr=9, ku=2, ro=1)) == ({"de"}, 12)


def test_groups_without_anybody_fold_nothing() -> None:
    assert alone(people(de=20, tr=0)) == ({"de"}, 0)


def test_a_group_in_which_all_say_the_same_is_not_shown_alone() -> None:
    assert alone({**people(de=20, tr=9), "ku": Counter({"x": 8})}) == ({"de"}, 17)


def test_an_area_with_too_few_answers_is_left_out() -> None:
    counted: Counted = {(1, "de"): Counter(x=4, y=4), (2, "de"): Counter(x=3)}
    assert {block.area for block in divide(counted)} == {1}


def test_small_areas_are_counted_together_where_that_tells_nothing() -> None:
    three_and_two: Counted = {(1, "de"): Counter(x=3), (2, "de"): Counter(y=2)}
    assert [(block.area, block.people.total()) for block in divide(three_and_two)] == [(REST, 5)]


def test_small_areas_are_left_out_where_their_sum_would_tell_each() -> None:
    twice_four: Counted = {(1, "de"): Counter(x=4), (2, "de"): Counter(y=4)}
    assert divide(twice_four) == ()


@given(tables)
def test_every_block_has_five_people_or_more_and_nobody_is_in_two(counted: Counted) -> None:
    found = divide(counted)
    assert all(block.people.total() >= LEAST for block in found)
    assert len({(block.area, block.language) for block in found}) == len(found)
    assert total(found) <= sum(counted.values(), Counter())


@given(tables)
def test_a_language_that_stands_alone_has_all_its_people_of_that_area(counted: Counted) -> None:
    for block in divide(counted):
        if block.area != REST and block.language != OTHER:
            assert block.people == counted[block.area, block.language]
            assert not is_telling(block.people)


Key = tuple[int, str]
"""A block's area and language."""


def views(found: tuple[Block[Group], ...]) -> list[frozenset[Key]]:
    """Every set of blocks that a screen or the export adds up: all, each area, each language of both."""
    keys = [(block.area, block.language) for block in found]
    areas = {area for area, _ in keys}
    scopes = [keys, *([key for key in keys if key[0] == area] for area in areas)]
    each = [
        [key for key in scope if key[1] == code] for scope in scopes for code in {key[1] for key in scope}
    ]
    return [frozenset(view) for view in [*scopes, *each] if view]


@settings(max_examples=60)
@given(tables)
def test_no_small_group_is_left_when_views_are_subtracted(counted: Counted) -> None:
    """Whatever two or three shown numbers leave over, it is nobody or at least five people."""
    found = divide(counted)
    sizes = {(block.area, block.language): block.people.total() for block in found}
    shown = views(found)
    for first, *others in [pick for size in (1, 2, 3) for pick in combinations(shown, size)]:
        left = first.difference(*others)
        assert not 0 < sum(sizes[key] for key in left) < LEAST


@settings(max_examples=60)
@given(tables)
def test_no_number_of_a_small_group_can_be_solved_for(counted: Counted) -> None:
    """All views as equations over (area, language): no cell of one to four people has a single solution."""
    cells = [cell for cell, group in counted.items() if group.total()]
    known = [[Fraction(cell in view) for cell in cells] for view in _as_cells(counted)]
    for cell in cells:
        wanted = [Fraction(other == cell) for other in cells]
        if known and _rank([*known, wanted]) == _rank(known):
            assert counted[cell].total() >= LEAST


def _as_cells(counted: Counted) -> list[set[Key]]:
    """The people behind each view, by the area and language that they really have."""
    found = divide(counted)
    keys = {(block.area, block.language) for block in found}
    large = {area for area, _ in keys} - {REST}

    def home(area: int, language: str) -> Key:
        there = area if area in large else REST
        return (there, language) if (there, language) in keys else (there, OTHER)

    return [{cell for cell in counted if home(*cell) in view} for view in views(found)]


def _rank(rows: list[list[Fraction]]) -> int:
    rows, rank = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((at for at in range(rank, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        head = rows[rank]
        for at in range(rank + 1, len(rows)):
            factor = rows[at][column] / head[column]
            rows[at] = [value - factor * top for value, top in zip(rows[at], head, strict=True)]
        rank += 1
    return rank


def test_texts_are_not_compared_only_counted() -> None:
    counted: Counted = {(1, "de"): Counter({"": 6}), (1, "tr"): Counter({"": 5})}
    assert list(by_language(divide(counted, is_small))) == ["de", "tr"]
