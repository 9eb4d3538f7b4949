"""What came of a survey: said once, whoever presses at the same moment."""

from __future__ import annotations

from typing import Any

import pytest

from bot.delivery import bulk
from bot.services import outcomes, survey_life
from db.audience import Audience
from db.session import Tx
from db.tables import Broadcast, Survey
from tests.chat import Bot
from tests.test_broadcasts import follower
from tests.test_events import at_once
from tests.test_survey_life import published, ticks


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.postgresql
def test_two_leads_who_send_what_came_of_it_at_once_send_it_once(bot: Bot) -> None:
    follower(bot)
    lead = published(bot)
    ticks(bot, minutes=1)
    survey = bot.rows(Survey)[0].id
    lead.presses(f"outcome.write:{survey}:en").says("The lamps are mended.")
    here: Any = bot.does(lambda tx: survey_life.opened(tx, survey, None))

    def sends(tx: Tx) -> None:
        found = outcomes.held(tx, here, bot.clock())
        if not found.sent:
            content = {"round": found.round_id, "texts": found.texts, "marks": {}}
            bulk.start(tx, bot.world, "outcome", content, Audience(None), bot.clock())

    at_once(bot, sends, sends)
    assert [row.kind for row in bot.rows(Broadcast)] == ["round", "outcome"]
