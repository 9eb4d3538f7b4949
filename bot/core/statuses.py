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

CHOICE = ("answered", "in_talks", "aktionsfonds", "projektfonds", "passed_on", "done", "not_possible")
"""What the team chooses itself. A duplicate comes of two ideas, and only the author takes one back."""

SILENT = ("in_talks", "aktionsfonds", "projektfonds")
"""Steps on the way, which may come without a sentence. What ends the way always says why."""

OFFICES = {
    "ordnungsamt": N_("the Ordnungsamt (public order office)"),
    "bsr": N_("the BSR (city cleaning)"),
    "district": N_("the district office"),
}
"""To whom ideas are passed on, in words that fit into a sentence; others are typed."""
