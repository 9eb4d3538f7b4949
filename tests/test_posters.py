"""Posters: made on the desk, read on paper, scanned or typed by anybody, and counted without a word about who it was."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFilter
from pypdf import PdfReader

from bot.core import posters as rules
from bot.core.links import Link, read, write
from bot.paper.typesetting import legible, typeset
from bot.views import posters as views
from db import facts, offers, posters
from db.posters import Poster
from db.session import Database
from db.tables import Audit, PosterOpening
from db.tables import Poster as Table
from tests.chat import Bot, Resident
from tests.hostile_kiez import snapshot
from tests.test_cli import run, settings
from tests.test_events import announces
from tests.test_pictures import SAME, difference, pixels, reference

HOME = "rollbergsiedlung"
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def makes(someone: Resident, *taps: str) -> Any:
    """A poster, by taps from the desk; its row."""
    someone.says("/desk").taps("Posters").taps("New poster")
    for tap in taps:
        someone.taps(tap)
    return someone.bot.rows(Table)[-1]


def openings(bot: Bot) -> int:
    return sum(row.openings for row in bot.rows(PosterOpening))


# --- on the desk -----------------------------------------------------------------------------------


def test_a_poster_is_there_in_four_taps_and_comes_as_a_file(bot: Bot) -> None:
    team = bot.staff("team")
    makes(team, "The neighbourhood")
    assert "Opened: 0 this month" in team.screen
    team.taps("PDF, A4")
    (sent,) = bot.telegram.called("sendDocument")
    (file,) = sent.files.values()
    assert file.content.startswith(b"%PDF")
    team.taps("PDF, A4")
    assert len(bot.telegram.called("sendDocument")) == 1


def test_a_second_tap_makes_no_second_poster(bot: Bot) -> None:
    team = bot.staff("team")
    makes(team, "The neighbourhood")
    team.presses(f"poster.make:{bot.area(HOME)}:area")
    assert bot.count(Table) == 1
    assert [row.action for row in bot.rows(Audit)].count("made a poster") == 1
    bot.passes(minutes=2)
    team.presses(f"poster.make:{bot.area(HOME)}:area")
    assert bot.count(Table) == 2


def test_a_poster_leads_only_to_what_is_there_for_the_area(bot: Bot) -> None:
    team, area = bot.staff("team"), bot.area(HOME)
    for wrong in ("goal:10", "goal", "survey:7", "event:7", "idea:7", "area:3", "cat:1"):
        team.presses(f"poster.make:{area}:{wrong}")
        assert "out of date" in team.screen
    assert bot.count(Table) == 0


def test_the_last_language_stays_and_eight_have_room(bot: Bot) -> None:
    team = bot.staff("team")
    number = makes(team, "The neighbourhood").id
    for code in bot.rows(Table)[0].languages:
        team.presses(f"poster.language:{number}:{code}:0")
    assert len(bot.rows(Table)[0].languages) == 1
    for code in bot.world.catalogues.codes:
        team.presses(f"poster.language:{number}:{code}:1")
    assert len(bot.rows(Table)[0].languages) == min(8, len(bot.world.catalogues.codes))


def test_whoever_chooses_other_languages_gets_another_file(bot: Bot) -> None:
    team = bot.staff("team")
    number = makes(team, "The neighbourhood").id
    team.taps("PDF, A4")
    team.presses(f"poster.language:{number}:tr:0").presses(f"poster:{number}")
    team.taps("PDF, A4").taps("PDF, A4")
    assert len(bot.telegram.called("sendDocument")) == 2


def test_the_list_of_posters_has_as_many_pages_as_it_needs(bot: Bot) -> None:
    team = bot.staff("team")
    first = makes(team, "The neighbourhood")
    for _ in range(16):
        bot.passes(minutes=2)
        team.presses(f"poster.make:{bot.area(HOME)}:area")
    team.says("/desk").taps("Posters").taps("Next page").taps("Next page")
    assert rules.printed(first.code) in team.screen
    assert "Next page" not in str(team.buttons)
    assert f"poster:{first.id}" in team.taps("Previous page").taps("Next page").message.data
    assert rules.printed(first.code) in team.presses(f"poster.of:{bot.area(HOME)}:99").screen


def test_another_team_s_poster_is_as_if_it_were_not_there(bot: Bot) -> None:
    number = makes(bot.staff("team"), "The neighbourhood").id
    other = bot.staff("team", "badstrasse")
    for data in (f"poster:{number}", f"poster.print:{number}:a4", f"poster.language:{number}:tr:0"):
        other.presses(data)
        assert "out of date" in other.screen
    assert not bot.telegram.called("sendDocument")


def test_whoever_left_the_team_gets_no_poster_that_was_still_on_its_way(bot: Bot) -> None:
    team = bot.staff("team")
    makes(team, "The neighbourhood")
    made, stranger = bot.rows(Table)[0], bot.resident().known
    assert stranger
    content, t = {"poster": made.id, "size": "a4"}, bot.world.catalogues.translator("en")
    assert bot.does(lambda tx: views.print_(tx, bot.world, t, stranger, content)) is None


# --- in the street ---------------------------------------------------------------------------------


def test_a_visitor_scans_it_agrees_and_is_where_it_leads(bot: Bot) -> None:
    code = makes(bot.staff("team"), "One of the nine goals", "Culture").code
    someone = bot.visitor().starts(f"p{code}")
    assert openings(bot) == 1
    someone.taps("English").taps("agree")
    assert "Culture" in someone.screen
    assert someone.known
    assert someone.known.area_id == bot.area(HOME)
    assert openings(bot) == 1


def test_after_agreeing_they_see_what_there_is_where_the_poster_hangs(bot: Bot) -> None:
    team = bot.staff("team")
    code = makes(team, "One of the nine goals", "Culture").code
    offer = {"kind": "own", "goal": 5, "texts": {"name": {"en": "Choir"}}, "state": "shown"}
    area = bot.area(HOME)
    bot.does(lambda tx: offers.add(tx, area, offer, bot.clock()))
    someone = bot.visitor().starts(f"p{code}").taps("English").taps("No, I only want to read")
    someone.taps("The nine goals").taps("Culture").taps("Suggest an idea").taps("I agree").presses("goal:5")
    assert any("Help and meeting places · 1" in label for label in someone.buttons)
    assert "Choir" in str(someone.taps("Help and meeting places").buttons)


@pytest.mark.parametrize("way", ["{0}", "{1}", "{2}", " {0} "])
def test_anybody_may_type_the_code_as_they_read_it(bot: Bot, way: str) -> None:
    code = makes(bot.staff("team"), "The neighbourhood").code
    typed = way.format(code, rules.printed(code), code.lower())
    visitor = bot.visitor().says(typed)
    assert "English" in str(visitor.buttons)
    settled = bot.resident(area="badstrasse").says(typed)
    assert "Rollberg" in settled.screen
    homeless = bot.resident(area=None).says("/area").says(typed)
    assert homeless.known
    assert homeless.known.area_id == bot.area(HOME)
    assert openings(bot) == 3


def test_it_leads_to_an_event(bot: Bot) -> None:
    lead = bot.staff("lead")
    announces(lead)
    code = makes(lead, "An event", "café").code
    assert "We talk over coffee" in bot.resident().starts(f"p{code}").screen


def test_a_poster_whose_event_is_gone_still_leads_to_the_neighbourhood(bot: Bot) -> None:
    area = bot.area(HOME)
    lost = Poster(0, "A2B3C4", area, "event", 4711, ["de"])
    bot.does(lambda tx: posters.add(tx, lost, None, bot.clock()))
    someone = bot.resident(area=None).starts("pA2B3C4")
    assert someone.known
    assert someone.known.area_id == area


def test_of_a_visitor_only_the_number_stays(bot: Bot) -> None:
    code = makes(bot.staff("team"), "The neighbourhood").code
    before = bot.does(snapshot)
    bot.visitor().starts(f"p{code}")
    after = bot.does(snapshot)
    changed = [name for name in after if after[name] != before[name]]
    assert changed == ["poster_openings"]


def test_openings_are_counted_by_month(bot: Bot) -> None:
    team = bot.staff("team")
    row = makes(team, "The neighbourhood")
    bot.visitor().starts(f"p{row.code}")
    bot.passes(days=10)
    bot.visitor().starts(f"p{row.code}")
    bot.visitor().says(row.code)
    team.presses(f"poster:{row.id}")
    assert "Opened: 2 this month, 1 last month, 3 in all." in team.screen


def test_a_code_that_there_is_not_is_nothing(bot: Bot) -> None:
    bot.visitor().starts("pA2A2A2").says("A2A2A2")
    someone = bot.resident().starts("pA2A2A2")
    assert "Rollbergsiedlung" in someone.screen
    assert openings(bot) == 0


@given(st.text(max_size=30))
def test_no_text_but_a_code_is_taken_for_one(text: str) -> None:
    code = rules.typed(text)
    assert code == "" or re.fullmatch("([A-Z][2-9]){3}", code)


def test_every_code_can_be_typed_and_travels_in_a_link() -> None:
    for code in {rules.new_code() for _ in range(200)}:
        assert rules.typed(rules.printed(code).lower()) == code
        assert read(write(Link(poster=code))).poster == code


# --- on paper --------------------------------------------------------------------------------------


LINK = "https://t.me/kiezstimme_bot?start=pK7R4F2"


def sheet(*lines: tuple[str, bool, str, str], size: str = "a4", **other: Any) -> dict[str, Any]:
    plain = {"area": "Rollbergsiedlung", "bot": "kiezstimme_bot", "code": "K7R 4F2", "title": "Kultur"}
    link = {"link": LINK, "size": size, "language": lines[0][0]}
    link |= {"foot": "Quartiersmanagement Probe · example.org/imprint"}
    said = [dict(zip(("language", "rtl", "text", "how"), line, strict=True)) for line in lines]
    return {**plain, **link, "lines": said, **other}


GERMAN = (
    "de",
    False,
    "Was braucht Ihr Kiez? Sagen Sie es uns in Ihrer Sprache.",
    "Scannen Sie das Quadrat, oder schreiben Sie K7R 4F2 an @kiezstimme_bot in Telegram.",
)
ARABIC = (
    "ar",
    True,
    "ماذا يحتاج حيّكم؟ قولوا لنا بلغتكم.",
    "امسحوا المربّع بهاتفكم أو اكتبوا K7R 4F2 إلى \u2068@kiezstimme_bot\u2069 في تيليجرام.",
)
OTHERS = (
    (
        "tr",
        False,
        "Mahallenizin neye ihtiyacı var? Bize kendi dilinizde söyleyin.",
        "Kareyi telefonunuzla tarayın ya da Telegram'da @kiezstimme_bot adresine K7R 4F2 yazın.",
    ),
    (
        "ru",
        False,
        "Чего не хватает вашему району? Скажите нам об этом на вашем языке.",
        "Отсканируйте квадрат телефоном или напишите K7R 4F2 боту @kiezstimme_bot в Telegram.",
    ),
    (
        "en",
        False,
        "What does your neighbourhood need? Tell us, in your language.",
        "Scan the square with your phone, or write K7R 4F2 to @kiezstimme_bot in Telegram.",
    ),
)
EXAMPLES = {
    "poster_de": sheet(GERMAN),
    "poster_de_a5": sheet(GERMAN, size="a5"),
    "poster_ar": sheet(ARABIC, GERMAN, title="الثقافة", size="a5"),
    "poster_ar_a4": sheet(ARABIC, title="الثقافة"),
    "poster_five": sheet(
        GERMAN, OTHERS[0], ARABIC, *OTHERS[1:], area="Soldiner Straße / Wollankstraße", title=""
    ),
}
"""One language, two, and as many as a new poster has."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_poster_looks_as_it_did_when_somebody_looked_at_it(name: str) -> None:
    drawn = typeset("poster", EXAMPLES[name], "png")
    assert difference(pixels(drawn), reference(name)) < SAME


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("blur", [0, 2])
def test_a_phone_reads_the_square_of_every_poster_also_out_of_focus(name: str, blur: float) -> None:
    image = pixels(typeset("poster", EXAMPLES[name], "png", ppi=144)).filter(ImageFilter.GaussianBlur(blur))
    (found,) = zxingcpp.read_barcodes(image)
    assert found.text == LINK


