"""Pictures of results: what a resident sees on a phone. Six are kept in tests/pictures."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter

from bot.i18n.languages import LANGUAGES
from bot.paper.pictures import colours, draw, lay_out
from bot.paper.pictures.lettering import BODY, FACES, TITLE, cleaned, glyphs, width, wrapped
from bot.paper.pictures.sheet import Sheet
from bot.paper.pictures.trend import Box

FOLDER = Path(__file__).parent / "pictures"
ROOT = FOLDER.parent.parent
SAME = 16
"""Levels (of 255) that the mean of a square may be away from the picture that was looked at: softer edges come to 9, letters
that stand a third of a pixel elsewhere to 11, another digit to 23."""
SQUARE = 12
"""Pixels."""
LONG_DE = "Barrierefreie Grundstückszufahrten, Kinderspielplatzgestaltung und Straßenbeleuchtungsinstandsetzung rund um den Platz"
LONG_AR = "تحسين الإضاءة في الشوارع والممرات المؤدية إلى محطة القطار، وإصلاح الأرصفة المكسورة، وزيادة عدد المقاعد المظللة لكبار السن"


def rows(*given: tuple[str, float, str]) -> list[dict[str, Any]]:
    return [{"label": label, "share": share, "number": number} for label, share, number in given]


def groups(*given: tuple[str, str, str], percent: str = "\u00a0%") -> list[dict[str, Any]]:
    """Percentages as a text: 10 20 30 20 20."""
    found = []
    for label, number, parts in given:
        shares = [int(part) / 100 for part in parts.split()]
        numbers = [f"{part}{percent}" for part in parts.split()]
        found.append({"label": label, "number": number, "shares": shares, "numbers": numbers})
    return found


def points(reason: str, **values: float | None) -> list[dict[str, Any]]:
    found = []
    for label, value in values.items():
        number = reason if value is None else f"{value:.1f}"
        found.append({"label": label.replace("_", " "), "value": value, "number": number})
    return found


EXAMPLES: dict[str, dict[str, Any]] = {
    "bars_de": {
        "kind": "bars",
        "language": "de",
        "rtl": False,
        "title": "Was fehlt Ihnen auf dem Platz vor der Bibliothek am meisten?",
        "note": "n = 42 · nicht repräsentativ · mehrere Antworten waren möglich",
        "rows": rows(
            ("Mehr Licht am Abend", 26 / 42, "26 (62 %)"),
            ("Bäume und Schatten", 17 / 42, "17 (40 %)"),
            (
                "Sitzbänke mit Lehne, auch für ältere Menschen und für alle anderen, die eine Pause brauchen",
                12 / 42,
                "12 (29 %)",
            ),
            ("Ein sicherer Weg zur U-Bahn", 1 / 42, "1 (2 %)"),
            ("Nichts, es ist gut so", 0, "0 (0 %)"),
        ),
    },
    "bars_ar": {
        "kind": "bars",
        "language": "ar",
        "rtl": True,
        "title": "ما الذي ينقصكم أكثر في الساحة أمام محطة U7 Rathaus Neukölln؟",
        "note": "عدد المشاركين 42 · النتيجة لا تمثّل جميع السكان",
        "rows": rows(
            ("إضاءة أفضل في المساء", 26 / 42, "26 (62%)"),
            ("أشجار وظل", 17 / 42, "17 (40%)"),
            ("مقاعد لكبار السن", 12 / 42, "12 (29%)"),
            ("طريق آمن إلى المترو", 1 / 42, "1 (2%)"),
            ("لا شيء، الوضع جيد", 0, "0 (0%)"),
        ),
    },
    "stacked_de": {
        "kind": "stacked",
        "language": "de",
        "rtl": False,
        "title": "Wie geht es Ihnen in Ihrem Kiez?",
        "note": "n = 93 · nicht repräsentativ",
        "legend": list(FACES),
        "low": "sehr schlecht",
        "high": "sehr gut",
        "rows": [
            *groups(
                ("Alle zusammen", "n = 93", "8 14 22 36 20"), ("Rollbergsiedlung", "n = 41", "3 7 20 45 25")
            ),
            {"label": "Schillerkiez", "number": "", "hidden": "Weniger als fünf Antworten"},
            *groups(("Flughafenstraße", "n = 52", "12 20 23 29 16")),
        ],
    },
    "stacked_ar": {
        "kind": "stacked",
        "language": "ar",
        "rtl": True,
        "title": "ما مدى شعوركم بالأمان في الشارع بعد حلول الظلام؟",
        "note": "عدد المشاركين 64 · النتيجة لا تمثّل جميع السكان",
        "legend": ["1", "2", "3", "4", "5"],
        "low": "غير آمن أبدًا",
        "high": "آمن جدًا",
        "rows": [
            *groups(
                ("العربية", "العدد 23", "30 25 20 15 10"),
                ("Türkçe", "العدد 19", "10 15 20 25 30"),
                percent="%",
            ),
            {"label": "فارسی", "number": "", "hidden": "أقل من خمس إجابات"},
            *groups(("Deutsch", "العدد 22", "5 10 15 30 40"), percent="%"),
        ],
    },
    "trend_de": {
        "kind": "trend",
        "language": "de",
        "rtl": False,
        "title": "Wie sicher fühlen Sie sich nach Einbruch der Dunkelheit?",
        "note": "n = 18 bis 44 · nicht repräsentativ",
        "axis": [1, 5],
        "unit": "Mittelwert von 1 (gar nicht) bis 5 (sehr)",
        "points": points(
            "Zu wenige Antworten",
            **{
                "Jan._26": 2.6,
                "Feb._26": 2.4,
                "März_26": 2.1,
                "Apr._26": 2.5,
                "Mai_26": None,
                "Juni_26": 3.1,
            },
            **{
                "Juli_26": 3.4,
                "Aug._26": 3.9,
                "Sep._26": 3.6,
                "Okt._26": None,
                "Nov._26": 3.2,
                "Dez._26": 3.3,
            },
        ),
    },
    "trend_ar": {
        "kind": "trend",
        "language": "ar",
        "rtl": True,
        "title": "ما مدى شعوركم بالأمان في الشارع بعد حلول الظلام؟",
        "note": "عدد المشاركين بين 18 و44 · النتيجة لا تمثّل جميع السكان",
        "axis": [1, 5],
        "unit": "المتوسط من 1 (غير آمن) إلى 5 (آمن جدًا)",
        "points": points(
            "إجابات قليلة جدًا",
            يناير=2.1,
            فبراير=2.4,
            مارس=2.2,
            أبريل=None,
            مايو=3.1,
            يونيو=3.9,
            يوليو=3.6,
        ),
    },
}


def pixels(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def levels(image: Image.Image) -> NDArray[np.float64]:
    return np.asarray(image, np.float64)


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far apart the most different squares are, 0..255."""
    if one.size != other.size:
        return 255.0
    return float(np.abs(levels(one.reduce(SQUARE)) - levels(other.reduce(SQUARE))).max())


