"""Inviting somebody to the team: as what, where, under which label; and taking an invitation back."""

from __future__ import annotations

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.services import areas as area_service
from bot.services import invites as service
from bot.services import team
from bot.views import team as views
from db import audit, invites
from db.areas import Place
from handlers.call import Call
from handlers.staff.team import in_district, own_areas


def role(call: Call) -> Screen:
    """As what? Nobody gives more than they hold."""
    return views.which_role(call.t, team.giveable(call.posts))


def where(call: Call) -> Screen:
    """For which of one's areas? Where there is only one it is not asked; those who have all choose a district first."""
    chosen, choice = _role(call), own_areas(call.tx, call.world, call.scope("lead"))
    if chosen == "admin":
        return _ask(call, chosen, None)
    if call.scope("lead") is None:
        if not call.arg(1):
            return views.districts(call.t, area_service.districts(choice), "team.where", chosen)
        choice = in_district(choice, call.number(1))
    return _ask(call, chosen, choice[0]) if len(choice) == 1 else views.which_area(call.t, chosen, choice)


def label(call: Call) -> Screen:
    return _ask(call, *_asked_for(call))


def _ask(call: Call, chosen: str, area: Place | None) -> Screen:
    call.ask(_question(chosen, area))
    return views.ask_label(call.t, chosen, area)


def _question(chosen: str, area: Place | None) -> str:
    return f"invite:{chosen}:{area.id if area else 0}"


def make(call: Call) -> Screen:
    """Without a label. A second tap makes no second invitation: it is only made while its label is asked for."""
    chosen, area = _asked_for(call)
    if call.me.asked != _question(chosen, area):
        return listed(call, call.t("This button is out of date."))
    return _made(call, chosen, area, None)


def answered(call: Call) -> Screen:
    """The label, as it was typed."""
    chosen, area = _asked_for(call)
    return _made(call, chosen, area, service.label_of(call.text))


def _made(call: Call, chosen: str, area: Place | None, who: str | None) -> Screen:
    area_id = area.id if area else None
    by = team.acting(call.posts, area_id)
    token = service.make(call.tx, chosen, area_id, by, call.now, who)
    call.ask("")
    made = invites.Open(0, chosen, area.name if area else None, who, call.now + service.VALID)
    return views.link(call.t, made, service.link(call.world, token))


def listed(call: Call, remark: str = "") -> Screen:
    found = invites.open_ones(call.tx, call.scope("lead"), call.now, views.MOST_INVITES + 1)
    return views.invites(call.t, found, remark)


def opened(call: Call) -> Screen:
    return listed(call)


def recall(call: Call) -> Screen:
    """Takes one back. One for another team is answered like one that there is not."""
    by = next((post.staff_id for post in call.posts if post.may("lead")), None)
    done = service.take_back(call.tx, call.number(0), call.scope("lead"), by, call.now)
    if not done and not invites.is_of(call.tx, call.number(0), call.scope("lead")):
        audit.record(call.tx, by, "denied", f"invite:{call.number(0)}", call.now)
    told = call.t("It is taken back. The link no longer works.")
    return listed(call, told if done else call.t("This button is out of date."))


def _role(call: Call) -> str:
    if call.arg(0) not in team.giveable(call.posts):
        raise Outdated()
    return call.arg(0)


def _asked_for(call: Call) -> tuple[str, Place | None]:
    """Role and area that a button or question names, as far as this person may give them."""
    chosen, number = _role(call), call.number(1)
    mine = {area.id: area for area in own_areas(call.tx, call.world, call.scope("lead"))}
    if (chosen == "admin") != (number == 0) or (number and number not in mine):
        raise Outdated()
    return chosen, mine.get(number)
