"""Sentences in the code and the catalogues that carry them into other languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import catalogues
from bot.catalogues import files
from bot.catalogues.sentences import Sentence, find
from bot.i18n import LANGUAGES, Catalogues
from bot.i18n.plurals import plural_rule
from bot.i18n.po import header
from tests.catalogue_files import ARABIC, TWO_FORMS, Texts, write_po

IDEAS = ("{n} idea", "{n} ideas")


def project(root: Path, source: str) -> Path:
    for folder in ("bot", "handlers", "locales"):
        (root / folder).mkdir(exist_ok=True)
    (root / "bot" / "views.py").write_text(source, "utf-8")
    return root


def problems(root: Path, code: str, texts: Texts, plural_forms: str = TWO_FORMS) -> str:
    """What `texts check` says about one catalogue in step with the code."""
    write_po(root / "locales", code, texts, plural_forms)
    return "\n".join(line for line in catalogues.check(root) if line.startswith(f"{code}:"))


@pytest.mark.parametrize(
    "source",
    [
        't("Hello")',
        'call.t("Hello")',
        't("Hel" "lo")',
        'raise Refused("Hello")',
        'raise Outdated("Hello")',
        'GREETING = N_("Hello")',
        'para(t("A {x}", x=isolate(t("Hello"))))',
    ],
)
def test_every_way_to_say_a_sentence_is_found(tmp_path: Path, source: str) -> None:
    assert "Hello" in find(project(tmp_path, source)).sentences


def test_a_count_is_found_with_its_plural(tmp_path: Path) -> None:
    found = find(project(tmp_path, 't.plural("{n} idea", "{n} ideas", len(ideas))'))
    assert found.sentences == {"{n} idea": Sentence(IDEAS, ("bot/views.py",))}


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ('t(f"Hello {place}")', "should be one literal"),
        ('t("Hello " + place)', "should be one literal"),
        ('t("Hello {place}")', "expects place and is given nothing"),
        ('Refused("Hello", place=1)', "expects nothing and is given place"),
        ('t.plural("{n} in {place}", "{n} in {place}", 2)', "expects place and is given nothing"),
        ('t.plural("1 idea", "{n} ideas", 2); t.plural("1 idea", "{n} thoughts", 2)', "another plural"),
    ],
)
def test_a_sentence_that_cannot_be_translated_is_a_problem(
    tmp_path: Path, source: str, problem: str
) -> None:
    assert problem in "\n".join(find(project(tmp_path, source)).problems)


@pytest.mark.parametrize(
    ("source", "limit"),
    [
        ('Button(t("Yes"), "yes")', 64),
        ("Button(label=f'✓ {t(\"Yes\")}')", 64),
        ('command("help", help, ANYONE, N_("Yes"))', 256),
        ('HELP = N_("Yes", limit=120)', 120),
        ('HELP = N_("Yes", 120)', 120),
        ('t("Yes")', 0),
        ('t("Yes")\nBUTTON = Button(t("Yes"))', 64),
    ],
)
def test_the_place_of_a_text_limits_its_length(tmp_path: Path, source: str, limit: int) -> None:
    assert find(project(tmp_path, source)).sentences["Yes"].limit == limit


def test_extraction_keeps_translations_and_drops_what_nobody_says(tmp_path: Path) -> None:
    project(tmp_path, 't("Yes"); t("New")')
    file = write_po(tmp_path / "locales", "de", {"Yes": "Ja", "Old": "Alt"}, own_name="Deutsch")
    assert catalogues.extract(tmp_path) == ["de"]
    assert {key: entry.forms for key, entry in files.read(file).entries.items()} == {
        "Yes": ("Ja",),
        "New": ("",),
    }
    assert header(file.read_text("utf-8"))["X-Own-Name"] == "Deutsch"


def test_extraction_writes_the_same_file_again(tmp_path: Path) -> None:
    project(tmp_path, 't("Yes\\nor \\"no\\""); t.plural("{n} idea", "{n} ideas", 2)\nN_("Short", 9)')
    file = catalogues.add("ru", tmp_path)
    before = file.read_text("utf-8")
    catalogues.extract(tmp_path)
    assert file.read_text("utf-8") == before


def test_extraction_keeps_a_translators_remarks_and_doubts(tmp_path: Path) -> None:
    project(tmp_path, 't("Yes")')
    file = write_po(tmp_path / "locales", "de", {"Yes": "Ja"})
    file.write_text(
        file.read_text("utf-8").replace('msgid "Yes"', '# ask the team\n#, fuzzy\nmsgid "Yes"'), "utf-8"
    )
    catalogues.extract(tmp_path)
    assert '# ask the team\n#: bot/views.py\n#, fuzzy\nmsgid "Yes"\nmsgstr "Ja"' in file.read_text("utf-8")


def test_english_says_what_the_code_says(tmp_path: Path) -> None:
    project(tmp_path, 't("Yes"); t.plural("{n} idea", "{n} ideas", 2)')
    catalogues.add("en", tmp_path)
    catalogues.extract(tmp_path)
    assert catalogues.check(tmp_path) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_can_be_added_and_counts_by_its_own_rule(tmp_path: Path, code: str) -> None:
    file = catalogues.add(code, project(tmp_path, 't.plural("{n} idea", "{n} ideas", 2)'))
    nforms, _ = plural_rule(header(file.read_text("utf-8")))
    assert len(files.read(file).entries["{n} idea"].forms) == nforms


@pytest.mark.parametrize(("code", "problem"), [("tlh", "none of our languages"), ("de", "there already")])
def test_a_language_is_added_once_and_only_if_it_is_ours(tmp_path: Path, code: str, problem: str) -> None:
    write_po(tmp_path / "locales", "de", {})
    with pytest.raises(ValueError, match=problem):
        catalogues.add(code, project(tmp_path, ""))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is not translated"),
        ("Hallo", "should have {place} and has no names"),
        ("Hallo {ort}", "should have {place} and has {ort}"),
        ("Hallo <b>{place}</b>", "contains markup (<b>)"),
        ("Hallo&nbsp;{place}", "contains markup (&nbsp;)"),
        ("Hallo {place} ", "other white space"),
        ("Hallo \u202e{place}", "invisible marks"),
        ("Hallo \u200f{place}", "invisible marks"),
        ("Hallo " * 9 + "{place}", "has 61 characters; 30 are allowed"),
    ],
)
def test_a_bad_translation_is_reported_with_its_sentence(tmp_path: Path, text: str, problem: str) -> None:
    project(tmp_path, 'N_("Hello {place}", limit=30)')
    said = problems(tmp_path, "de", {"Hello {place}": text})
    assert problem in said
    assert "'Hello {place}'" in said


def test_a_good_translation_is_no_problem(tmp_path: Path) -> None:
    project(tmp_path, 't("Hello {place}, 1 < 2", place=1)')
    assert problems(tmp_path, "ar", {"Hello {place}, 1 < 2": "\u200f{place} مرحبا"}, ARABIC) == ""


@pytest.mark.parametrize(
    ("forms", "problem"),
    [
        (("Eine Idee", "{n} Ideen"), ""),
        (("{n} Idee", "{n} Ideen"), ""),
        (("Eine Idee", "Ideen"), "should have {n} and has no names"),
        (("Eine Idee", ""), "not translated in all its plural forms"),
        (("Eine Idee",), "not translated in all its plural forms"),
        (("Eine Idee", "{n} Ideen", "{n} Ideen"), "more translations than num_plurals"),
    ],
)
def test_a_form_may_leave_the_number_out_only_where_it_stands_for_one(
    tmp_path: Path, forms: tuple[str, ...], problem: str
) -> None:
    project(tmp_path, 't.plural("{n} idea", "{n} ideas", 2)')
    said = problems(tmp_path, "de", {IDEAS: forms})
    assert problem in said if problem else said == ""


def test_a_stale_catalogue_a_missing_name_and_a_strange_language_are_reported(tmp_path: Path) -> None:
    project(tmp_path, 't("Yes")')
    write_po(tmp_path / "locales", "tlh", {})
    file = write_po(tmp_path / "locales", "de", {"Old": "Alt"})
    file.write_text(file.read_text("utf-8").replace("X-Own-Name: de", "X-Own-Name: "), "utf-8")
    said = "\n".join(catalogues.check(tmp_path))
    assert "1 sentences are new and 1 gone" in said
    assert "names no X-Own-Name" in said
    assert "tlh: none of our languages" in said


def test_a_new_catalogue_is_reported_in_a_few_lines(tmp_path: Path) -> None:
    catalogues.add("de", project(tmp_path, "; ".join(f't("Sentence {at}")' for at in range(30))))
    said = [line for line in catalogues.check(tmp_path) if line.startswith("de: ")]
    assert len(said) == 11
    assert said[-1] == "de: and 20 more that are not finished"


def test_a_broken_file_is_reported_and_not_raised(tmp_path: Path) -> None:
    write_po(project(tmp_path, "") / "locales", "de", {}).write_text('msgid "unfinished', "utf-8")
    assert any(line.startswith("de: ") for line in catalogues.check(tmp_path))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), min_size=1))
def test_whatever_a_translator_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    root = project(tmp_path_factory.mktemp("p"), f"t({text!r})")
    catalogues.add("en", root)
    assert files.read(files.path(root, "en")).entries[text].forms == (text,)
    assert Catalogues.load(root / "locales").codes == ("en",)