def reference(name: str) -> Image.Image:
    return pixels((FOLDER / f"{name}.png").read_bytes())


@contextmanager
def kept(picture: dict[str, Any], name: str) -> Iterator[None]:
    """What a failed test is about can be looked at."""
    try:
        yield
    except AssertionError:
        (FOLDER / "out").mkdir(exist_ok=True)
        (FOLDER / "out" / f"{name}.png").write_bytes(draw(picture))
        raise


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_picture_looks_as_it_did_when_somebody_looked_at_it(name: str) -> None:
    with kept(EXAMPLES[name], name):
        assert difference(pixels(draw(EXAMPLES[name])), reference(name)) < SAME


@pytest.mark.parametrize("name", EXAMPLES)
def test_another_machine_may_draw_the_edges_of_letters_otherwise(name: str) -> None:
    image = pixels(draw(EXAMPLES[name]))
    assert difference(image.filter(ImageFilter.GaussianBlur(0.7)), reference(name)) < SAME
    shifted = image.transform(
        image.size,
        Image.Transform.AFFINE,
        (1, 0, 0.3, 0, 1, 0.3),
        Image.Resampling.BILINEAR,
        fillcolor="white",
    )
    assert difference(shifted, reference(name)) < SAME


def wrong() -> Iterator[tuple[str, str, Any]]:
    """Pictures with a mistake in them: of which, and what is other."""
    for name, picture in EXAMPLES.items():
        yield name, "the other direction", picture | {"rtl": not picture["rtl"]}
        yield name, "another note", picture | {"note": re.sub("[0-9]{2}", "17", picture["note"])}
        key = "points" if picture["kind"] == "trend" else "rows"
        yield name, "no label", picture | {key: [{**picture[key][0], "label": ""}, *picture[key][1:]]}
        yield name, "another order", picture | {key: [picture[key][1], picture[key][0], *picture[key][2:]]}


