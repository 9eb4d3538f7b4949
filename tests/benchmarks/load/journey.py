"""The way that every scripted person walks: from the poster's link to the end of a survey of five questions."""

from __future__ import annotations

from dataclasses import dataclass

IDEA = "A bench under the plane tree, so that older people can rest on their way home."
PLACE = "The passage behind the station: it is dark there, and nobody cleans it."


@dataclass(frozen=True, slots=True)
class Step:
    """What a person does (writes something, or presses the button with this label) and what the answer must say."""

    says: str
    presses: str
    expects: str


def _says(text: str, expects: str) -> Step:
    return Step(text, "", expects)


def _presses(label: str, expects: str) -> Step:
    return Step("", label, expects)


JOURNEY = (
    _says("/start aROLL", "Please choose your language"),
    _presses("English", "Police: 110"),
    _presses("I agree", "What would you like to do?"),
    _presses("The nine goals", "The programme works for these nine goals"),
    _presses("Streets and green places", "Slower traffic and safe ways to school"),
    _presses("Suggest an idea", "Use your own words"),
    _says(IDEA, IDEA),
    _presses("Send", "has arrived"),
    _says("/surveys", "How safe do you feel here?"),
    _presses("How safe do you feel here?", "It has 5 questions"),
    _presses("▶️ Start", "Question 1 of 5"),
    _presses("🙂", "Question 2 of 5"),
    _presses("3", "Question 3 of 5"),
    _presses("Yes", "Question 4 of 5"),
    _presses("Better light", "Question 4 of 5"),
    _presses("Cleaner streets", "Question 4 of 5"),
    _presses("Done", "Question 5 of 5"),
    _says(PLACE, "Your answers are saved"),
)

STORED = {
    "people": "language = 'en' AND area_id IS NOT NULL",
    "consents": "person_id IS NOT NULL",
    "dialogs": "person_id IS NOT NULL",
    "ideas": f"goal = 3 AND area_id IS NOT NULL AND text = '{IDEA}'",
    "sessions": "state = 'finished'",
    "answers": "state = 'given' AND area_id IS NOT NULL AND goal = 7",
}
"""What must stand in the database for each person afterwards: one row a table, five answers."""
