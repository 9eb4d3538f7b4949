"""Ideas of the story, what the team makes of them, and what neighbours say to those that are published."""

from __future__ import annotations

from dataclasses import dataclass

from bot.demo.story.cast import (
    ARABIC,
    ENGLISH,
    GERMAN,
    HELPER,
    KREUZBERG,
    MOABIT,
    NEIGHBOUR,
    ROLLBERG,
    TEAM,
    TURKISH,
    WEDDING,
)
from bot.demo.story.script import FIXED, NUMBER, PHOTO, Scene, opened, scene


@dataclass(frozen=True, slots=True)
class Said:
    """An idea: a key, under which its number is known; when it is sent and by whom, under which goal, perhaps with a photo."""

    key: str
    when: str
    who: str
    goal: int
    text: str
    photo: bool = False

    @property
    def scene(self) -> Scene:
        steps = ("idea.new", f"> {self.text}", *((PHOTO,) if self.photo else ()))
        goal = f"idea.goal :{self.goal}"
        return scene(self.when, self.who, *steps, goal, "idea.send", f"= {self.key} {NUMBER}")


SHADE = "Oyun parkına gölgelik ve iki bank konmasını istiyoruz. Yazın çocuklar güneşte kalıyor."
CAFE = "أقترح مقهى لغات مساء كل خميس، حتى يتعرف الجيران بعضهم على بعض ويتدربوا على الألمانية."

SAID = (
    Said("shade", "26 11:00", TURKISH, 3, SHADE, photo=True),
    Said(
        "lamp",
        "26 11:00",
        GERMAN,
        7,
        "Der Weg zwischen den Häusern ist abends dunkel. Eine Lampe am Durchgang würde schon helfen.",
    ),
    Said("cafe", "26 11:00", ARABIC, 8, CAFE),
    Said(
        "computers",
        "26 11:00",
        ENGLISH,
        2,
        "A weekly hour where someone helps with computers and online forms would be great.",
    ),
    Said(
        "bins",
        "21 18:00",
        NEIGHBOUR,
        3,
        "An den Bänken vor dem Supermarkt fehlen Mülleimer. Der Wind verteilt alles im Hof.",
    ),
    Said(
        "lamp_again",
        "17 18:00",
        NEIGHBOUR,
        7,
        "Die Lampe am Durchgang zum Spielplatz ist kaputt. Abends sieht man dort nichts.",
    ),
    Said(
        "lamp_too",
        "17 18:00",
        ROLLBERG,
        7,
        "Please repair the light in the passage to the playground. It is too dark to walk there.",
    ),
    Said(
        "boards",
        "2 11:00",
        ROLLBERG,
        9,
        "Please put news about planned building works on the notice boards in several languages.",
    ),
    Said(
        "tales",
        "2 11:00",
        TURKISH,
        5,
        "Kütüphanede ayda bir Türkçe ve Almanca masal saati olsun. Anneler ve babalar sırayla okuyabilir.",
    ),
    Said("sport", "2 11:00", WEDDING, 6, "Kadınlar için akşam spor kursu olsa çok iyi olur."),
    Said("letters", "2 11:00", MOABIT, 4, "نحتاج إلى مكان قريب يساعدنا في فهم رسائل الدوائر الرسمية."),
    Said("film", "2 11:00", KREUZBERG, 5, "Im Sommer ein Kino im Hof, mit Filmen in mehreren Sprachen."),
)

BENCHES = "Die zwei Bänke stehen! Über das Sonnensegel entscheiden gerade alle in der Abstimmung zum Aktionsfonds."
"""What the team says of the benches, in its own words; a helper carries it to the author."""

SUPPORTS = ("> /goals", "goal :8", "public.list", "public", "public.support")
"""Reads the idea that is published under a goal, and stands behind it."""


def _answered(key: str, status: str, *steps: str) -> tuple[str, ...]:
    """The team says what becomes of an idea."""
    return (*opened(key), "answer", f"answer.begin :{status}:found", *steps, "answer.send")


def _published(key: str) -> tuple[str, ...]:
    return (*opened(key), "publish", "publish.now")


def _the_same(key: str, first: str) -> tuple[str, ...]:
    return (*opened(key), "charge", "same", f"> {{{first}}}", "same.yes")


SCENES: tuple[Scene, ...] = (
    *(one.scene for one in SAID),
    scene("25 10:00", ARABIC, "understood.yes"),
    scene("25 10:00", TURKISH, "understood.yes"),
    scene("24 10:00", TEAM, *_published("cafe")),
    *(scene("23 17:00", who, *SUPPORTS) for who in (TURKISH, GERMAN, ENGLISH, ROLLBERG, NEIGHBOUR, HELPER)),
    scene("23 17:30", HELPER, "public.hand", "public.help :write"),
    scene(
        "22 10:00",
        TEAM,
        *_answered("cafe", "in_talks", "answer.words :planned:found", "> {cafe_date}"),
        *_answered("shade", "in_talks", "answer.words :none:found"),
        *_answered(
            "computers", "answered", "answer.words :meeting:found", "> {meeting_date}", "> {meeting_room}"
        ),
    ),
    scene("21 20:00", ENGLISH, "reply.rate :2"),
    scene("16 10:00", TEAM, *_the_same("lamp_again", "lamp"), *_the_same("lamp_too", "lamp")),
    scene(
        "15 10:00",
        TEAM,
        *_answered("lamp", "passed_on", "answer.office :district:found", "answer.words :passed:found"),
        *_published("lamp"),
    ),
    scene("15 12:00", GERMAN, "reply.rate :2"),
    scene("9 10:00", TEAM, *_answered("shade", "done", "answer.words :own:found", f"> {BENCHES}", FIXED)),
    scene("8 18:00", TURKISH, "reply.rate :2"),
    scene(
        "2 16:00",
        TEAM,
        *opened("boards"),
        "charge",
        "charge.staff",
        "charge.give",
        "note",
        "note.write",
        "> Beim Bezirksamt nach den Bauplänen bis zum Sommer fragen.",
    ),
    scene("2 18:00", ENGLISH, "reply", "> Thank you for the invitation! Can I bring my old laptop?"),
)