@pytest.mark.parametrize(
    ("name", "picture"), [pytest.param(*one[::2], id=f"{one[0]}, {one[1]}") for one in wrong()]
)
def test_a_mistake_is_noticed(name: str, picture: dict[str, Any]) -> None:
    assert difference(pixels(draw(picture)), reference(name)) > SAME


@pytest.mark.parametrize("name", EXAMPLES)
def test_other_colours_are_noticed(name: str) -> None:
    red, green, blue = pixels(draw(EXAMPLES[name])).split()
    assert difference(Image.merge("RGB", (blue, green, red)), reference(name)) > SAME


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_same_results_are_the_same_bytes(name: str) -> None:
    png = draw(EXAMPLES[name])
    assert png == draw(EXAMPLES[name])
    assert {kind for kind, _ in chunks(png)} <= {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
    assert len(png) < 100_000


def chunks(png: bytes) -> Iterator[tuple[bytes, int]]:
    """What a PNG is made of: names and lengths."""
    at = 8
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        yield kind, length
        at += length + 12


# Letters

ALPHABETS = {
    "de": "abcdefghijklmnopqrstuvwxyzäöüß ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜẞ „Kiez“ ‚so‘ – … · § € ½",
    "en": "abcdefghijklmnopqrstuvwxyz “quoted” ‘so’ £ — café",
    "tr": "abcçdefgğhıijklmnoöprsştuüvyz ABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZ âîû ÂÎÛ",
    "ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي ًٌٍَُِّْٰ ،؛؟«»ـ ٠١٢٣٤٥٦٧٨٩ ٪٫٬",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ «так» №",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ ’ʼ",
    "pl": "aąbcćdeęfghijklłmnńoóprsśtuwyzźż AĄBCĆDEĘFGHIJKLŁMNŃOÓPRSŚTUWYZŹŻ „tak”",
    "fa": "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی ئؤأء ًٌٍَُِّْ ،؛؟«» \u200c ۰۱۲۳۴۵۶۷۸۹ ٪٫٬",
    "ro": "aăâbcdefghiîjklmnopqrsștțuvwxyz AĂÂIÎSȘTȚ şţŞŢ „așa”",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯ ѝЍ „така“",
    "ku": "abcçdeêfghiîjklmnopqrsştuûvwxyz ABCÇDEÊFGHIÎJKLMNOPQRSŞTUÛVWXYZ ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهھەیێ",
    "sr_Latn": "abcčćdđefghijklmnoprsštuvzž ABCČĆDĐEFGHIJKLMNOPRSŠTUVZŽ džljnj",
    "vi": "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ ĂÂĐÊÔƠƯẨỖỰỸ ₫",
    "fr": "aàâæbcçdeéèêëfghiîïjklmnoôœpqrstuùûüvwxyÿz ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ « oui » \u202f\u00a0’",
    "es": "aábcdeéfghiíjklmnñoópqrstuúüvwxyz ÁÉÍÑÓÚÜ ¿sí? ¡no! ªº",
}
ALPHABETS["de_simple"] = ALPHABETS["de"]
ALWAYS = "0123456789 %,.:;!?()[]/+-–−×±·…'\"&=<>°"


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_language_meets_a_letter_that_the_font_has_not(code: str) -> None:
    letters = unicodedata.normalize("NFC", ALPHABETS[code] + ALWAYS)
    for style in (TITLE, BODY):
        assert sorted(set(letters) - glyphs(style)) == []
    draw(
        EXAMPLES["bars_de"] | {"title": letters, "rows": rows((letters, 0.5, "1"))}
    )  # a warning would be an error


def test_no_sentence_of_the_bot_needs_a_letter_that_the_font_has_not() -> None:
    texts = "".join(path.read_text("utf-8") for path in ROOT.glob("locales/*/LC_MESSAGES/*.po"))
    needed = {char for char in texts if unicodedata.category(char)[0] in "LMNP"}
    assert "ش" in needed
    assert sorted(needed - glyphs(BODY)) == []


@pytest.mark.parametrize(
    ("joined", "apart"), [("سلام", "س ل ا م"), ("گچپژ", "گ چ پ ژ"), ("ێوارە", "ێ و ا ر ە"), ("لا", "ل ا")]
)
def test_arabic_persian_and_kurdish_letters_join(joined: str, apart: str) -> None:
    alone = sum(width(letter, BODY) for letter in apart.split())
    assert width(joined, BODY) < 0.93 * alone


def ink(text: str) -> Image.Image:
    """A text alone on an Arabic sheet, from its left edge to its right one."""
    sheet = Sheet(rtl=True)
    sheet.paragraph(text, BODY)
    image = pixels(sheet.png())
    left, _, right, _ = ImageChops.invert(image).getbbox() or (0, 0, 0, 0)
    return image.crop((left, 0, right, image.height))


@pytest.mark.parametrize(
    ("text", "leftmost", "rightmost"),
    [
        ("العدد 12345", "12345", "العدد"),
        ("12345 شخصًا", "شخصًا", "12345"),
        ("محطة Rathaus Neukölln", "Rathaus Neukölln", "محطة"),
        ("Rathaus قريب", "قريب", "Rathaus"),
        ("QM Rollberg", "QM", "Rollberg"),
        ("12 (29%\u200e)", "(29%\u200e)", "12"),
    ],
)
def test_numbers_and_latin_words_stand_where_an_arabic_reader_expects_them(
    text: str, leftmost: str, rightmost: str
) -> None:
    line, left, right = ink(text), ink(leftmost), ink(rightmost)
    start = line.crop((0, 0, *left.size))
    end = line.crop((line.width - right.width, 0, line.width, line.height))
    assert difference(start, left) < SAME
    assert difference(end, right) < SAME
    assert difference(start, ink(leftmost[::-1]).resize(left.size)) > SAME


def test_a_german_question_in_an_arabic_picture_keeps_its_mark_at_the_end() -> None:
    question = ink("Wie geht es?")
    assert (
        difference(
            question.crop((question.width - 12, 0, *question.size)),
            ink("?").crop((0, 0, 12, question.height)),
        )
        < SAME
    )


def test_a_sign_that_the_font_has_not_is_left_out_and_a_letter_is_not() -> None:
    assert cleaned("🌳 Bäume\nund\tSchatten 🪑\ufe0f", BODY) == "Bäume und Schatten"
    assert cleaned("水 Wasser", BODY) == "\ufffd Wasser"
    assert cleaned("🌳", BODY) == "\ufffd"
    assert cleaned("😡", BODY) == "😡"


def test_every_smiley_is_a_face_of_its_own() -> None:
    faces = [levels(ink(face)) for face in [*FACES, "\ufffd"]]
    for one, other in combinations(faces, 2):
        assert one.shape != other.shape or (np.abs(one - other).max(axis=2) > 100).sum() > 50  # pixels


@given(
    st.text(alphabet="aä -/ÖЖشلا12😡\u200c\u2068\u2069", max_size=150), st.integers(60, 900), st.booleans()
)
def test_a_text_is_broken_into_lines_that_fit_and_lose_nothing(text: str, room: int, rtl: bool) -> None:
    lines = wrapped(text, room, BODY, rtl)
    assert all(width(line, BODY) <= room for line in lines)
    left = re.compile("[ \\u200e\\u200f\\u2068\\u2069-]")
    assert left.sub("", "".join(lines)) == left.sub("", cleaned(text, BODY))


# Room


def extreme(kind: str, label: str, count: int) -> dict[str, Any]:
    """A picture full of one long text: nobody chose anything, or everybody the first of many."""
    shares = [float(at == 0 and count > 1) for at in range(count)]
    given = [
        {
            "label": label,
            "share": share,
            "number": f"{share * 1000:.0f} ({share:.0%})",
            "shares": [share, 0.0],
        }
        for share in shares
    ]
    rounds = [
        {"label": label, "value": None if at % 7 == 3 else 1 + at / 15, "number": f"{at} ({at % 7})"}
        for at in range(3 * count)
    ]
    texts = {"title": f"{label}?", "note": label, "low": label, "high": label, "unit": label}
    own = {"rows": given, "legend": [label, "1"], "points": rounds, "axis": [1, 5]}
    return {"kind": kind, "rtl": label == LONG_AR, **texts, **own}


EXTREMES = {
    f"{kind} {language} {count}": extreme(kind, label, count)
    for kind in ("bars", "stacked", "trend")
    for language, label in (("de", LONG_DE), ("ar", LONG_AR))
    for count in (1, 20)
}


def box_of(artist: Text | Rectangle) -> Box:
    left, low, right, high = map(float, artist.get_window_extent().extents)
    return Box(left, right, low, high)


def boxes(picture: dict[str, Any]) -> tuple[list[tuple[str, Box]], list[Box], Box]:
    """Where the texts and the areas of a picture are, and its edges; counted from the bottom left."""
    figure = lay_out(picture).figure()
    texts = [(one.get_text(), box_of(one)) for one in figure.findobj(Text) if one.get_text()]
    areas = [box_of(one) for one in figure.findobj(Rectangle) if one is not figure.patch]
    return texts, areas, box_of(figure.patch)


def assert_readable(picture: dict[str, Any]) -> None:
    """Nothing is cut, nothing lies over anything else but a number inside its own part of a bar."""
    texts, areas, edges = boxes(picture)
    for text, box in texts:
        assert inside(box, edges), f"{text} is cut"
        for area in areas:
            assert inside(box, area) or not smaller(box).meets(area), f"{text} lies over a bar"
    for (one, its), (other, others) in combinations(texts, 2):
        assert not smaller(its).meets(smaller(others)), f"{one} lies over {other}"


def inside(one: Box, other: Box) -> bool:
    across = other.left <= one.left and one.right <= other.right
    return across and other.top <= one.top and one.bottom <= other.bottom


def smaller(box: Box) -> Box:
    """By half the pixel that is lost when edges are rounded."""
    return Box(box.left + 0.5, box.right - 0.5, box.top + 0.5, box.bottom - 0.5)


@pytest.mark.parametrize("name", [*EXAMPLES, *EXTREMES])
def test_nothing_is_cut_and_nothing_lies_over_anything_else(name: str) -> None:
    picture = EXAMPLES.get(name) or EXTREMES[name]
    with kept(picture, name):
        assert_readable(picture)
        image = pixels(draw(picture))
        assert image.width == 1080
        assert sum(image.size) <= 10_000  # Telegram's limits for a photo
        assert image.height <= 20 * image.width


LABELS = st.text(alphabet="abc äß-/شمس 12(%)", min_size=1, max_size=120)
SHARES = st.floats(0, 1)


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(LABELS, SHARES, st.from_regex(r"[1-9][0-9]{0,3} \([0-9]{1,2} %\)", fullmatch=True)),
        max_size=20,
    ),
    st.booleans(),
)
def test_bars_have_room_for_any_labels(given: list[tuple[str, float, str]], rtl: bool) -> None:
    picture = EXAMPLES["bars_de"] | {"rows": rows(*given), "rtl": rtl}
    with kept(picture, "any labels"):
        assert_readable(picture)


