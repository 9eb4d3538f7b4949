"""Who is in the story: residents with what they say, visitors who have not begun, a team."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """A resident of the story: language, area, the idea they send (goal 0: none) and how they answer (which option, 0 =
    first). `words` answer a written question; whoever `waits` leaves open what is asked of them last."""

    label: str
    language: str
    area: str
    choice: int
    goal: int = 0
    idea: str = ""
    words: str = ""
    waits: bool = False


HOME = "rollbergsiedlung"

ROLES = (
    Role(
        "Resident · Türkçe",
        "tr",
        HOME,
        0,
        3,
        "Oyun parkına gölgelik ve iki bank konmasını istiyoruz. Yazın çocuklar güneşte kalıyor.",
        "Bodrum girişi: lamba haftalardır yanmıyor.",
        waits=True,
    ),
    Role(
        "Resident · العربية",
        "ar",
        HOME,
        1,
        8,
        "أقترح مقهى لغات مساء كل خميس، حتى يتعرف الجيران بعضهم على بعض ويتدربوا على الألمانية.",
        "الممر خلف الملعب: لا ضوء فيه بعد الساعة الخامسة.",
        waits=True,
    ),
    Role(
        "Resident · Deutsch",
        "de",
        HOME,
        2,
        7,
        "Der Weg zwischen den Häusern ist abends dunkel. Eine Lampe am Durchgang würde schon helfen.",
        "Der Durchgang zum Spielplatz, weil die Lampe dort kaputt ist.",
        waits=True,
    ),
    Role(
        "Resident · English",
        "en",
        HOME,
        1,
        2,
        "A weekly hour where someone helps with computers and online forms would be great.",
        "The corner by the recycling bins. Cars turn there much too fast.",
        waits=True,
    ),
    Role(
        "Resident · Wedding", "tr", "badstrasse", 2, 6, "Kadınlar için akşam spor kursu olsa çok iyi olur."
    ),
    Role(
        "Resident · Moabit",
        "ar",
        "moabit-ost",
        0,
        4,
        "نحتاج إلى مكان قريب يساعدنا في فهم رسائل الدوائر الرسمية.",
    ),
    Role(
        "Resident · Kreuzberg",
        "de",
        "mehringplatz",
        1,
        5,
        "Im Sommer ein Kino im Hof, mit Filmen in mehreren Sprachen.",
    ),
    Role(
        "Resident · Rollberg",
        "en",
        HOME,
        3,
        9,
        "Please put news about planned building works on the notice boards in several languages.",
        "The bus stop. At night nobody else is there.",
    ),
    Role("Neighbour · Deutsch", "de", HOME, 1, words="Der Weg zur U-Bahn, abends ist es dort dunkel."),
)

VISITORS = (
    ("New · Türkçe", "tr"),
    ("New · العربية", "ar"),
    ("New · Deutsch", "de"),
    ("New · English", "en"),
)

TEAM = "Team · Rollbergsiedlung"
