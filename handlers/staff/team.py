"""Who is staff: an invite that is accepted, the list of the team, changing and ending a role."""

from __future__ import annotations

from dataclasses import replace

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.services import areas as area_service
from bot.services import invites
from bot.services import team as service
from bot.services.world import World
from bot.views import staff as staff_views
from bot.views import team as views
from db import audit
from db.areas import Place
from db.reach import Areas
from db.session import Tx
from db.staff import ANY_ROLE
from db.team import Member
from handlers.call import Call


def accept(call: Call, token: str) -> Screen:
    """An invite's link. A wrong one is no refusal: that would roll back the count of wrong ones."""
    reply = invites.accept(call.tx, call.me, token, call.now)
    if reply.kind == "accepted":
        return replace(staff_views.welcome(call.t, reply), language=call.t.code)
    if reply.kind == "held":
        return staff_views.held(call.t)
    return (
        staff_views.later(call.t)
        if reply.kind == "later"
        else staff_views.wrong(call.t, is_staff=bool(call.posts))
    )


def overview(call: Call) -> Screen:
    return listed(call)


def listed(call: Call, area: int = 0, page: int = 0, remark: str = "") -> Screen:
    """Who works where this person works, or in one of these areas."""
    scope, leads = call.scope(ANY_ROLE), call.scope("lead")
    shown = service.listed(call.tx, call.posts, call.me.id, scope, leads, area, page, call.now)
    return views.listed(call.t, shown, call.me.id, remark)


def turned(call: Call) -> Screen:
    """A page, perhaps of one area alone. One of another team is answered like one that there is not."""
    area, page = (call.number(at) if call.arg(at) else 0 for at in (0, 1))
    if area and area not in {one.id for one in own_areas(call.tx, call.world, call.scope(ANY_ROLE))}:
        raise Outdated()
    return listed(call, area, page)


def own_areas(tx: Tx, world: World, scope: Areas) -> list[Place]:
    return [area for area in area_service.served(tx, world) if scope is None or area.id in scope]


def areas(call: Call) -> Screen:
    """Which team? Those who have all choose a district first."""
    choice = own_areas(call.tx, call.world, call.scope(ANY_ROLE))
    if call.scope(ANY_ROLE) is None:
        names = area_service.districts(choice)
        if not call.arg(0):
            return views.districts(call.t, names, "team.areas")
        choice = in_district(choice, call.number(0))
    return views.areas(call.t, choice)


def in_district(choice: list[Place], at: int) -> list[Place]:
    """Those in the district that a button names by its place."""
    names = area_service.districts(choice)
    if at >= len(names):
        raise Outdated()
    return [area for area in choice if area.district == names[at]]


def _member(call: Call) -> Member | None:
    return service.managed(call.tx, call.posts, call.me.id, call.number(0), call.scope("lead"))


def _gone(call: Call) -> Screen:
    """No such role, or none of this person's business: both look alike, and are noted."""
    audit.record(call.tx, call.posts[0].staff_id, "denied", f"staff:{call.number(0)}", call.now)
    return listed(call, remark=call.t("This button is out of date."))


def member(call: Call) -> Screen:
    found = _member(call)
    if found is None:
        return _gone(call)
    return views.member(call.t, found, changes=bool(service.roles_for(call.posts, found)))


def roles(call: Call) -> Screen:
    found = _member(call)
    choice = service.roles_for(call.posts, found) if found else []
    return views.roles(call.t, found, choice) if found and choice else _gone(call)


def ask(call: Call) -> Screen:
    found = _member(call)
    if found is None or call.arg(1) not in service.roles_for(call.posts, found):
        return _gone(call)
    return views.sure_to_change(call.t, found, call.arg(1))


def set_(call: Call) -> Screen:
    found = _member(call)
    return _after(call, found, service.change(call.tx, call.me.id, call.number(0), call.arg(1), call.now))


def remove(call: Call) -> Screen:
    found = _member(call)
    return views.sure_to_remove(call.t, found) if found else _gone(call)


def removed(call: Call) -> Screen:
    found = _member(call)
    return _after(call, found, service.remove(call.tx, call.me.id, call.number(0), call.now))


def _after(call: Call, found: Member | None, done: service.Done) -> Screen:
    """The list again; whoever may do more or less now gets a command menu that says so."""
    if done == "gone" or found is None:
        return _gone(call)
    screen = listed(call, remark=call.t("Done. They are told.") if done == "done" else "")
    return replace(screen, menu_of=found.person_id)


def leave(call: Call) -> Screen:
    """Asks before one's own role ends; with several roles, first which one."""
    mine = service.own_all(call.tx, call.me.id)
    if call.arg(0):
        mine = [one for one in mine if one.staff_id == call.number(0)]
    if not mine:
        return _gone(call)
    return views.sure_to_leave(call.t, mine[0]) if len(mine) == 1 else views.leaving(call.t, mine)


def left(call: Call) -> Screen:
    gone = service.leave(call.tx, call.me.id, call.number(0), call.now)
    if gone is None:
        return _gone(call)
    return replace(staff_views.ended(call.t, gone.area or ""), language=call.t.code)
