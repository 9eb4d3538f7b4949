"""A survey of one question of every kind, for tests: its texts stand in German and English, one also in Turkish."""

from __future__ import annotations

from typing import Any

from bot.services import publishing
from tests.chat import Bot, Resident


def texts(english: str, german: str = "", turkish: str = "") -> dict[str, str]:
    every = {"en": english, "de": german or f"DE {english}", "tr": turkish}
    return {code: text for code, text in every.items() if text}


def choices(*labels: str) -> list[dict[str, Any]]:
    return [{"id": label.lower().replace(" ", "_"), "text": texts(label)} for label in labels]


QUESTIONS: list[dict[str, Any]] = [
    {
        "name": "safe",
        "kind": "yes_no",
        "text": texts("Are you safe?", turkish="Güvende misiniz?"),
        "required": True,
    },
    {
        "name": "where",
        "kind": "single",
        "text": texts("Where do you sit?"),
        "options": choices("Bench", "Wall"),
    },
    {
        "name": "wants",
        "kind": "several",
        "text": texts("What is missing?"),
        "options": choices("Light", "Trees", "Shade"),
    },
    {
        "name": "dark",
        "kind": "scale",
        "text": texts("After dark?"),
        "low": texts("bad"),
        "high": texts("good"),
    },
    {"name": "mood", "kind": "smileys", "text": texts("How is it here?")},
    {"name": "wish", "kind": "text", "text": texts("Your wish?")},
]


def publish(
    bot: Bot,
    *names: str,
    order: tuple[str, ...] = (),
    area: str | None = None,
    slug: str = "probe",
    **when: Any,
) -> int:
    """Opens a survey of the questions of these names (all without names), in one area or in all."""
    asked = [question for question in QUESTIONS if not names or question["name"] in names]
    asked.sort(key=lambda question: order.index(question["name"]) if order else 0)
    return publish_questions(bot, asked, area, slug, **when)


def asked(kind: str, name: str = "it", **more: Any) -> dict[str, Any]:
    """One question of a kind."""
    return {"name": name, "kind": kind, "text": texts(f"About {name}?"), **more}


def publish_questions(
    bot: Bot, asked: list[dict[str, Any]], area: str | None = None, slug: str = "probe", **when: Any
) -> int:
    """Opens a survey of these questions."""
    definition = {"title": texts("The probe"), "intro": texts("About your street."), "questions": asked}
    what: dict[str, Any] = {
        "slug": slug,
        "goal": 3,
        "area_id": bot.area(area) if area else None,
        "definition": definition,
    }
    what |= {"now": bot.clock(), **when}
    return int(bot.does(lambda tx: publishing.publish_definition(tx, **what)))


def begun(resident: Resident) -> Resident:
    """At the first question of the survey."""
    return resident.says("/surveys").taps("The probe").taps("Start")
