"""Who works where: the list of it, inviting, changing and ending roles; and that nobody raises themselves."""

from __future__ import annotations

import contextlib
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete

from bot import jobs
from bot.core.refused import Refused
from bot.services import invites, team
from bot.views import staff as staff_views
from db import people, staff
from db.concerns import READERS
from db.session import Database
from db.staff import Post
from db.tables import Audit, Invite, Staff
from db.tables.staff import ROLES
from db.team import Member
from tests.chat import BEGIN, Bot, Resident
from tests.test_invites import AREA, invited, roles, staff_id

OTHER = "flughafenstrasse"
STALE = "This button is out of date."


def named(bot: Bot, role: str, label: str, area: str | None = AREA, language: str = "en") -> Resident:
    """Somebody of the staff with a label."""
    someone = bot.resident(language, area or AREA)
    known, where = someone.known, bot.area(area) if area else None
    assert known is not None
    bot.does(lambda tx: staff.appoint(tx, known.id, where, role, bot.clock(), label))
    return someone


def role_of(bot: Bot, someone: Resident) -> str | None:
    known = someone.known
    assert known is not None
    posts = bot.does(lambda tx: staff.posts(tx, known.id))
    return posts[0].role if posts else None


def actions(bot: Bot) -> list[str]:
    return [row.action for row in bot.rows(Audit)]


def link_on(screen: str) -> str:
    found = re.search(r"\?start=(v\S{24})", screen)
    assert found, screen
    return found[1]


# --- the list ------------------------------------------------------------------------------------


def test_a_viewer_sees_who_works_in_their_area_and_cannot_act(bot: Bot) -> None:
    named(bot, "lead", "AB")
    viewer = bot.staff("viewer").says("/team")
    assert "📍 Rollbergsiedlung" in viewer.screen
    assert "AB: Team lead, since 23/11/2026" in viewer.screen
    assert f"No. {staff_id(bot, viewer)} (you): Viewer" in viewer.screen
    assert not [label for label in viewer.buttons if "AB" in label or "Invit" in label or "invit" in label]


def test_the_list_is_one_tap_from_the_desk(bot: Bot) -> None:
    assert "Who works here" in bot.staff("helper").says("/desk").taps("The team").screen


def test_nobody_sees_the_team_of_another_area_but_everybody_who_looks_after_all(bot: Bot) -> None:
    named(bot, "team", "Elsewhere", OTHER), named(bot, "admin", "Chief", None)
    lead = bot.staff("lead").says("/team")
    assert "Elsewhere" not in lead.screen
    assert "all neighbourhoods" in lead.screen
    assert "Chief: Admin" in lead.screen
    assert not [label for label in lead.buttons if "Chief" in label]
    theirs = lead.presses(f"team:{bot.area(OTHER)}:0").screen
    assert theirs == lead.presses("team:999999:0").screen
    assert STALE in theirs


def test_an_admin_finds_the_team_of_one_area(bot: Bot) -> None:
    named(bot, "team", "Here"), named(bot, "team", "There", OTHER)
    admin = bot.staff("admin", None).says("/team")
    assert "Here" in admin.screen
    assert "There" in admin.screen
    there = admin.taps("One neighbourhood").taps("Neukölln").taps("Flughafenstraße").screen
    assert "There" in there
    assert "Here: " not in there


def test_a_large_team_has_pages(bot: Bot) -> None:
    for n in range(team.PER_PAGE):
        named(bot, "viewer", f"V{n}")
    lead = bot.staff("lead").says("/team")
    assert "Page 1 of 2" in lead.screen
    last = lead.taps("Next page")
    assert f"V{team.PER_PAGE - 1}: Viewer" in last.screen
    assert "V0: " not in last.screen
    assert "V0: " in last.taps("Previous page").screen
    assert "Page 2 of 2" in last.presses("team:0:99999").screen


# --- inviting ------------------------------------------------------------------------------------


