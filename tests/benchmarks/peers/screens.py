"""What the peers show: the sentences and buttons that the journey meets, as long as Kiezstimme's own."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

Button = tuple[str, str]
LANGUAGES = (("English", "en"), ("Deutsch", "de"), ("Türkçe", "tr"), ("العربية", "ar"))
GOALS = {
    1: "💼 Work",
    2: "🎓 Learning",
    3: "🌳 Streets and green places",
    4: "🏠 Help and meeting places",
    5: "🎭 Culture",
    6: "🍎 Health and sport",
    7: "🔦 Feeling safe",
    8: "🤝 Living together",
    9: "🗳️ Having a say",
}
NOTICE = """• Responsible: {operator}.
• We store what you write here, your language and your neighbourhood, so that the team can answer.
• We keep it until you delete it. You can see and delete everything at any time.
• Telegram can read the messages too. You can also simply go to the office or write a letter.
• Please write no names of other people and nothing about illnesses.
• This is not for emergencies. Police: 110. Fire brigade and ambulance: 112."""
ABOUT = """Streets, squares, courtyards and playgrounds should be clean, green and pleasant for everyone.

What this can be:

• More trees, benches and shade
• Slower traffic and safe ways to school
• Playgrounds and courtyards that are repaired

Show us a place that should be better. A photo and the place help us."""
SURVEY: dict[str, Any] = {
    "title": "How safe do you feel here?",
    "intro": "We would like to know where people feel safe in the neighbourhood, and where they do not.",
    "questions": [
        {
            "name": "day",
            "text": "How do you feel when you walk through the neighbourhood during the day?",
            "options": [["1", "😡"], ["2", "🙁"], ["3", "😐"], ["4", "🙂"], ["5", "😀"]],
        },
        {
            "name": "dark",
            "text": "How safe do you feel here after dark?\n\n1 = not safe at all\n5 = very safe",
            "options": [[n, n] for n in "12345"],
        },
        {
            "name": "avoid",
            "text": "Are there places here that you avoid?",
            "options": [["yes", "Yes"], ["no", "No"]],
        },
        {
            "name": "would_help",
            "text": "What would make you feel safer?\n\nYou can choose more than one answer. Then press “Done”.",
            "several": True,
            "options": [
                ["light", "Better light"],
                ["clean", "Cleaner streets and parks"],
                ["people", "More life outside"],
                ["contact", "Someone to turn to on the street"],
                ["traffic", "Slower traffic"],
                ["nothing", "I feel safe already"],
            ],
        },
        {
            "name": "place",
            "text": "Which place should we look at, and why?\n\n"
            "Please write your answer as a message. Please do not write names or phone numbers.",
            "options": [],
        },
    ],
}
HOME: Button = ("🏠 Start page", "home")


@dataclass(frozen=True, slots=True)
class Screen:
    """Text in Telegram's HTML, and rows of buttons (label, data)."""

    text: str
    rows: tuple[tuple[Button, ...], ...]


def _pairs(buttons: list[Button]) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def languages(payload: str) -> Screen:
    buttons = [(name, f"start.language:{code}~{payload}") for name, code in LANGUAGES]
    return Screen("<b>Welcome to Kiezstimme</b>\n\nPlease choose your language.", _pairs(buttons))


def notice(language: str, payload: str, area: str) -> Screen:
    text = (
        "<b>Your voice for the neighbourhood</b>\n\n"
        "Here you can tell your neighbourhood team what you wish for, and get an answer in your language.\n\n"
        f"This link is from the neighbourhood {escape(area)}.\n\n<b>Before we begin</b>\n\n"
        + NOTICE.format(operator="Quartiersmanagement Probe")
    )
    agree = ("✅ I agree and I am 16 or older", f"start.agree:{language}~{payload}")
    return Screen(
        text,
        (
            (agree,),
            (("📄 The full notice", "privacy"), ("🌐 Language", "language")),
            (("No, I only want to read", "start.decline"),),
        ),
    )


def home(area: str) -> Screen:
    text = (
        f"<b>Kiezstimme</b>\n\nYou are in the neighbourhood {escape(area)}.\n\nWhat would you like to do?"
    )
    buttons = [
        ("💡 Suggest an idea", "idea.new"),
        ("🎯 The nine goals", "goals"),
        ("📋 Surveys", "survey.list"),
        ("📨 My ideas", "idea.mine"),
        ("👤 My data", "me"),
        ("📍 Neighbourhood", "area"),
        ("🌐 Language", "language"),
        ("❓ Help", "help"),
        ("📄 Data protection", "privacy"),
    ]
    return Screen(text, _pairs(buttons))


def goals() -> Screen:
    text = (
        "<b>Nine goals for your neighbourhood</b>\n\nThe programme works for these nine goals. "
        "Tap on one to read what it means and what you can do."
    )
    return Screen(text, (*_pairs([(f"{n} {name}", f"goal:{n}") for n, name in GOALS.items()]), (HOME,)))


