"""Ready surveys in our own words: every sentence is translated in the catalogues."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.text import N_


@dataclass(frozen=True, slots=True)
class Ask:
    """A question of a template; `choices` are (id, sentence)."""

    name: str
    kind: str
    text: str
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    low: str = ""
    high: str = ""
    relevant: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A ready survey, filed under a goal."""

    goal: int
    title: str
    intro: str
    questions: tuple[Ask, ...]


TEMPLATES: dict[str, Template] = {
    "safety": Template(
        goal=7,
        title=N_("How safe do you feel here?"),
        intro=N_(
            "We would like to know where people feel safe in the neighbourhood, and where they do not."
        ),
        questions=(
            Ask(
                "day",
                "smileys",
                N_("How do you feel when you walk through the neighbourhood during the day?"),
            ),
            Ask(
                "dark",
                "scale",
                N_("How safe do you feel here after dark?"),
                low=N_("not safe at all"),
                high=N_("very safe"),
            ),
            Ask("avoid", "yes_no", N_("Are there places here that you avoid?")),
            Ask(
                "would_help",
                "several",
                N_("What would make you feel safer?"),
                required=False,
                choices=(
                    ("light", N_("Better light")),
                    ("clean", N_("Cleaner streets and parks")),
                    ("people", N_("More life outside")),
                    ("contact", N_("Someone to turn to on the street")),
                    ("traffic", N_("Slower traffic")),
                    ("nothing", N_("I feel safe already")),
                ),
            ),
            Ask("place", "text", N_("Which place should we look at, and why?"), required=False),
        ),
    ),
    "together": Template(
        goal=8,
        title=N_("Living together in the neighbourhood"),
        intro=N_(
            "We would like to know how neighbours get on with each other, and what they would like to do together."
        ),
        questions=(
            Ask("mood", "smileys", N_("How do you like living here?")),
            Ask(
                "talk",
                "single",
                N_("How often do you talk with neighbours who speak another language at home?"),
                choices=(
                    ("daily", N_("Almost every day")),
                    ("weekly", N_("About once a week")),
                    ("rarely", N_("Rarely")),
                    ("never", N_("Never")),
                ),
            ),
            Ask(
                "belong",
                "scale",
                N_("How much do you feel that you belong here?"),
                low=N_("not at all"),
                high=N_("very much"),
            ),
            Ask(
                "join",
                "several",
                N_("What would you like to join?"),
                required=False,
                choices=(
                    ("cook", N_("Cooking and eating together")),
                    ("language", N_("Learning a language from each other")),
                    ("party", N_("A street party")),
                    ("sport", N_("Sport")),
                    ("garden", N_("Gardening together")),
                    ("advice", N_("Help with letters and offices")),
                ),
            ),
            Ask(
                "wish", "text", N_("What should change so that people here get on better?"), required=False
            ),
        ),
    ),
    "taking_part": Template(
        goal=9,
        title=N_("Having a say in the neighbourhood"),
        intro=N_(
            "We would like to know whether people here can take part in what is decided, and what keeps them from it."
        ),
        questions=(
            Ask(
                "informed",
                "scale",
                N_("How well do you know what is being decided in the neighbourhood?"),
                low=N_("not at all"),
                high=N_("very well"),
            ),
            Ask(
                "took_part",
                "yes_no",
                N_("Have you taken part in something in the last year, such as a meeting or a vote?"),
            ),
            Ask(
                "hindered",
                "several",
                N_("What kept you from it?"),
                required=False,
                choices=(
                    ("time", N_("I had no time")),
                    ("unknown", N_("I did not know about it")),
                    ("language", N_("It was not in my language")),
                    ("children", N_("Nobody could look after my children")),
                    ("way", N_("I cannot get there easily")),
                    ("use", N_("I think that it changes nothing")),
                ),
                relevant="${took_part} = 'no'",
            ),
            Ask(
                "best",
                "single",
                N_("How would you like best to have a say?"),
                choices=(
                    ("phone", N_("Here, on my phone")),
                    ("meeting", N_("At a meeting")),
                    ("street", N_("When somebody asks me on the street")),
                    ("paper", N_("On paper")),
                ),
            ),
            Ask("next", "text", N_("What should be talked about next?"), required=False),
        ),
    ),
    "after_event": Template(
        goal=9,
        title=N_("How was it?"),
        intro=N_("You were there. Please tell us in a minute how it was."),
        questions=(
            Ask("mood", "smileys", N_("How did you like it?")),
            Ask("understood", "yes_no", N_("Could you understand everything that was said?")),
            Ask(
                "liked",
                "several",
                N_("What was good?"),
                required=False,
                choices=(
                    ("people", N_("Meeting people")),
                    ("food", N_("Food and drink")),
                    ("children", N_("Something for children")),
                    ("learned", N_("Learning something")),
                    ("place", N_("The place")),
                ),
            ),
            Ask("better", "text", N_("What should be different next time?"), required=False),
        ),
    ),
    "week": Template(
        goal=9,
        title=N_("One question this week"),
        intro=N_("One tap, and you are done."),
        questions=(Ask("week", "smileys", N_("How was this week in the neighbourhood?")),),
    ),
}


def definition(template: Template, translators: Mapping[str, Callable[[str], str]]) -> dict[str, Any]:
    """The template as data, with every text in each of these languages."""

    def texts(msgid: str) -> dict[str, str]:
        return {code: t(msgid) for code, t in translators.items()}

    def question(ask: Ask) -> dict[str, Any]:
        data: dict[str, Any] = {
            "name": ask.name,
            "kind": ask.kind,
            "text": texts(ask.text),
            "required": ask.required,
        }
        if ask.choices:
            data["options"] = [{"id": id_, "text": texts(text)} for id_, text in ask.choices]
        if ask.relevant:
            data["relevant"] = ask.relevant
        if ask.low:
            data |= {"low": texts(ask.low), "high": texts(ask.high), "points": 5}
        return data

    return {
        "title": texts(template.title),
        "intro": texts(template.intro),
        "questions": [question(ask) for ask in template.questions],
    }