def test_a_lead_invites_somebody_under_a_label_and_hears_of_it(bot: Bot) -> None:
    lead = bot.staff("lead").says("/team").taps("Invite somebody").taps("Team member").says("Fr. K.")
    assert "Fr. K." in lead.screen
    newcomer = bot.resident().starts(link_on(lead.screen))
    assert "On the list of the team you stand as: Fr. K." in newcomer.screen
    assert "On the list of the team: Fr. K." in lead.screen
    assert "Fr. K.: Team member" in lead.taps("The team").screen
    assert lead.taps("Fr. K.").taps("End the role").taps("Yes").screen.count("Fr. K.") == 0
    assert role_of(bot, newcomer) is None


@pytest.mark.parametrize("role", ROLES)
def test_whoever_invites_and_whoever_comes_read_who_reads_private_messages(bot: Bot, role: str) -> None:
    admin, area = bot.staff("admin", None), 0 if role == "admin" else bot.area(AREA)
    admin.presses(f"team.label:{role}:{area}").taps("Skip")
    assert ("reads private messages" in admin.screen) == (role in READERS)
    newcomer = bot.resident().starts(link_on(admin.screen))
    assert ("You also read what people tell your team in private" in newcomer.screen) == (role in READERS)
    assert ("in the name of the team" in newcomer.screen) == (role in READERS)


def test_a_label_can_be_skipped(bot: Bot) -> None:
    lead = bot.staff("lead").says("/team").taps("Invite somebody").taps("Viewer").taps("Skip")
    newcomer = bot.resident().starts(link_on(lead.screen))
    assert "On the list" not in newcomer.screen
    assert f"No. {staff_id(bot, newcomer)}: Viewer" in lead.says("/team").screen


def test_whoever_taps_twice_makes_one_invitation(bot: Bot) -> None:
    lead = bot.staff("lead").says("/team").taps("Invite somebody").taps("Viewer")
    skip = f"team.make:viewer:{bot.area(AREA)}"
    assert "The invitation is ready." in lead.presses(skip).screen
    assert STALE in lead.presses(skip).screen
    assert "ready" not in lead.says("Fr. K.").screen
    assert bot.count(Invite) == 1


def test_a_label_is_short_and_can_be_seen(bot: Bot) -> None:
    lead = bot.staff("lead").says("/team").taps("Invite somebody").taps("Viewer")
    assert "at most 40" in lead.says("x" * 41).screen
    assert "a few letters" in lead.says("\u2800\u3164").screen
    assert "ready" in lead.says("x" * 40).screen
    assert [row.label for row in bot.rows(Invite)] == ["x" * 40]


def test_a_hostile_label_is_shown_as_it_is(bot: Bot) -> None:
    lead = bot.staff("lead").says("/team").taps("Invite somebody").taps("Viewer")
    lead.says("<b>{role}\n&\u202e=1+1")
    newcomer = bot.resident().starts(link_on(lead.screen))
    assert "<b>{role} &=1+1: Viewer" in lead.says("/team").screen
    assert "<b>{role} &=1+1" in newcomer.screen


def test_an_admin_chooses_district_and_area_and_may_invite_another_admin(bot: Bot) -> None:
    admin = bot.staff("admin", None).says("/team").taps("Invite somebody").taps("Team lead")
    admin.taps("Neukölln").taps("Flughafenstraße").taps("Skip")
    assert "Team lead, Flughafenstraße" in admin.screen
    admin.says("/team").taps("Invite somebody").taps("Admin").taps("Skip")
    assert "Admin, all neighbourhoods" in admin.screen
    assert role_of(bot, bot.resident().starts(link_on(admin.screen))) == "admin"


def test_open_invitations_are_listed_and_can_be_taken_back(bot: Bot) -> None:
    lead = bot.staff("lead").says("/team").taps("Invite somebody").taps("Helper").says("Onkel Ali")
    link = link_on(lead.screen)
    lead.says("/team").taps("Open invitations · 1")
    assert "Helper for languages, Rollbergsiedlung, Onkel Ali" in lead.screen
    assert "no longer works" in lead.taps("Take back: Onkel Ali").screen
    assert "does not work" in bot.resident().starts(link).screen
    assert [row.label for row in bot.rows(Invite)] == [None]
    assert "There is none at the moment." in lead.says("/team").taps("Open invitations · 0").screen
    assert actions(bot) == ["invite", "invite_taken_back"]