def goal(number: int, ideas: int, area: str) -> Screen:
    here = (
        f"{ideas} ideas so far in {area}."
        if ideas
        else f"No ideas so far in {area}. Yours can be the first!"
    )
    official = "Official name in German: Z3 Bessere Qualität des Wohn- und Lebensraums"
    text = f"<b>{number} {GOALS[number]}</b>\n\n{ABOUT}\n\n💡 {escape(here)}\n\n<i>{official}</i>"
    turn = (("Previous goal", f"goal:{(number - 2) % 9 + 1}"), ("Next goal", f"goal:{number % 9 + 1}"))
    new, bell = (
        ("💡 Suggest an idea for this goal", f"idea.new:{number}"),
        ("🔔 Get news about this goal", "bell"),
    )
    return Screen(text, ((new,), (bell,), turn, (("🎯 All goals", "goals"), HOME)))


def idea_new(number: int) -> Screen:
    text = (
        f"<b>What would you like to suggest?</b>\n\nGoal: {GOALS[number]}\n\n"
        "Use your own words and your language, for example: “We need a bench at the bus stop.”\n\n"
        "You can also send photos, voice messages or a place (📎 and then location)."
    )
    return Screen(text, ((HOME,),))


def review(idea: str, number: int, area: str) -> Screen:
    text = (
        f"<b>Your idea</b>\n\n{escape(idea)}\n\nGoal: {GOALS[number]}\nNeighbourhood: {escape(area)}\n\n"
        "Is this right? You can still send more: text, photos, voice messages or a place."
    )
    return Screen(
        text,
        (
            (("✅ Send", "idea.send"),),
            (("🎯 Change the goal", "idea.goals"), ("➕ Other goals", "idea.others")),
            (("✏️ Write it anew", "idea.write"), ("📍 Change the neighbourhood", "area")),
            (("🗑️ Throw away", "idea.discard"), HOME),
        ),
    )


def receipt(name: str, number: int, area: str) -> Screen:
    text = (
        f"<b>✅ Thank you! Your idea {name} has arrived.</b>\n\nGoal: {GOALS[number]}\n"
        f"Neighbourhood: {escape(area)}\n\nThe team reads it. You get an answer here, in your language.\n\n"
        "Shall we tell you what happens here?"
    )
    hear = ((("🔔 Yes, everything", "me.hear:all"),), (("✏️ Let me choose", "me.topics:new"),))
    rest = (("📨 My ideas", "idea.mine"), ("💡 Another idea", "idea.new"))
    return Screen(text, (*hear, (("💬 No, only answers to me", "me.hear:answers"),), rest, (HOME,)))


def surveys(titles: list[tuple[int, str, int]], area: str) -> Screen:
    """`titles`: id, title, number of questions."""
    lines = "\n".join(f"📋 {escape(title)} – {count} questions" for _, title, count in titles)
    buttons = tuple(((f"📋 {title}", f"survey.open:{id_}"),) for id_, title, _ in titles)
    return Screen(f"<b>Surveys in {escape(area)}</b>\n\n{lines}", (*buttons, (HOME,)))


def intro(id_: int, definition: dict[str, Any], area: str) -> Screen:
    text = (
        f"<b>{escape(definition['title'])}</b>\n\n{escape(definition['intro'])}\n\n"
        f"• It has {len(definition['questions'])} questions.\n"
        "• You can skip questions, stop, and go on another day.\n"
        f"• The team of {escape(area)} sees the answers without your name.\n"
        "• Results are shown only for groups of five people or more.\n"
        "• Telegram can read the messages in this chat."
    )
    return Screen(text, ((("▶️ Start", f"survey.start:{id_}"), ("Not now", "home")),))


def question(session: int, number: int, definition: dict[str, Any], chosen: list[str]) -> Screen:
    """`number` counts from 1."""
    asked, count = definition["questions"][number - 1], len(definition["questions"])
    text = f"<b>Question {number} of {count}</b>\n\n{escape(asked['text'])}"
    at = f"{session}:{number}"
    if asked.get("several"):
        marks = [("☑️" if id_ in chosen else "⬜️", id_, label) for id_, label in asked["options"]]
        rows = tuple(((f"{m} {label}", f"survey.tick:{at}:{id_}"),) for m, id_, label in marks)
        rows = (*rows, (("✅ Done", f"survey.done:{at}"),))
    else:
        rows = (tuple((label, f"survey.pick:{at}:{id_}") for id_, label in asked["options"]),)
    rest = [("↩️ Back", f"survey.back:{at}"), ("⏩ Skip", f"survey.skip:{at}")] if number > 1 else []
    rest += [("🌐 Language", "language"), ("⏸️ Pause", "survey.pause")]
    return Screen(text, (*(row for row in rows if row), *_pairs(rest)))


def thanks(area: str) -> Screen:
    text = (
        f"<b>🙏 Thank you!</b>\n\nYour answers are saved. The team of {escape(area)} looks at all answers together, "
        "without names.\n\nIt uses them when it plans what to do in the neighbourhood. Results are shown only for "
        "groups of five people or more."
    )
    return Screen(text, ((("💡 Suggest an idea", "idea.new"),), (("📋 Surveys", "survey.list"), HOME)))