def test_arabic_needs_no_font_of_the_machine() -> None:
    page: Any = PdfReader(io.BytesIO(typeset("poster", EXAMPLES["poster_ar_a4"]))).pages[0]
    used = page["/Resources"]["/Font"].values()
    fonts = {str(font.get_object()["/BaseFont"]).split("+")[-1] for font in used}
    assert fonts <= {"DejaVuSans", "DejaVuSans-Bold", "DejaVuSansMono-Bold"}
    assert "\ufffd" not in page.extract_text()


def test_signs_that_the_font_has_not_are_left_out_and_letters_are_marked() -> None:
    plain = sheet(GERMAN, title="Mehr Bäume, bitte")
    with_signs = sheet(GERMAN, title="🌳 Mehr\ufe0f Bäume, 🌳🌳 bitte 🌳")
    assert typeset("poster", with_signs) == typeset("poster", plain)
    given = {"title": ["水", "🌳", "\u2068ا\u2069\n=1+1", 7]}
    assert legible(given) == {"title": ["\ufffd", "\ufffd", "\u2068ا\u2069\n=1+1", 7]}


def test_another_text_or_direction_is_noticed() -> None:
    turned = sheet(("ar", False, *ARABIC[2:]), GERMAN, title="الثقافة", size="a5")
    assert difference(pixels(typeset("poster", turned, "png")), reference("poster_ar")) > SAME