def test_an_invitation_of_another_area_is_none(bot: Bot) -> None:
    link = invited(bot, by=bot.staff("lead"))
    number, other = bot.rows(Invite)[0].id, bot.staff("lead", OTHER).says("/team")
    theirs = other.presses(f"team.recall:{number}").screen
    assert theirs == other.presses("team.recall:999999").screen
    assert actions(bot) == ["invite", "denied", "denied"]
    assert "Welcome" in bot.resident().starts(link).screen


def test_a_second_tap_on_what_is_taken_back_is_nothing_to_note(bot: Bot) -> None:
    invited(bot, by=(lead := bot.staff("lead")))
    number = bot.rows(Invite)[0].id
    lead.presses(f"team.recall:{number}").presses(f"team.recall:{number}")
    assert STALE in lead.screen
    assert actions(bot) == ["invite", "invite_taken_back"]


def test_labels_of_invitations_that_nobody_accepted_are_forgotten(bot: Bot) -> None:
    bot.staff("lead").says("/team").taps("Invite somebody").taps("Viewer").says("Fr. K.")
    jobs.tick(bot.database, bot.world, bot.clock())
    assert [row.label for row in bot.rows(Invite)] == ["Fr. K."]
    bot.passes(hours=25)
    jobs.tick(bot.database, bot.world, bot.clock())
    assert [row.label for row in bot.rows(Invite)] == [None]


# --- changing and ending a role ------------------------------------------------------------------


def test_a_lead_changes_a_role_and_the_person_is_told_in_their_language(bot: Bot) -> None:
    colleague = named(bot, "viewer", "AB", language="de")
    bot.staff("lead").says("/team").taps("AB").taps("Change the role").taps("Team member").taps("Yes")
    t = bot.world.catalogues.translator("de")
    assert t(staff_views._WELCOME["team"], area="Rollbergsiedlung") in colleague.screen
    assert role_of(bot, colleague) == "team"
    assert actions(bot) == ["role_changed:team"]


def test_a_lead_ends_a_role_and_the_person_is_told(bot: Bot) -> None:
    colleague = named(bot, "team", "AB")
    lead = bot.staff("lead").says("/team").taps("AB").taps("End the role")
    assert role_of(bot, colleague) == "team"
    assert "Done." in lead.taps("Yes").screen
    assert "You no longer have a role in the team of Rollbergsiedlung." in colleague.screen
    assert actions(bot) == ["staff_removed"]


def test_nobody_is_told_twice_by_a_second_tap(bot: Bot) -> None:
    colleague, lead = named(bot, "team", "AB"), bot.staff("lead").says("/team")
    number = staff_id(bot, colleague)
    lead.presses(f"team.set:{number}:viewer").presses(f"team.set:{number}:viewer")
    lead.presses(f"team.removed:{number}")
    said = len(colleague.chat)
    assert STALE in lead.presses(f"team.removed:{number}").screen
    assert len(colleague.chat) == said
    assert actions(bot) == ["role_changed:viewer", "staff_removed", "denied"]


def menu(bot: Bot, someone: Resident) -> dict[str, str]:
    return dict(bot.telegram.commands(someone.user))


def test_the_menu_of_whoever_may_do_more_or_less_now_says_so_in_their_language(bot: Bot) -> None:
    colleague, lead = named(bot, "viewer", "AB", language="de"), bot.staff("lead")
    number, said = staff_id(bot, colleague), len(colleague.chat)
    lead.presses(f"team.set:{number}:team")
    assert {"desk", "survey", "event"} <= menu(bot, colleague).keys()
    assert menu(bot, colleague)["goals"] != menu(bot, lead).get("goals", "")
    lead.presses(f"team.set:{number}:viewer")
    assert menu(bot, colleague).keys() & {"desk", "event"} == {"desk"}
    lead.presses(f"team.removed:{number}")
    assert not menu(bot, colleague).keys() & {"desk", "survey", "event", "team"}
    assert len(colleague.chat) == said + 3


def test_nobody_s_menu_changes_by_a_forged_press(bot: Bot) -> None:
    colleague, stranger = named(bot, "team", "AB"), bot.staff("lead", OTHER)
    before = len(bot.telegram.called("setMyCommands"))
    stranger.presses(f"team.removed:{staff_id(bot, colleague)}")
    assert len(bot.telegram.called("setMyCommands")) == before