@settings(max_examples=15)
@given(st.lists(st.none() | st.floats(1, 5), min_size=1, max_size=60), LABELS, st.booleans())
def test_a_trend_has_room_for_any_rounds(values: list[float | None], label: str, rtl: bool) -> None:
    given = [
        {"label": label, "value": value, "number": "–" if value is None else f"{value:.1f} ({at})"}
        for at, value in enumerate(values)
    ]
    picture = EXAMPLES["trend_de"] | {"points": given, "rtl": rtl}
    with kept(picture, "any rounds"):
        assert_readable(picture)
        texts = boxes(picture)[0]
        for x, y in line(picture):
            assert [text for text, box in texts if smaller(box).meets(Box(x, x, y, y))] == []


def line(picture: dict[str, Any]) -> Iterator[tuple[float, float]]:
    """Places along the line of a trend."""
    for piece in lay_out(picture).figure().findobj(Line2D):
        if piece.get_color() == colours.BLUE:
            start, end = piece.get_transform().transform(piece.get_xydata())
            yield from (tuple(start + (end - start) * step / 10) for step in range(11))


@pytest.mark.parametrize("name", EXAMPLES)
def test_letters_are_large_enough_for_a_phone_and_dark_enough(name: str) -> None:
    figure = lay_out(EXAMPLES[name]).figure()
    texts = [one for one in figure.findobj(Text) if one.get_text()]
    assert min(float(one.get_fontsize()) for one in texts) >= 28
    areas = [one for one in figure.findobj(Rectangle) if one is not figure.patch]
    for one in texts:
        grounds = [to_hex(area.get_facecolor()) for area in areas if inside(box_of(one), box_of(area))]
        assert colours.contrast(to_hex(one.get_color()), (grounds or ["#ffffff"])[-1]) >= 4.5


