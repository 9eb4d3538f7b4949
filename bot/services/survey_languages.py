"""In which language a survey is shown where it is not there in somebody's own."""

from __future__ import annotations

from bot.core.definition import pick
from bot.core.questions import Texts
from bot.services.sessions import Stand
from bot.services.surveys import Entry
from bot.services.world import World


def question_shown_in(world: World, here: Stand, language: str) -> str:
    """The name of the language in which the question has to be shown, if it is not there in this one."""
    question = here.question
    options = [option.texts for option in question.options]
    return _shown_in(world, [question.text, question.low, question.high, *options], language)


def intro_shown_in(world: World, entry: Entry, language: str) -> str:
    return _shown_in(world, [entry.definition.title, entry.definition.intro], language)


def _shown_in(world: World, texts: list[Texts | None], language: str) -> str:
    codes = [code for code in (pick(text, language)[1] for text in texts) if code not in ("", language)]
    if not codes:
        return ""
    return world.catalogues.own_name(codes[0]) if codes[0] in world.catalogues.codes else codes[0]