def test_a_role_ends_with_the_next_press(bot: Bot) -> None:
    colleague, lead = named(bot, "team", "AB").says("/desk"), bot.staff("lead")
    lead.presses(f"team.removed:{staff_id(bot, colleague)}")
    unknown = colleague.presses("nonsense").screen
    assert colleague.presses("desk.list:new:0").screen == unknown
    assert "do not know this command" in colleague.says("/team").screen


def test_a_role_ends_while_something_is_asked_that_only_staff_may_answer(bot: Bot) -> None:
    colleague, lead = named(bot, "lead", "AB"), bot.staff("lead")
    colleague.says("/team").taps("Invite somebody").taps("Viewer")
    lead.presses(f"team.removed:{staff_id(bot, colleague)}")
    assert "ready" not in colleague.says("Fr. K.").screen
    assert bot.count(Invite) == 0


def test_open_invitations_end_with_the_role_of_whoever_made_them(bot: Bot) -> None:
    colleague, lead = named(bot, "lead", "AB"), bot.staff("lead").says("/team")
    link = invited(bot, "viewer", by=colleague)
    assert "📨 Open invitations · 1" in lead.says("/team").buttons
    lead.presses(f"team.removed:{staff_id(bot, colleague)}")
    assert "📨 Open invitations · 0" in lead.says("/team").buttons
    known, area = colleague.known, bot.area(AREA)
    assert known is not None
    bot.does(lambda tx: staff.appoint(tx, known.id, area, "lead", bot.clock()))
    assert "does not work" in bot.resident().starts(link).screen


def test_a_lead_who_is_lead_no_more_takes_their_invitations_with_them(bot: Bot) -> None:
    colleague, lead = named(bot, "lead", "AB"), bot.staff("lead")
    link, number = invited(bot, "viewer", by=colleague), staff_id(bot, colleague)
    lead.presses(f"team.set:{number}:team").presses(f"team.set:{number}:lead")
    assert role_of(bot, colleague) == "lead"
    assert "does not work" in bot.resident().starts(link).screen


def test_a_number_of_the_staff_is_never_given_again(bot: Bot) -> None:
    first = staff_id(bot, bot.staff("lead"))
    bot.does(lambda tx: tx.execute(delete(Staff)))
    assert staff_id(bot, bot.staff("lead")) > first


def test_somebody_who_no_longer_works_here_says_so(bot: Bot) -> None:
    viewer = bot.staff("viewer").says("/team").taps("I no longer work here")
    assert "Do you no longer work for Rollbergsiedlung?" in viewer.screen
    assert "You no longer have a role" in viewer.taps("Yes, end my role").screen
    assert roles(bot) == []
    assert "desk" not in [name for name, _ in bot.telegram.commands(viewer.user)]
    assert actions(bot) == ["staff_left"]


def test_whoever_works_in_two_areas_says_where_they_stop(bot: Bot) -> None:
    both, other = bot.staff("viewer"), bot.area(OTHER)
    known = both.known
    assert known is not None
    bot.does(lambda tx: staff.appoint(tx, known.id, other, "lead", bot.clock()))
    both.says("/team").taps("I no longer work here").taps("Flughafenstraße").taps("Yes, end my role")
    assert [(row.area_id, row.role) for row in bot.rows(Staff)] == [(bot.area(AREA), "viewer")]


# --- who may not ---------------------------------------------------------------------------------


FORGED = ("member:{n}", "roles:{n}", "ask:{n}:viewer", "set:{n}:viewer", "remove:{n}", "removed:{n}")


@pytest.mark.parametrize("whom", ["an admin", "another area's lead", "themselves"])
def test_a_lead_gets_nowhere_with_whom_they_do_not_lead(bot: Bot, whom: str) -> None:
    lead = bot.staff("lead").says("/team")
    them = {
        "an admin": lambda: bot.staff("admin", None),
        "another area's lead": lambda: bot.staff("lead", OTHER),
        "themselves": lambda: lead,
    }[whom]()
    before, number = bot.rows(Staff), staff_id(bot, them)
    for button in FORGED:
        theirs = lead.presses(f"team.{button.format(n=number)}").screen
        assert theirs == lead.presses(f"team.{button.format(n=999999)}").screen, button
        assert bot.rows(Staff) == before, button


