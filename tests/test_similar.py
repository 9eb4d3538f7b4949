"""Ideas that say nearly the same are found, in the language they were written in."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.similar import ALIKE, BITS, likeness, nearest, signature
from db.search import fold

SAME: dict[str, list[tuple[str, str]]] = {
    "de": [
        ("Mehr Bänke am Spielplatz in der Falkstraße", "Bitte stellt Bänke beim Spielplatz Falkstraße auf"),
        ("Der Müll am Reuterplatz muss öfter abgeholt werden", "Müll auf dem Reuterplatz öfter abholen!"),
        ("Ein Zebrastreifen vor der Grundschule", "Vor der Schule brauchen wir einen Zebrastreifen"),
        (
            "Licht im Durchgang zwischen den Häusern, nachts ist es dunkel",
            "Der dunkle Durchgang braucht nachts Licht",
        ),
        ("Sprachcafé für Frauen mit Kinderbetreuung", "Sprachcafé mit Kinderbetreuung, nur für Frauen"),
        ("Nachhilfe für Kinder am Nachmittag", "Kostenlose Nachhilfe am Nachmittag für Schulkinder"),
        (
            "Ein Gemeinschaftsgarten auf dem leeren Parkplatz",
            "Macht aus dem Parkplatz einen Garten für die Gemeinschaft",
        ),
        ("Fahrradständer vor dem Supermarkt", "Vor dem Supermarkt fehlen Fahrradständer"),
    ],
    "tr": [
        ("Parkta daha çok bank olsun", "Lütfen parka bank koyun, park çok boş"),
        ("Çocuk parkının zemini kırık, tamir edilsin", "Çocuk parkı zemini tamir edilmeli, kırık"),
        ("Sokak lambaları yanmıyor, sokak karanlık", "Karanlık sokağa sokak lambası istiyoruz"),
        ("Kadınlar için Almanca kursu", "Almanca kursu istiyoruz, sadece kadınlar için"),
        ("Çöp kutuları hep dolu, daha sık boşaltılsın", "Dolu çöp kutuları daha sık boşaltılmalı"),
        ("Okul önünde yaya geçidi yok", "Okulun önüne yaya geçidi lazım"),
    ],
    "ar": [
        ("نريد مقاعد أكثر في الحديقة", "مقاعد للجلوس في حديقة الحي"),
        ("إضاءة الشارع ضعيفة في الليل", "الشارع مظلم في الليل، نحتاج إضاءة"),
        ("دورة لغة ألمانية للنساء", "نحتاج دورات لغة ألمانية للنساء مع الأطفال"),
        ("القمامة متراكمة أمام البناية", "تراكم القمامة أمام البنايات"),
        ("ملعب آمن للأطفال", "نريد ملعبا للأطفال يكون آمنا"),
        ("مساعدة في الواجبات المدرسية للأطفال", "مساعدة الأطفال في واجباتهم المدرسية"),
    ],
}
"""Twenty pairs that a team would put together."""

DIFFERENT: dict[str, list[tuple[str, str]]] = {
    "de": [
        ("Mehr Bänke am Spielplatz in der Falkstraße", "Am Spielplatz liegt überall Müll"),
        ("Der Müll am Reuterplatz muss öfter abgeholt werden", "Ein Straßenfest auf dem Reuterplatz"),
        ("Ein Zebrastreifen vor der Grundschule", "Schwimmkurse für Grundschulkinder"),
        ("Licht im Durchgang zwischen den Häusern", "Die Häuser haben keinen Aufzug"),
        ("Sprachcafé für Frauen mit Kinderbetreuung", "Fahrradkurs für Frauen"),
        ("Nachhilfe für Kinder am Nachmittag", "Kinderdisco am Samstag"),
        ("Ein Gemeinschaftsgarten auf dem leeren Parkplatz", "Bewohnerparken statt Parkplatz für Pendler"),
        ("Fahrradständer vor dem Supermarkt", "Der Supermarkt soll länger offen sein"),
    ],
    "tr": [
        ("Parkta daha çok bank olsun", "Park yeri bulmak çok zor"),
        ("Çocuk parkının zemini kırık", "Çocuklar için yüzme kursu"),
        ("Sokak lambaları yanmıyor", "Sokak şenliği yapalım"),
        ("Kadınlar için Almanca kursu", "Kadınlar için spor salonu"),
        ("Çöp kutuları hep dolu", "Mektup kutuları kırılmış"),
        ("Okul önünde yaya geçidi yok", "Okul sonrası ödev yardımı"),
    ],
    "ar": [
        ("نريد مقاعد أكثر في الحديقة", "الحديقة تغلق مبكرا"),
        ("إضاءة الشارع ضعيفة في الليل", "احتفال في الشارع مع الجيران"),
        ("دورة لغة ألمانية للنساء", "رياضة للنساء مساء"),
        ("القمامة متراكمة أمام البناية", "مصعد البناية معطل"),
        ("ملعب آمن للأطفال", "دروس سباحة للأطفال"),
        ("مساعدة في الواجبات المدرسية", "مكتبة قريبة من المدرسة"),
    ],
}
"""Twenty pairs of one language that share a word, a place or people, and are about something else."""

HARD = [pair for pairs in SAME.values() for pair in pairs]
EASY = [pair for pairs in DIFFERENT.values() for pair in pairs]


def alike(one: str, other: str) -> float:
    return likeness(*(int.from_bytes(signature(fold(text)), "big") for text in (one, other)))


def test_there_are_twenty_pairs_of_each_kind_in_three_languages() -> None:
    assert (len(HARD), len(EASY)) == (20, 20)
    assert SAME.keys() == DIFFERENT.keys() == {"de", "tr", "ar"}


@pytest.mark.parametrize(("one", "other"), HARD)
def test_who_says_the_same_in_other_words_is_found(one: str, other: str) -> None:
    assert alike(one, other) >= ALIKE


@pytest.mark.parametrize(("one", "other"), EASY)
def test_who_shares_a_word_and_means_something_else_is_not(one: str, other: str) -> None:
    assert alike(one, other) < ALIKE


def test_ideas_about_different_things_are_almost_never_taken_for_the_same() -> None:
    """Every first half of a pair beside every other one of its language."""
    met = [
        alike(one, other)
        for language, pairs in SAME.items()
        for one, other in combinations([first for first, _ in pairs], 2)
    ]
    assert sum(value >= ALIKE for value in met) <= len(met) // 50


def test_case_accents_and_keyboards_make_no_difference() -> None:
    assert alike("ÇÖP KUTULARI DOLU TAŞIYOR", "çöp kutuları dolu taşıyor") == pytest.approx(1)
    assert alike("حديقة الأطفال الجميلة", "حدیقه الاطفال الجمیله") == pytest.approx(1)


def test_a_text_of_almost_nothing_is_like_no_other() -> None:
    assert signature(fold("Bank")) == signature("") == signature("🌳🌳🌳") == b""
    assert nearest(b"", [(1, signature(fold("Mehr Bänke am Spielplatz")))], 3) == []


def test_the_best_come_first_and_each_idea_once() -> None:
    texts = {1: "Mehr Bänke am Spielplatz", 2: "Bänke am Spielplatz und Schatten", 3: "Sprachcafé für alle"}
    among = [(number, signature(fold(text))) for number, text in texts.items()]
    among.append((1, signature(fold("Spielplatz: Bänke!"))))
    found = nearest(signature(fold("Bänke am Spielplatz")), among, 3)
    assert [number for number, _ in found] == [1, 2]
    assert [number for number, _ in nearest(among[0][1], among, 1)] == [1]


@given(st.text(max_size=300), st.text(max_size=300))
def test_likeness_is_the_same_both_ways_and_a_text_is_most_like_itself(one: str, other: str) -> None:
    bits = [signature(fold(text)) for text in (one, other)]
    assert all(len(found) in (0, BITS // 8) for found in bits)
    there, back = alike(one, other), alike(other, one)
    assert there == back
    assert 0 <= there <= 1 + 1e-9
    assert alike(one, one) == pytest.approx(1 if bits[0] else 0)
