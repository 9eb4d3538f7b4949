"""Becoming staff by a link that works once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.core.refused import Refused
from bot.services import invites
from db import people, staff
from db.session import Database
from db.tables import Audit, InviteGuess, Staff
from tests.chat import BEGIN, Bot, Resident

AREA = "rollbergsiedlung"
WRONG = "This invitation does not work"


def invited(bot: Bot, role: str = "team", area: str | None = AREA, by: Resident | None = None) -> str:
    """What stands behind ?start= in a new invite."""
    area_id, maker = bot.area(area) if area else None, staff_id(bot, by) if by else None
    return "v" + str(bot.does(lambda tx: invites.make(tx, role, area_id, maker, bot.clock())))


def staff_id(bot: Bot, someone: Resident) -> int:
    known = someone.known
    assert known is not None
    return int(bot.does(lambda tx: staff.posts(tx, known.id)[0].staff_id))


def roles(bot: Bot) -> list[str]:
    return [row.role for row in bot.rows(Staff)]


def test_a_resident_becomes_staff_by_a_link(bot: Bot) -> None:
    resident = bot.resident().starts(invited(bot))
    assert "You are now part of the team of Rollbergsiedlung." in resident.screen
    assert "/desk" in resident.screen
    assert "The desk of your team" in resident.taps("Desk").screen


def test_the_menu_of_commands_is_that_of_staff_at_once(bot: Bot) -> None:
    resident = bot.resident()
    assert "desk" not in [name for name, _ in bot.telegram.commands(resident.user)]
    resident.starts(invited(bot))
    assert "desk" in [name for name, _ in bot.telegram.commands(resident.user)]


@pytest.mark.parametrize("language", ["en", "tr"])
def test_a_visitor_agrees_first_and_is_staff_then(bot: Bot, language: str) -> None:
    visitor = bot.visitor(language).starts(invited(bot))
    assert roles(bot) == []
    visitor.taps(bot.world.catalogues.own_name(language)).taps("✅")
    assert roles(bot) == ["team"]


def test_the_link_of_an_invite_opens_this_bot(bot: Bot) -> None:
    token = invited(bot).removeprefix("v")
    assert invites.link(bot.world, token) == f"https://t.me/{bot.telegram.username}?start=v{token}"
    assert len(token) == 24


def test_an_invite_works_once(bot: Bot) -> None:
    link = invited(bot)
    first, second = bot.resident().starts(link), bot.resident().starts(link)
    assert "Welcome" in first.screen
    assert WRONG in second.screen
    assert roles(bot) == ["team"]


def test_of_two_who_come_at_once_exactly_one_is_accepted(database: Database) -> None:
    with database.begin() as tx:
        token = invites.make(tx, "admin", None, None, BEGIN)
        ids = [
            people.add(tx, telegram_hash=b"%d" % n, sealed=b"-", language="en", now=BEGIN) for n in range(4)
        ]

    def come(person_id: int) -> str:
        with database.begin() as tx:
            person = people.by_id(tx, person_id)
            assert person is not None
            return invites.accept(tx, person, token, BEGIN).kind

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(come, ids)) == ["accepted", "wrong", "wrong", "wrong"]


def test_an_invite_ends_after_a_day(bot: Bot) -> None:
    link, resident = invited(bot), bot.resident()
    bot.passes(hours=24)
    assert WRONG in resident.starts(link).screen
    assert roles(bot) == []


def test_whatever_is_wrong_with_an_invite_is_answered_alike(bot: Bot) -> None:
    used, old = invited(bot), invited(bot)
    bot.resident().starts(used)
    bot.passes(hours=24)
    resident = bot.resident()
    assert len({resident.starts(link).screen for link in (used, old, "v" + "A" * 24)}) == 1


@pytest.mark.parametrize(
    "payload", ["v", "vABC", "v" + "A" * 23, "v" + "A" * 25, "v" + "ä" * 24, "v" + "=" * 24]
)
def test_what_does_not_look_like_an_invite_makes_nobody_staff(bot: Bot, payload: str) -> None:
    resident = bot.resident().starts(payload)
    assert "Welcome to the team" not in resident.screen
    assert roles(bot) == []


def test_after_five_wrong_links_even_the_right_one_has_to_wait(bot: Bot) -> None:
    resident, link = bot.resident(), invited(bot)
    for n in range(5):
        assert WRONG in resident.starts(f"v{n}{'A' * 23}").screen
    assert "Please wait an hour" in resident.starts(link).screen
    bot.passes(hours=1, seconds=1)
    assert "Welcome" in resident.starts(link).screen


def test_guesses_of_one_do_not_stop_another_and_are_forgotten(bot: Bot) -> None:
    guesser, other = bot.resident(), bot.resident()
    for n in range(9):
        guesser.starts(f"v{n}{'A' * 23}")
    assert bot.count(InviteGuess) == 5
    assert "Welcome" in other.starts(invited(bot)).screen
    bot.passes(hours=2)
    other.starts("v" + "A" * 24)
    assert bot.count(InviteGuess) == 1


def test_an_invite_is_worth_nothing_once_its_maker_may_no_longer_give_it(bot: Bot) -> None:
    lead = bot.staff("lead")
    link, known, area_id = invited(bot, by=lead), lead.known, bot.area(AREA)
    assert known is not None
    bot.does(lambda tx: staff.appoint(tx, known.id, area_id, "team", bot.clock()))
    assert WRONG in bot.resident().starts(link).screen


def test_whoever_invited_hears_that_it_was_accepted_but_not_by_whom(bot: Bot) -> None:
    lead = bot.staff("lead")
    bot.resident().starts(invited(bot, by=lead))
    assert lead.screen == "Your invitation was accepted: Rollbergsiedlung has a new team member."


def test_an_invite_never_lowers_a_role_and_stays_open_for_somebody_else(bot: Bot) -> None:
    link, lead = invited(bot, "viewer"), bot.staff("lead")
    assert "You can already do this." in lead.starts(link).screen
    assert roles(bot) == ["lead"]
    assert "Welcome" in bot.resident().starts(link).screen


def test_an_invite_raises_a_role(bot: Bot) -> None:
    bot.staff("viewer").starts(invited(bot, "lead"))
    assert roles(bot) == ["lead"]


@pytest.mark.parametrize(("maker", "role", "area"), [("team", "viewer", AREA), ("lead", "admin", None)])
def test_nobody_gives_a_role_above_their_own(bot: Bot, maker: str, role: str, area: str | None) -> None:
    with pytest.raises(Refused):
        invited(bot, role, area, by=bot.staff(maker))


def test_a_lead_invites_into_their_own_area_alone(bot: Bot) -> None:
    with pytest.raises(Refused):
        invited(bot, "viewer", "flughafenstrasse", by=bot.staff("lead"))


@pytest.mark.parametrize(("role", "area"), [("admin", AREA), ("lead", None), ("boss", AREA)])
def test_an_admin_is_for_all_areas_and_everybody_else_for_one(
    bot: Bot, role: str, area: str | None
) -> None:
    with pytest.raises(Refused):
        invited(bot, role, area)


def test_invites_are_on_record_without_names_or_tokens(bot: Bot) -> None:
    bot.resident().starts(invited(bot))
    assert [row.action for row in bot.rows(Audit)] == ["invite", "invite_accepted"]
    assert timedelta(hours=24) == invites.VALID