@pytest.mark.parametrize("role", ["helper", "team", "viewer"])
def test_who_does_not_lead_changes_nobody(bot: Bot, role: str) -> None:
    someone, lead = bot.staff(role).says("/team"), bot.staff("lead")
    before, unknown = bot.rows(Staff), someone.presses("nonsense").screen
    for button in (*FORGED, "invite", "where:viewer", "make:viewer:1", "invites", "recall:1"):
        assert someone.presses(f"team.{button.format(n=staff_id(bot, lead))}").screen == unknown
    assert bot.rows(Staff) == before
    assert bot.count(Invite) == 0


@pytest.mark.parametrize("data", ["set:{n}:admin", "set:{n}:boss", "set:{n}", "ask:{n}:admin"])
def test_nobody_is_made_an_admin_by_button_data(bot: Bot, data: str) -> None:
    colleague, lead = named(bot, "team", "AB"), bot.staff("lead")
    number = staff_id(bot, colleague)
    assert STALE in lead.presses(f"team.{data.format(n=number)}").screen
    assert STALE in bot.staff("admin", None).presses(f"team.{data.format(n=number)}").screen
    assert role_of(bot, colleague) == "team"


@pytest.mark.parametrize("data", ["admin:0", "admin:{here}", "lead:{there}", "lead:0", "boss:{here}"])
def test_a_lead_invites_to_nothing_above_or_beside_their_own(bot: Bot, data: str) -> None:
    lead = bot.staff("lead").says("/team")
    args = data.format(here=bot.area(AREA), there=bot.area(OTHER))
    for verb in ("label", "make"):
        assert STALE in lead.presses(f"team.{verb}:{args}").screen
    assert bot.count(Invite) == 0


def test_nobody_rises_by_an_invitation_to_themselves(bot: Bot) -> None:
    lead = bot.staff("lead").says("/team").taps("Invite somebody").taps("Team lead").taps("Skip")
    assert "You can already do this." in lead.starts(link_on(lead.screen)).screen
    assert [row.role for row in bot.rows(Staff)] == ["lead"]


def test_whoever_runs_the_installation_joins_a_team_by_an_invitation_of_their_own(bot: Bot) -> None:
    admin = bot.staff("admin", area=None)
    admin.starts(invited(bot, by=admin))
    assert "You are now part of the team of Rollbergsiedlung." in admin.screen
    assert roles(bot) == ["admin", "team"]
    assert "You can already do this." in admin.starts(invited(bot, "viewer", by=admin)).screen


def test_two_leads_do_not_raise_each_other_above_lead(bot: Bot) -> None:
    one, other = bot.staff("lead").says("/team"), bot.staff("lead").says("/team")
    for by, whom in ((one, other), (other, one)):
        by.presses(f"team.set:{staff_id(bot, whom)}:admin").presses("team.where:admin")
        by.presses("team.make:admin:0")
        with pytest.raises(Refused):
            invited(bot, "admin", None, by=by)
    assert [row.role for row in bot.rows(Staff)] == ["lead", "lead"]


posts = st.builds(Post, st.integers(1, 9), st.sampled_from([None, 1, 2]), st.sampled_from(ROLES))
colleagues = st.builds(
    Member,
    *(st.integers(10, 19), st.integers(1, 3), st.sampled_from([None, 1, 2]), st.none()),
    *(st.sampled_from(ROLES), st.just(BEGIN), st.none()),
)


@given(st.lists(posts, max_size=3), colleagues)
def test_nobody_gives_or_takes_more_than_they_hold_there(mine: list[Post], member: Member) -> None:
    there = [post for post in mine if post.area_id in (None, member.area_id)]
    highest = max((ROLES.index(post.role) for post in there), default=-1)
    if team.may_manage(mine, 1, member):
        assert member.person_id != 1
        assert highest >= max(ROLES.index("lead"), ROLES.index(member.role))
    for role in team.roles_for(mine, member):
        assert role != "admin"
        assert highest >= max(ROLES.index("lead"), ROLES.index(role))


# --- the last admin ------------------------------------------------------------------------------