# Directions, gaps


def places(name: str) -> dict[str, Box]:
    return {re.sub("[\u200e\u200f\u2066-\u2069]", "", text): box for text, box in boxes(EXAMPLES[name])[0]}


def test_bars_grow_from_the_side_where_reading_begins() -> None:
    for name, edge in (("bars_de", "left"), ("bars_ar", "right")):
        areas = boxes(EXAMPLES[name])[1]
        assert len({round(getattr(area, edge)) for area in areas}) == 1
        assert len({round(area.right - area.left) for area in areas}) == 5  # the ground, and four shares


def test_time_runs_the_way_the_language_is_read() -> None:
    german, arabic = places("trend_de"), places("trend_ar")
    assert german["1"].right < german["Jan. 26"].left < german["Dez. 26"].left
    assert arabic["1"].left > arabic["يناير"].left > arabic["يوليو"].left


def test_a_trend_names_its_first_last_highest_and_lowest_value_and_says_its_gaps() -> None:
    texts = [text for text, _ in boxes(EXAMPLES["trend_de"])[0]]
    values = {text.lstrip("\u200e") for text in texts} & {f"{tenth / 10:.1f}" for tenth in range(51)}
    assert values == {"2.6", "3.3", "3.9", "2.1"}
    assert "Zu wenige Antworten" in texts
    assert "Mai 26 · Okt. 26" in texts


