"""A definition that was written as an XLSForm and read again is the same definition."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from bot.core import templates
from bot.core.definition import read as define
from bot.core.definition_check import check
from bot.core.xlsform.reading import read
from bot.core.xlsform.writing import write
from tests.forms import Book
from tests.forms.definitions import definitions
from tests.forms.easy import EASY
from tests.forms.hard import HARD


@pytest.mark.parametrize("form", [*EASY.values(), *HARD.values()], ids=[*EASY, *HARD])
@pytest.mark.parametrize("default_language", ["de", "tr"])
def test_a_form_comes_back_as_it_went_out(form: Book, default_language: str) -> None:
    found = read(form)
    again = read(write(found.definition or {}, "Mein Kiez", default_language))
    assert (again.problems, again.definition) == ((), found.definition)
    assert set(again.files) == set(found.files)


@given(made=definitions())
@settings(max_examples=100, deadline=None)
def test_any_definition_comes_back(made: tuple[dict[str, Any], str]) -> None:
    definition, default_language = made
    check(definition)
    again = read(write(definition, "probe", default_language))
    assert (again.problems, again.definition) == ((), definition)


@pytest.mark.parametrize("template", templates.TEMPLATES.values(), ids=templates.TEMPLATES)
def test_the_ready_surveys_can_be_taken_out_and_changed(template: templates.Template) -> None:
    languages = {"de": lambda msgid: f"DE {msgid}", "tr": lambda msgid: f"TR {msgid}"}
    definition = templates.definition(template, languages)
    again = read(write(definition, "ready", "de"))
    assert again.definition is not None
    assert define(again.definition) == define(definition)


def test_settings_say_what_other_tools_ask_for() -> None:
    definition = read(EASY["four languages"]).definition or {}
    survey, choices, settings_ = write(definition, "Treffen im Kiez!", "tr")
    assert survey.heads[2] == choices.heads[2] == "label::Türkçe (tr)"
    title, id_, version, language = settings_.rows[1]
    assert (title, id_, len(version), language) == ("Nachbarn", "treffen_im_kiez", 12, "Türkçe (tr)")


def test_another_content_is_another_version() -> None:
    first = read(EASY["bench"]).definition or {}
    other = first | {"title": {"de": "Bänke"}}
    versions = {write(one, "bench", "de")[2].rows[1][2] for one in (first, first, other)}
    assert len(versions) == 2


def test_a_text_cannot_become_a_reference_for_other_tools() -> None:
    definition = (read(EASY["bench"]).definition or {}) | {"title": {"de": "Für ${5}\ufffe"}}
    assert write(definition, "x", "de")[2].rows[1][0] == "Für $ {5}"


def test_the_same_answers_are_one_list() -> None:
    choices = write(read(HARD["grid"]).definition or {}, "grid", "de")[1]
    assert {row[0] for row in choices.rows[1:]} == {"bins", "say"}