def test_the_last_admin_stays(bot: Bot) -> None:
    admin = bot.staff("admin", None).says("/team").taps("I no longer work here").taps("Yes, end my role")
    assert "You are the last admin." in admin.screen
    bot.staff("admin", None)
    admin.says("/team").taps("I no longer work here").taps("Yes, end my role")
    assert roles(bot) == ["admin"]
    assert role_of(bot, admin) is None


def test_the_last_admin_may_erase_themselves_and_is_told_what_that_means(bot: Bot) -> None:
    admin, words = bot.staff("admin", None), "You are the last admin."
    assert words in admin.says("/me").taps("Delete me").screen
    bot.staff("admin", None)
    assert words not in admin.says("/me").taps("Delete me").screen
    assert words not in bot.resident().says("/me").taps("Delete me").screen
    admin.taps("Delete everything")
    assert roles(bot) == ["admin"]


def _admins(database: Database, many: int) -> list[tuple[int, int]]:
    """(person, staff number) of each."""
    with database.begin() as tx:
        ids = [
            people.add(tx, telegram_hash=b"%d" % n, sealed=b"-", language="en", now=BEGIN)
            for n in range(many)
        ]
        return [(one, staff.appoint(tx, one, None, "admin", BEGIN)) for one in ids]


def _at_once(database: Database, *works: Any) -> None:
    """Each in a thread and a transaction of its own, all begun at the same moment."""
    ready = threading.Barrier(len(works))

    def run(work: Any) -> None:
        ready.wait()
        with contextlib.suppress(Refused), database.begin() as tx:
            work(tx)

    with ThreadPoolExecutor(len(works)) as threads:
        list(threads.map(run, works))


def _left(database: Database) -> int:
    with database.begin() as tx:
        return len(tx.execute(Staff.__table__.select()).all())


@pytest.mark.parametrize("attempt", range(5))
def test_of_two_admins_who_remove_each_other_at_once_one_stays(database: Database, attempt: int) -> None:
    (one, first), (other, second) = _admins(database, 2)
    _at_once(
        database,
        lambda tx: team.remove(tx, one, second, BEGIN),
        lambda tx: team.remove(tx, other, first, BEGIN),
    )
    assert _left(database) == 1


@pytest.mark.parametrize("attempt", range(5))
def test_of_two_admins_who_leave_at_once_one_stays(database: Database, attempt: int) -> None:
    both = _admins(database, 2)
    _at_once(database, *(lambda tx, me=me, n=n: team.leave(tx, me, n, BEGIN) for me, n in both))
    assert _left(database) == 1


@pytest.mark.parametrize("attempt", range(3))
def test_an_admin_who_leaves_while_the_other_is_removed_leaves_one(
    database: Database, attempt: int
) -> None:
    (one, first), (_, second) = _admins(database, 2)
    _at_once(
        database,
        lambda tx: team.leave(tx, one, first, BEGIN),
        lambda tx: team.remove(tx, one, second, BEGIN),
    )
    assert _left(database) == 1


def test_an_invitation_made_while_its_maker_is_removed_is_worth_nothing(database: Database) -> None:
    (one, _), (_, second) = _admins(database, 2)
    made: list[str] = []
    _at_once(
        database,
        lambda tx: team.remove(tx, one, second, BEGIN),
        lambda tx: made.append(invites.make(tx, "viewer", 1, second, BEGIN)),
    )
    with database.begin() as tx:
        newcomer = people.add(tx, telegram_hash=b"new", sealed=b"-", language="en", now=BEGIN)
        known = people.by_id(tx, newcomer)
        assert known is not None
        came = [invites.accept(tx, known, token, BEGIN + timedelta(hours=1)).kind for token in made]
    assert set(came) <= {"wrong"}


def test_a_role_that_is_changed_as_it_ends_does_not_come_back(database: Database) -> None:
    with database.begin() as tx:
        me, them = (
            people.add(tx, telegram_hash=b"%d" % n, sealed=b"-", language="en", now=BEGIN) for n in range(2)
        )
        staff.appoint(tx, me, 1, "lead", BEGIN)
        number = staff.appoint(tx, them, 1, "viewer", BEGIN)
    _at_once(
        database,
        lambda tx: team.remove(tx, me, number, BEGIN),
        lambda tx: team.change(tx, me, number, "lead", BEGIN),
    )
    assert _left(database) == 1
