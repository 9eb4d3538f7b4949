"""What the rows of an XLSForm become."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.definition_check import check
from bot.core.kinds import KINDS
from bot.core.xlsform.languages import LANGUAGES, headed, language_of
from bot.core.xlsform.names import legal_names, legal_options
from bot.core.xlsform.reading import read
from bot.core.xlsform.rules import choices_wanted, with_choices
from tests.forms import Book, book
from tests.forms.easy import DECLINES, EASY, FOUR_LANGUAGES, MARKET, NOTES, PLAYGROUND, SAFETY
from tests.forms.hard import (
    CASCADE,
    GRID,
    GROUPS,
    HARD,
    HEADS,
    KOBO,
    LONG_LIST,
    LONG_TEXTS,
    OLD_HEADINGS,
    PICTURES,
    RANGES,
    RECORDED,
    SIMPLE,
)


def definition(form: Book) -> dict[str, Any]:
    found = read(form)
    assert [*found.problems] == []
    assert found.definition is not None
    return found.definition


def questions(form: Book) -> dict[str, dict[str, Any]]:
    return {question["name"]: question for question in definition(form)["questions"]}


def of(form: Book, key: str) -> dict[str, Any]:
    """One thing about every question that has it, by name."""
    return {name: question[key] for name, question in questions(form).items() if key in question}


@pytest.mark.parametrize("form", [*EASY.values(), *HARD.values()], ids=[*EASY, *HARD])
def test_these_forms_are_surveys(form: Book) -> None:
    check(definition(form))


def test_the_simplest_form_is_a_whole_definition() -> None:
    assert definition(EASY["bench"]) == {
        "title": {"de": "Umfrage"},
        "intro": {},
        "questions": [{"name": "bench", "kind": "text", "text": {"de": "Wo fehlt eine Bank?"}}],
    }


def test_typed_answers_have_their_kinds() -> None:
    assert [*of(MARKET, "kind").values()] == ["text", "text", "whole", "decimal", "date", "time"]
    assert of(MARKET, "required") == {"people": True, "hours": True}
    assert of(MARKET, "hint") == {"people": {"de": "Sie selbst auch"}, "hours": {"de": "zum Beispiel 2,5"}}


def test_marks_in_the_appearance_say_what_the_standard_has_no_type_for() -> None:
    assert of(SAFETY, "kind") == {"avoid": "yes_no", "day": "smileys", "night": "scale", "walk": "scale"}
    night = questions(SAFETY)["night"]
    assert (night["points"], night["low"], night["high"]) == (
        4,
        {"de": "gar nicht sicher"},
        {"de": "sehr sicher"},
    )
    assert questions(SAFETY)["walk"]["points"] == 10
    assert of(DECLINES, "declines") == {
        "rent": ["private"],
        "moving": ["unknown", "private"],
        "reason": ["private"],
        "noise": ["unknown"],
    }


def test_how_many_answers_are_wanted_comes_out_of_the_constraint() -> None:
    wants, likes = questions(PLAYGROUND)["wants"], questions(PLAYGROUND)["likes"]
    assert (wants["least"], wants["most"], wants["wrong"]) == (1, 3, {"de": "Bitte höchstens 3."})
    assert likes["most"] == 2
    assert {"least", "constraint"} & likes.keys() == {"constraint"} & wants.keys() == set()
    assert of(PLAYGROUND, "shuffled") == {"wants": True}


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("count-selected(.) >= 2", (2, 0, "")),
        ("count-selected(.) <= 2", (0, 2, "")),
        ("count-selected(.) >= 1 and count-selected(.)<=2", (1, 2, "")),
        ("count-selected(.) >= 1 and (selected(., 'a') or 1 = 1)", (1, 0, "selected(., 'a') or 1 = 1")),
        ("count-selected(.) >= 1 and (1 = 1) or (2 = 2)", (0, 0, "")),
        ("count-selected(.) >= 1 or count-selected(.) <= 2", (0, 0, "")),
        ("count-selected(.) <= 0", (0, 0, "")),
        ("count-selected(.) = 2", (0, 0, "")),
        ("count-selected(${a}) >= 2", (0, 0, "")),
    ],
)
def test_only_these_rules_are_numbers_of_answers(rule: str, wanted: tuple[int, int, str]) -> None:
    least, most, rest = wanted
    assert choices_wanted(rule) == (wanted if any(wanted) else (0, 0, rule))
    assert choices_wanted(with_choices(least, most, rest)) == wanted


def test_a_question_has_its_texts_in_every_language_of_the_form() -> None:
    meet = questions(FOUR_LANGUAGES)["meet"]
    assert [*meet["text"]] == [*meet["options"][0]["text"]] == ["de", "tr", "ar", "en"]
    assert meet["options"][2] == {
        "id": "nowhere",
        "text": {"de": "nirgends", "tr": "hiçbir yerde", "ar": "لا مكان", "en": "nowhere"},
    }


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Deutsch (de)", "de"),
        ("German", "de"),
        ("DE", "de"),
        ("Einfache Sprache (de)", "de_simple"),
        ("Deutsch (Einfache Sprache)", "de_simple"),
        ("de-simple", "de_simple"),
        ("Türkisch", "tr"),
        ("العربية (ar)", "ar"),
        ("Srpski (sr)", "sr_Latn"),
        ("sr-Latn", "sr_Latn"),
        ("Igbo (ig)", "ig"),
        ("pt-BR", "pt-BR"),
        ("Farsi (prs)", "prs"),
        ("Elbisch", ""),
        ("Deutsch (Berlin)", ""),
        ("", ""),
    ],
)
def test_a_language_is_told_by_its_code_or_its_name(written: str, code: str) -> None:
    assert language_of(written) == code


@pytest.mark.parametrize("code", [*LANGUAGES, "ig", "ckb", "pt-BR", "zh_Hant"])
def test_a_heading_that_we_write_is_read_as_the_same_language(code: str) -> None:
    assert language_of(headed(code)) == code


def test_languages_that_are_not_ours_stay_as_they_are() -> None:
    assert [*questions(SIMPLE)["park"]["text"]] == ["de", "de_simple", "sr_Latn", "ig", "pt-BR"]
    assert read(SIMPLE).languages == ("de", "de_simple", "sr_Latn", "ig", "pt-BR")


def test_headings_of_old_forms_mean_the_same() -> None:
    walks = questions(OLD_HEADINGS)["walks"]
    assert walks == {
        "name": "walks",
        "kind": "whole",
        "text": {"de": "Wie oft am Tag gehen Sie?", "en": "How often do you go out?"},
        "hint": {"de": "eine Zahl", "en": "a number"},
        "constraint": ". < 10",
        "wrong": {"de": "Bitte bis 9.", "en": "Up to 9, please."},
        "relevant": "${dog} = 'a'",
    }
    assert of(OLD_HEADINGS, "required") == {"dog": True}


def test_a_group_becomes_the_rule_of_its_questions_and_something_to_read() -> None:
    school = "(${kids} = 'yes') and (${number} > 0 and ${number} < 9)"
    assert of(GROUPS, "relevant") == {
        "family": "${kids} = 'yes'",
        "number": "${kids} = 'yes'",
        "which": school,
        "way": school,
        "danger": school,
        "where": f"({school}) and (${{danger}} = 'yes')",
    }
    assert questions(GROUPS)["family"] == {
        "name": "family",
        "kind": "note",
        "text": {"de": "Ein paar Fragen zu Ihren Kindern"},
        "hint": {"de": "Es sind nur drei."},
        "relevant": "${kids} = 'yes'",
    }


def test_a_rule_about_the_answer_itself_may_name_it() -> None:
    form = book("type | name | label | constraint\ninteger | Age | Ihr Alter? | ${Age} > 3")
    assert of(form, "constraint") == {"age": "${age} > 3"}


def test_a_group_may_be_named_as_one_of_its_questions() -> None:
    form = book("type | name | label\nbegin_group | Yard | Hof\ntext | yard | Was?\nend_group | |")
    assert [*of(form, "kind").items()] == [("yard_2", "note"), ("yard", "text")]


def test_branches_hang_on_branches() -> None:
    assert questions(CASCADE)["wish"]["relevant"] == (
        "${garden} = 'no' or (${use} = 'nobody' and not(selected(${trouble}, 'dirt')))"
    )


def test_a_grid_is_asked_question_by_question_and_loses_no_words() -> None:
    assert of(GRID, "kind") == {"services": "note", "bins": "scale", "buses": "scale", "say": "single"}
    assert questions(GRID)["bins"]["high"] == {"de": "sehr", "en": "very"}
    assert len(questions(GRID)["say"]["options"]) == 3


def test_a_range_is_a_scale() -> None:
    assert of(RANGES, "kind") == {"three": "scale", "ten": "scale", "faces": "smileys", "order": "ranking"}
    assert of(RANGES, "points") == {"three": 3, "ten": 10}
    assert of(RANGES, "shuffled") == {"order": True}


def test_pictures_and_voices_are_named_by_language() -> None:
    assert of(PICTURES, "pictures") == {
        "plan": {"de": "plan.png", "en": "plan.png"},
        "better": {"de": "zwei.jpg", "en": "two.jpg"},
    }
    assert read(PICTURES).files == ("plan.png", "plan de.ogg", "plan en.ogg", "zwei.jpg", "two.jpg")


def test_a_long_list_of_answers_is_kept_whole() -> None:
    assert len(questions(LONG_LIST)["where"]["options"]) == 55


def test_names_that_the_bot_cannot_have_are_changed_everywhere() -> None:
    assert of(KOBO, "relevant") == {
        "was_stoert": "${wohnen_sie_gern_hier} = 'eher_nein'",
        "q3_1": "selected(${was_stoert}, 'laerm_nachts') or ${wohnen_sie_gern_hier}='nein'",
        "alter_2": "${alter} > 20",
        "q_6": "${alter_2} >= 1",
    }
    assert questions(KOBO)["alter_2"]["constraint"] == ". < ${alter}"
    ids = [option["id"] for option in questions(KOBO)["was_stoert"]["options"]]
    assert ids == ["laerm_nachts", "minus_99", "ein_sehr_langer_name"]


def test_a_name_that_is_right_stays_whoever_comes_first() -> None:
    assert legal_names(["Age", "age", "AGE", "2nd"]) == {
        "age": "age",
        "Age": "age_2",
        "AGE": "age_3",
        "2nd": "q_2nd",
    }
    assert legal_options(["Ja", "ja", "1", "1.0", "да"]) == {
        "ja": "ja",
        "1": "1",
        "Ja": "ja_2",
        "1.0": "1_0",
        "да": "answer_5",
    }


def test_title_and_introduction_stand_at_the_beginning_in_every_language() -> None:
    found = definition(HEADS)
    assert (found["title"]["tr"], found["intro"]["en"]) == (
        "Sonbaharda mahallemiz",
        "It takes three minutes.",
    )
    assert [question["name"] for question in found["questions"]] == ["autumn"]


def test_a_note_needs_no_name_and_rows_for_the_authors_are_left_out() -> None:
    assert [*questions(NOTES)] == ["note_2", "yard", "thanks"]


def test_room_for_a_long_answer_is_said_in_two_ways() -> None:
    assert of(LONG_TEXTS, "kind") == {"story": "long_text", "more": "long_text", "short": "text"}


def test_answers_that_are_no_words_are_asked_for_as_soon_as_the_bot_can() -> None:
    found = read(RECORDED)
    if {"photo", "voice", "place"} <= KINDS.keys():
        assert [*of(RECORDED, "kind").values()] == ["photo", "voice", "place"]
    else:
        assert [(one.row, one.values["kind"]) for one in found.problems] == [(2, "photo")]


def test_a_text_loses_what_cannot_be_seen_and_keeps_its_lines() -> None:
    form = book("type | name | label\ntext | a | x")
    rows = (*form[0].rows[:1], ("text ", "\u00a0a", " Erste Zeile\u200b\r\nzweite  Zeile \u00a0"))
    form = (type(form[0])("survey", rows), *form[1:])
    assert questions(form)["a"]["text"] == {"de": "Erste Zeile\nzweite  Zeile"}