def test_twenty_options_are_still_small_to_send() -> None:
    given = rows(
        *((f"{at}. Nachbarschaftsgarten am Platz", at / 20, f"{at} ({5 * at} %)") for at in range(20))
    )
    png = draw(EXAMPLES["bars_de"] | {"rows": given})
    assert len(png) < 100_000
    assert pixels(png).height < 2 * 1080


def test_nobody_sees_how_a_group_answered_that_is_hidden() -> None:
    group = EXAMPLES["stacked_de"]["rows"][2]
    alone = EXAMPLES["stacked_de"] | {"rows": [group]}
    texts, areas, _ = boxes(alone)
    assert "Weniger als fünf Antworten" in [text for text, _ in texts]
    assert len(areas) == len(FACES)  # the legend alone


def test_a_number_stands_in_its_part_of_the_bar_if_that_has_room() -> None:
    texts = [text.lstrip("\u200e") for text, _ in boxes(EXAMPLES["stacked_de"])[0]]
    assert "45\u00a0%" in texts
    assert "3\u00a0%" not in texts


# Colours

MACHADO = {
    "everybody": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG
15(6), 2009: severity 1.0, for linear RGB."""
XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
"""From linear sRGB (IEC 61966-2-1, D65)."""
APART = 8
"""CIE 1976 units between colours that touch: 2.3 can just be told apart (Mahy, Van Eycken and Oosterlinck, 1994)."""


def lab(colour: str, eyes: str) -> NDArray[np.float64]:
    """CIELAB of what somebody with such eyes sees."""
    light = np.clip(np.array(MACHADO[eyes]) @ np.array(colours.linear(colour)), 0, 1)
    xyz = np.array(XYZ) @ light / np.array(XYZ).sum(axis=1)
    x, y, z = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("eyes", MACHADO)
@pytest.mark.parametrize("size", range(2, colours.MOST + 1))
def test_neighbouring_points_of_a_scale_are_told_apart(size: int, eyes: str) -> None:
    seen = [lab(colour, eyes) for colour in colours.scale(size)]
    assert min(float(np.linalg.norm(one - next_)) for one, next_ in pairwise(seen)) >= APART


@pytest.mark.parametrize("eyes", MACHADO)
def test_a_bar_is_told_from_its_ground_and_the_ends_of_a_scale_from_each_other(eyes: str) -> None:
    assert float(np.linalg.norm(lab(colours.BLUE, eyes) - lab(colours.PALE, eyes))) > 5 * APART
    for size in range(2, colours.MOST + 1):
        low, *_, high = (lab(colour, eyes) for colour in colours.scale(size))
        assert float(np.linalg.norm(low - high)) > 2 * APART


def test_two_greens_and_reds_would_not_do() -> None:
    red, green = (lab(colour, "deuteranopia") for colour in ("#c04000", "#708000"))
    assert float(np.linalg.norm(red - green)) < APART


def test_texts_outlines_and_bars_are_dark_enough_for_wcag() -> None:
    assert min(colours.contrast(colour, colours.WHITE) for colour in (colours.INK, colours.GREY)) >= 4.5
    assert colours.contrast(colours.BLUE, colours.PALE) >= 3
    for size in range(2, colours.MOST + 1):
        assert min(colours.contrast(colours.on(colour), colour) for colour in colours.scale(size)) >= 4.5


def test_the_bot_begins_without_the_pictures() -> None:
    code = "import sys, bot.app, bot.cli; sys.exit(any(name in sys.modules for name in ('matplotlib', 'numpy', 'PIL')))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
