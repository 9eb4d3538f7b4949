"""Who is in the story: residents with what they say, visitors who have not begun, a team."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """A resident of the story: language, area, the idea they send, and how they answer (which option, 0 = first)."""

    label: str
    language: str
    area: str
    goal: int
    idea: str
    choice: int


ROLES = (
    Role(
        "Resident · Türkçe",
        "tr",
        "rollbergsiedlung",
        3,
        "Oyun parkına gölgelik ve iki bank konmasını istiyoruz. Yazın çocuklar güneşte kalıyor.",
        1,
    ),
    Role(
        "Resident · العربية",
        "ar",
        "rollbergsiedlung",
        8,
        "أقترح مقهى لغات مساء كل خميس، حتى يتعرف الجيران بعضهم على بعض ويتدربوا على الألمانية.",
        2,
    ),
    Role(
        "Resident · Deutsch",
        "de",
        "rollbergsiedlung",
        7,
        "Der Weg zwischen den Häusern ist abends dunkel. Eine Lampe am Durchgang würde schon helfen.",
        3,
    ),
    Role(
        "Resident · English",
        "en",
        "rollbergsiedlung",
        2,
        "A weekly hour where someone helps with computers and online forms would be great.",
        1,
    ),
    Role(
        "Resident · Wedding", "tr", "badstrasse", 6, "Kadınlar için akşam spor kursu olsa çok iyi olur.", 2
    ),
    Role(
        "Resident · Moabit",
        "ar",
        "moabit-ost",
        4,
        "نحتاج إلى مكان قريب يساعدنا في فهم رسائل الدوائر الرسمية.",
        0,
    ),
    Role(
        "Resident · Kreuzberg",
        "de",
        "mehringplatz",
        5,
        "Im Sommer ein Kino im Hof, mit Filmen in mehreren Sprachen.",
        1,
    ),
    Role(
        "Resident · Rollberg",
        "en",
        "rollbergsiedlung",
        9,
        "Please put news about planned building works on the notice boards in several languages.",
        2,
    ),
)

VISITORS = (
    ("New · Türkçe", "tr"),
    ("New · العربية", "ar"),
    ("New · Deutsch", "de"),
    ("New · English", "en"),
)

TEAM = "Team · Rollbergsiedlung"