@pytest.mark.parametrize("size", rules.SIZES)
def test_eight_long_sentences_have_room_on_one_sheet(size: str) -> None:
    long = ("de", False, GERMAN[2] * 2, GERMAN[3])
    crowded = sheet(*[long, ("ar", True, ARABIC[2] * 2, ARABIC[3])] * 4, size=size, area="Ä" * 40)
    assert sheets(typeset("poster", crowded)) == 1


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize(
    "text", ["#pagebreak()", '#read("/etc/passwd")', "*x* _y_ $z$ @a <b> \\", "]]}} //", "\u202eabc", "="]
)
def test_nothing_that_people_wrote_is_read_as_markup(text: str) -> None:
    page = sheet(("de", False, text, text), title=text, area=text)
    assert sheets(typeset("poster", page)) == 1


def test_the_same_poster_is_the_same_bytes() -> None:
    assert typeset("poster", EXAMPLES["poster_de"]) == typeset("poster", EXAMPLES["poster_de"])


# --- from the command line --------------------------------------------------------------------------


def test_the_operator_makes_a_poster(database: Database, tmp_path: Path) -> None:
    with database.begin() as tx:
        facts.remember(tx, "bot_username", "kiez_bot")
    env = settings(database, tmp_path)
    said = run(
        "poster", "--area", HOME, "--to", "goal:3", "--languages", "de,ar", "--folder", str(tmp_path), **env
    )
    assert said.exit_code == 0, said.output
    (path,) = tmp_path.glob("poster-*-a4.pdf")
    assert path.read_bytes().startswith(b"%PDF")
    with database.begin() as tx:
        made = posters.by_code(tx, path.name.split("-")[1])
    assert made
    assert (made.kind, made.target, made.languages) == ("goal", 3, ["de", "ar"])


@SQLITE
@pytest.mark.parametrize(
    ("option", "value"),
    [("--area", "nowhere"), ("--size", "a3"), ("--languages", "de,klingon"), ("--to", "event:9")],
)
def test_what_the_operator_got_wrong_is_named(
    database: Database, tmp_path: Path, option: str, value: str
) -> None:
    with database.begin() as tx:
        facts.remember(tx, "bot_username", "kiez_bot")
    said = run("poster", "--area", HOME, option, value, **settings(database, tmp_path))
    assert said.exit_code == 1
    assert option in said.output
