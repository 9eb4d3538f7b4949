"""What the bot says in each language."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import Catalogues
from bot.i18n.placeholders import fill, placeholders
from tests.catalogue_files import ARABIC, TWO_FORMS, write_po

EVENING = datetime(2026, 5, 5, 16, 0, tzinfo=UTC)


HELLO = {
    "de": "Hallo {place}",
    "en": "Hello {place}",
    "tr": "Merhaba {place}",
    "ar": "مرحبا {place}",
    "ru": "Привет {place}",
    "uk": "Привіт {palce}",
    "ku": "",
}
INSTALLED = Catalogues.load()


@pytest.fixture
def spoken(tmp_path: Path) -> Catalogues:
    """Kurdish is incomplete, and the Ukrainian translator misspelt a name."""
    for code, text in HELLO.items():
        write_po(tmp_path, code, {"Hello {place}": text})
    return Catalogues.load(tmp_path)


def test_a_person_is_greeted_in_the_language_they_chose(spoken: Catalogues) -> None:
    assert spoken.translator("tr")("Hello {place}", place="Moabit") == "Merhaba Moabit"


def test_a_sentence_nobody_translated_is_said_in_english(spoken: Catalogues) -> None:
    assert spoken.translator("tr")("Good night, {place}", place="Moabit") == "Good night, Moabit"


def test_a_translation_that_misspells_a_name_is_passed_over(spoken: Catalogues) -> None:
    assert spoken.translator("uk")("Hello {place}", place="Moabit") == "Hello Moabit"


def test_only_complete_languages_are_offered_in_the_order_of_the_design(spoken: Catalogues) -> None:
    assert spoken.codes == ("de", "en", "tr", "ar", "ru", "uk")


@pytest.mark.parametrize("code", ["ku", "xx", "", "klingon"])
def test_an_incomplete_or_unknown_language_is_not_spoken(spoken: Catalogues, code: str) -> None:
    with pytest.raises(ValueError, match="no complete catalogue"):
        spoken.translator(code)


def test_einfache_sprache_falls_back_to_german_before_english(tmp_path: Path) -> None:
    write_po(tmp_path, "de", {"Yes": "Ja", "No": "Nein"})
    write_po(tmp_path, "de_simple", {"Yes": "Ja!"})
    t = Catalogues.load(tmp_path).translator("de_simple")
    assert [t("Yes"), t("No"), t("Perhaps")] == ["Ja!", "Nein", "Perhaps"]


def test_a_catalogue_that_lacks_a_sentence_the_english_one_has_is_not_complete(tmp_path: Path) -> None:
    write_po(tmp_path, "en", {"Yes": "Yes", "No": "No"})
    write_po(tmp_path, "de", {"Yes": "Ja"})
    assert Catalogues.load(tmp_path).codes == ("en",)


def test_values_in_arabic_cannot_reorder_the_sentence(spoken: Catalogues) -> None:
    assert spoken.translator("ar")("Hello {place}", place="Moabit") == "مرحبا \u2068Moabit\u2069"


def test_in_german_only_right_to_left_values_are_isolated(spoken: Catalogues) -> None:
    t = spoken.translator("de")
    assert t("Hello {place}", place="Moabit") == "Hallo Moabit"
    assert t("Hello {place}", place="برلين") == "Hallo \u2068برلين\u2069"


def test_arabic_counts_in_six_forms(tmp_path: Path) -> None:
    forms = ("none", "one", "two", "few", "many", "other")
    write_po(tmp_path, "ar", {("{n} idea", "{n} ideas"): forms}, ARABIC)
    t = Catalogues.load(tmp_path).translator("ar")
    said = tuple(t.plural("{n} idea", "{n} ideas", n) for n in (0, 1, 2, 3, 11, 100))
    assert said == forms


def test_a_count_is_written_as_the_language_writes_it(tmp_path: Path) -> None:
    write_po(tmp_path, "de", {("{n} idea", "{n} ideas"): ("{n} Idee", "{n} Ideen")})
    t = Catalogues.load(tmp_path).translator("de")
    assert t.plural("{n} idea", "{n} ideas", 1234) == "1.234 Ideen"


def test_an_untranslated_count_uses_the_english_rule(tmp_path: Path) -> None:
    t = Catalogues.load(tmp_path).translator("en")
    assert [t.plural("{n} idea", "{n} ideas", n) for n in (1, 2)] == ["1 idea", "2 ideas"]


def test_days_and_times_are_those_of_berlin(spoken: Catalogues) -> None:
    t = spoken.translator("de")
    assert t.date(EVENING) == "Dienstag, 5. Mai 2026"
    assert t.moment(EVENING) == "Dienstag, 5. Mai 2026, 18:00"


def test_a_moment_without_a_zone_is_refused(spoken: Catalogues) -> None:
    with pytest.raises(ValueError, match="time zone"):
        spoken.translator("de").date(EVENING.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("app", "code"),
    [
        ("de-DE", "de"),
        ("TR", "tr"),
        ("ru_RU", "ru"),
        ("pt-br", "de"),
        ("en-x", "en"),
        ("", "de"),
        (None, "de"),
        ("ku", "de"),
    ],
)
def test_the_first_language_follows_the_app_and_is_german_otherwise(
    spoken: Catalogues, app: str | None, code: str
) -> None:
    assert spoken.negotiate(app) == code


def test_somebody_whose_app_speaks_croatian_gets_the_language_it_shares(tmp_path: Path) -> None:
    write_po(tmp_path, "sr_Latn", {})
    assert Catalogues.load(tmp_path).negotiate("hr") == "sr_Latn"


@given(st.text())
def test_no_app_language_is_ever_an_error(tag: str) -> None:
    assert INSTALLED.negotiate(tag) in INSTALLED.codes


def test_the_language_of_the_app_and_its_neighbours_come_first(spoken: Catalogues) -> None:
    assert spoken.offer("ru") == ("ru", "uk", "de", "en", "tr", "ar")


def test_telegram_knows_only_codes_of_two_letters(spoken: Catalogues) -> None:
    codes = {code: spoken.telegram_code(code) for code in ("de", "de_simple", "sr_Latn", "xx")}
    assert codes == {"de": "de", "de_simple": None, "sr_Latn": "sr", "xx": None}


def test_the_pseudo_language_shows_what_went_untranslated(spoken: Catalogues) -> None:
    t = spoken.with_pseudo().translator("xx")
    assert t("Hello {place}", place="Moabit").startswith("⟦Héllõ Moabit")
    assert t("Not in any catalogue") == "Not in any catalogue"


def test_a_rule_that_asks_for_more_forms_than_there_are_stops_the_start(tmp_path: Path) -> None:
    write_po(tmp_path, "de", {}, TWO_FORMS.replace("n != 1", "n"))
    with pytest.raises(ValueError, match="more forms"):
        Catalogues.load(tmp_path)


@given(st.text(alphabet="{}ab_%s$0: !", max_size=30), st.dictionaries(st.sampled_from("ab"), st.text()))
def test_braces_of_people_and_translators_do_no_harm(text: str, values: dict[str, str]) -> None:
    filled = fill(text, values, rtl=False)
    if not placeholders(text) & values.keys():
        assert filled == text


@given(st.text(), st.booleans())
def test_a_value_is_never_read_as_a_text_with_names(value: str, rtl: bool) -> None:
    assert value in fill("{a} and {b}", {"a": value, "b": "{a}"}, rtl)
    assert "{a}" in fill("{a} and {b}", {"a": value, "b": "{a}"}, rtl)
