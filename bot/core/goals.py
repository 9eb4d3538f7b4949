"""The nine goals of the programme, in plain words. Fixed: a goal is a number from 1 to 9.

Source: the programme's strategic goals Z1 to Z9. The text of Z7 is this project's own, since the source gives none.
The fields of action since 2021 are official for HF3 (Z3 and Z7); the rest of the mapping is this project's reading.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.text import N_


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal: a sign, a short name, what it is about, examples, what a resident can do."""

    number: int
    sign: str
    official: str
    fields: tuple[str, ...]
    name: str
    about: str
    examples: tuple[str, str, str]
    you_can: str

    @property
    def code(self) -> str:
        return f"Z{self.number}"


GOALS: dict[int, Goal] = {
    goal.number: goal
    for goal in (
        Goal(
            1,
            "💼",
            "Mehr Chancen auf dem Arbeitsmarkt",
            ("HF5", "HF2"),
            N_("Work"),
            N_(
                "People here should find work more easily, and shops and small firms should stay in the neighbourhood."
            ),
            (
                N_("Help with job applications near your home"),
                N_("Advice for people who want to open a business"),
                N_("Local firms that offer training places"),
            ),
            N_("Tell us what would help you or your neighbours to find work."),
        ),
        Goal(
            2,
            "🎓",
            "Mehr Fort- und Weiterbildung",
            ("HF2",),
            N_("Learning"),
            N_("Everyone should be able to learn something new, at any age, and get ready for a job."),
            (
                N_("Courses close by and at times that suit parents"),
                N_("Help for young people to choose a job"),
                N_("Help with homework, computers or reading"),
            ),
            N_("Tell us what you would like to learn, or what you could teach others."),
        ),
        Goal(
            3,
            "🌳",
            "Bessere Qualität des Wohn- und Lebensraums",
            ("HF3",),
            N_("Streets and green places"),
            N_(
                "Streets, squares, courtyards and playgrounds should be clean, green and pleasant for everyone."
            ),
            (
                N_("More trees, benches and shade"),
                N_("Slower traffic and safe ways to school"),
                N_("Playgrounds and courtyards that are repaired"),
            ),
            N_("Show us a place that should be better. A photo and the place help us."),
        ),
        Goal(
            4,
            "🏠",
            "Bewohneradäquate soziale Infrastruktur",
            ("HF1",),
            N_("Help and meeting places"),
            N_("There should be places nearby where people get advice and help, and where they can meet."),
            (
                N_("A family centre or a place for older people"),
                N_("Advice about rent, debts or letters from offices"),
                N_("Rooms that neighbours may use"),
            ),
            N_("Tell us which help is missing, or where you could help."),
        ),
        Goal(
            5,
            "🎭",
            "Bewohneradäquate Stadtteilkultur",
            ("HF1",),
            N_("Culture"),
            N_(
                "Art, music and festivals should come from the people who live here and show what the neighbourhood is."
            ),
            (
                N_("A street festival or an open-air cinema"),
                N_("A choir, a theatre group or a painted wall"),
                N_("Stories and photos of the neighbourhood"),
            ),
            N_(
                "Tell us what you would like to see, or what you can do on a stage, a wall or in the kitchen."
            ),
        ),
        Goal(
            6,
            "🍎",
            "Besseres Gesundheitsniveau",
            ("HF4",),
            N_("Health and sport"),
            N_(
                "Everyone should be able to live healthily: with exercise, good food and a doctor who understands them."
            ),
            (
                N_("Sport for women, children or older people"),
                N_("Cooking together"),
                N_("Health advice in several languages"),
            ),
            N_("Tell us what would keep people here healthy. Please do not write about your own illness."),
        ),
        Goal(
            7,
            "🔦",
            "Besseres Sicherheitsniveau und Stärkung des subjektiven Sicherheitsempfindens",
            ("HF3", "HF4"),
            N_("Feeling safe"),
            N_(
                "Everyone should feel safe here, day and night. The programme has no words for this goal; these are ours."
            ),
            (
                N_("Light on dark paths"),
                N_("People who help when there is a quarrel"),
                N_("Better contact between residents and the police"),
            ),
            N_(
                "Tell us where you do not feel safe and what would change that. In an emergency call 110 or 112."
            ),
        ),
        Goal(
            8,
            "🤝",
            "Mehr soziale und ethnische Integration",
            ("HF1",),
            N_("Living together"),
            N_("People of all origins and ages should get to know each other and get on well together."),
            (
                N_("A language café or a women's breakfast"),
                N_("A garden that neighbours look after together"),
                N_("Help to settle conflicts in the house"),
            ),
            N_("Tell us how neighbours could get to know each other."),
        ),
        Goal(
            9,
            "🗳️",
            "Mehr Partizipation der Bewohner und Akteure",
            ("HF5",),
            N_("Having a say"),
            N_(
                "Everyone should know what is planned here and have a say in it, whatever their passport or language."
            ),
            (
                N_("News in several languages"),
                N_("A neighbourhood council that everyone can join"),
                N_("Small sums of money for residents' own projects"),
            ),
            N_("Tell us what you want to decide with us, and how we can reach more people."),
        ),
    )
}


def goal_of(text: str) -> Goal | None:
    """The goal behind a number or a code such as Z3, or None."""
    digits = text.removeprefix("Z")
    return GOALS.get(int(digits)) if digits.isascii() and digits.isdigit() and len(digits) == 1 else None
