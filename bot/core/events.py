"""What an event is made of: blocks that exist in every language, so that it is complete without a word of anybody's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.core.text import N_


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind of event: a sign, a name, a sentence about it, the goal it serves as a rule, what is true of it as a rule."""

    sign: str
    name: str
    about: str
    goal: int
    marks: tuple[str, ...] = ()


SORTS: dict[str, Sort] = {
    "cafe": Sort(
        "☕", N_("Language café"), N_("We talk over coffee and learn languages from each other."), 8
    ),
    "breakfast": Sort("🥐", N_("Neighbourhood breakfast"), N_("We have breakfast together."), 8, ("food",)),
    "cooking": Sort("🍲", N_("Cooking together"), N_("We cook together and eat together."), 6, ("food",)),
    "party": Sort(
        "🎉",
        N_("Neighbourhood party"),
        N_("We celebrate in the neighbourhood. Everybody is welcome."),
        5,
        ("outside",),
    ),
    "clean": Sort(
        "🧹",
        N_("Clean-up"),
        N_("We clean up the neighbourhood together."),
        3,
        ("outside", "gloves"),
    ),
    "garden": Sort("🌱", N_("Gardening"), N_("We plant and water together."), 3, ("outside", "gloves")),
    "sport": Sort("🤸", N_("Sport"), N_("We move together. You need not be good at it."), 6, ("clothes",)),
    "walk": Sort("🚶", N_("Walk"), N_("We walk through the neighbourhood together."), 3, ("outside",)),
    "tour": Sort("🚌", N_("Trip"), N_("We go on a trip together."), 8),
    "film": Sort("🎬", N_("Film"), N_("We watch a film together."), 5),
    "music": Sort("🎵", N_("Concert"), N_("There is music."), 5),
    "stage": Sort("🎭", N_("Theatre"), N_("There is something to see on stage."), 5),
    "art": Sort("🎨", N_("Art workshop"), N_("We paint and make things together."), 5),
    "repair": Sort("🔧", N_("Repair café"), N_("We repair together what is broken."), 3),
    "swap": Sort("🧺", N_("Flea market"), N_("You can swap, give away and find things."), 3),
    "course": Sort("🎓", N_("Course"), N_("You learn something new."), 2),
    "advice": Sort("💬", N_("Advice"), N_("You can ask your questions."), 4),
    "work": Sort("💼", N_("Help with finding work"), N_("You get help with applications."), 1),
    "children": Sort("🧒", N_("Afternoon for children"), N_("Children play, and parents meet."), 8),
    "parents": Sort("👪", N_("Parents’ café"), N_("Parents meet and help each other."), 8, ("childcare",)),
    "women": Sort("👩", N_("Women’s meeting"), N_("Women meet and talk."), 8, ("childcare",)),
    "news": Sort("📢", N_("Information evening"), N_("You hear what is planned, and can ask about it."), 9),
    "meeting": Sort("🗳️", N_("Neighbourhood meeting"), N_("We decide together what happens here."), 9),
}

MARKS: dict[str, tuple[str, str]] = {
    "childcare": ("🧸", N_("Somebody looks after the children.")),
    "step_free": ("♿", N_("There are no steps on the way in.")),
    "toilet": ("🚻", N_("There is a toilet for wheelchairs.")),
    "food": ("🍽️", N_("There is something to eat.")),
    "outside": ("🌤️", N_("It is outside. Please dress for the weather.")),
    "gloves": ("🧤", N_("Please bring gloves.")),
    "bring_food": ("🥗", N_("Please bring something to eat for everybody.")),
    "clothes": ("👟", N_("Please bring clothes for sport.")),
    "no_german": ("🗨️", N_("You need no German.")),
}
"""What is true of an event: (sign, sentence)."""

WHOM: dict[str, str] = {
    "all": N_("For everybody"),
    "families": N_("For families"),
    "children": N_("For children"),
    "youth": N_("For young people"),
    "women": N_("For women"),
    "older": N_("For older people"),
    "new": N_("For people who are new here"),
}

NEEDS: dict[str, tuple[str, str]] = {
    "childcare": ("🧸", N_("Childcare", 26)),
    "interpreter": ("🗣️", N_("An interpreter", 26)),
    "step_free": ("♿", N_("No steps", 26)),
    "no_meat": ("🥦", N_("Food without meat", 26)),
}
"""What somebody who comes may need: (sign, name)."""

REASONS: dict[str, str] = {
    "ill": N_("Somebody who was needed for it is ill."),
    "weather": N_("The weather does not allow it."),
    "few": N_("Too few people could come."),
    "place": N_("The place cannot be used."),
    "other": N_("It is not possible after all."),
}
"""Why an event is cancelled."""

LENGTHS = (60, 90, 120, 180, 240)
"""Minutes that an event can last, as buttons offer them."""
USUAL = timedelta(minutes=120)

SEATS = (0, 8, 12, 15, 20, 30, 50)
"""Numbers of seats that buttons offer; 0 is no limit."""
MOST_SEATS = 2000
COSTS = (0, 1, 2, 3, 5, 10)
MOST_COST = 200
"""Euros. The programme's own events are free as a rule."""

TITLE_LIMIT, WORDS_LIMIT, PLACE_LIMIT, MESSAGE_LIMIT = 80, 600, 200, 1500
"""Characters of what the team writes itself."""

MOST_PEOPLE = 9
"""That one answer can stand for."""
