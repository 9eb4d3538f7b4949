"""Who is in the story: residents and how they answer, a helper for languages, visitors who have not begun, a team."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """A resident of the story: language, area and how they answer (which option, 0 = first). `words` answer a written
    question; whoever `waits` leaves open what is asked of them last."""

    label: str
    language: str
    area: str
    choice: int
    words: str = ""
    waits: bool = False


HOME = "rollbergsiedlung"

TURKISH, ARABIC, GERMAN, ENGLISH = (
    f"Resident · {name}" for name in ("Türkçe", "العربية", "Deutsch", "English")
)
ROLLBERG, NEIGHBOUR = "Resident · Rollberg", "Neighbour · Deutsch"
WEDDING, MOABIT, KREUZBERG = (f"Resident · {name}" for name in ("Wedding", "Moabit", "Kreuzberg"))

ROLES = (
    Role(TURKISH, "tr", HOME, 0, "Bodrum girişi: lamba haftalardır yanmıyor.", waits=True),
    Role(ARABIC, "ar", HOME, 1, "الممر خلف الملعب: لا ضوء فيه بعد الساعة الخامسة.", waits=True),
    Role(
        GERMAN, "de", HOME, 2, "Der Durchgang zum Spielplatz, weil die Lampe dort kaputt ist.", waits=True
    ),
    Role(
        ENGLISH,
        "en",
        HOME,
        1,
        "The corner by the recycling bins. Cars turn there much too fast.",
        waits=True,
    ),
    Role(WEDDING, "tr", "badstrasse", 2),
    Role(MOABIT, "ar", "moabit-ost", 0),
    Role(KREUZBERG, "de", "mehringplatz", 1),
    Role(ROLLBERG, "en", HOME, 3, "The bus stop. At night nobody else is there."),
    Role(NEIGHBOUR, "de", HOME, 1, "Der Weg zur U-Bahn, abends ist es dort dunkel."),
)

HELPER, HELPS_IN = "Helper for languages", "de"
"""A neighbour who carries words between languages, and the language in which they use the bot."""

TEAM = "Team · Rollbergsiedlung"
