"""How an idea stands, in the team's words: for the desk and for exports. The author reads sentences instead."""

from __future__ import annotations

from bot.core.text import N_

STATUSES = {
    "new": N_("New"),
    "seen": N_("Seen"),
    "answered": N_("Answered"),
    "in_talks": N_("In talks"),
    "aktionsfonds": N_("Aktionsfonds"),
    "projektfonds": N_("Projektfonds"),
    "passed_on": N_("Passed on"),
    "done": N_("Carried out"),
    "not_possible": N_("Not possible"),
    "duplicate": N_("Duplicate"),
    "withdrawn": N_("Withdrawn"),
}
