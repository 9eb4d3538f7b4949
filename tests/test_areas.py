"""How somebody finds their neighbourhood, and decides it."""

from __future__ import annotations

import pytest

from db import areas
from db.session import Database
from db.tables import Area
from tests.chat import Bot, Resident


def test_all_areas_are_seeded_once(database: Database) -> None:
    with database.begin() as tx:
        assert areas.seed(tx) == 32
        assert len(areas.everywhere(tx)) == 32


def lives_in(resident: Resident, slug: str) -> bool:
    return resident.known is not None and resident.known.area_id == resident.bot.area(slug)


def test_a_postcode_offers_the_areas_it_touches(bot: Bot) -> None:
    resident = bot.resident(area=None).says("12053")
    assert [b for b in resident.buttons if b.startswith("📍 ")][:3] == [
        "📍 Donaustraße-Nord",
        "📍 Flughafenstraße",
        "📍 Rollbergsiedlung",
    ]
    resident.taps("Rollbergsiedlung")
    assert lives_in(resident, "rollbergsiedlung")


def test_a_postcode_outside_says_so_and_offers_other_ways(bot: Bot) -> None:
    resident = bot.resident(area=None).says("14195")
    assert "found no neighbourhood" in resident.screen
    assert any("district" in one for one in resident.buttons)


def test_a_district_leads_to_its_areas(bot: Bot) -> None:
    resident = bot.resident(area=None).taps("By district").taps("Spandau").taps("Heerstraße (Nord)")
    assert lives_in(resident, "heerstrasse-nord")


def test_a_shared_place_offers_the_nearest_three_and_decides_nothing(bot: Bot) -> None:
    resident = bot.resident(area=None).taps("Share my place").sends_place(52.4767, 13.4337)
    offered = [one for one in resident.buttons if " km" in one]
    assert len(offered) == 3
    assert "Rollbergsiedlung" in offered[0]
    assert resident.known is not None
    assert resident.known.area_id is None
    resident.taps("Rollbergsiedlung")
    assert lives_in(resident, "rollbergsiedlung")


def test_a_place_far_away_is_told_so(bot: Bot) -> None:
    resident = bot.resident(area=None).taps("Share my place").sends_place(52.3906, 13.0645)
    assert "some way from all of them" in resident.screen


@pytest.mark.parametrize("code", ["ROLL", "roll", " Roll "])
def test_a_posters_code_can_be_typed(bot: Bot, code: str) -> None:
    assert lives_in(bot.resident(area=None).says(code), "rollbergsiedlung")


def test_a_visitor_can_type_a_posters_code_too(bot: Bot) -> None:
    someone = bot.visitor().says("roll").taps("English").taps("I agree")
    assert lives_in(someone, "rollbergsiedlung")


def test_whoever_knows_no_area_can_go_on_without(bot: Bot) -> None:
    resident = bot.resident(area=None).taps("None of these")
    assert "not chosen a neighbourhood" in resident.screen
    assert resident.known is not None
    assert resident.known.area_id is None


def test_another_areas_poster_asks_before_it_changes_anything(bot: Bot) -> None:
    resident = bot.resident(area="rollbergsiedlung").starts("aRIXDORF")
    assert lives_in(resident, "rollbergsiedlung")
    resident.taps("Yes, change")
    assert lives_in(resident, "rixdorf")


def test_an_area_that_is_not_served_gets_its_offices_address(bot: Bot) -> None:
    from dataclasses import replace

    bot.world = replace(bot.world, areas=frozenset({"rollbergsiedlung"}))
    bot.restarts()
    resident = bot.resident(area=None)
    resident.says("13357").taps("Badstraße")
    assert "Bellermannstraße 81" in resident.screen
    assert resident.known is not None
    assert resident.known.area_id is None


def test_every_area_can_be_shown_with_or_without_an_office(bot: Bot) -> None:
    from dataclasses import replace

    bot.world = replace(bot.world, areas=frozenset({"rollbergsiedlung"}))
    bot.restarts()
    resident = bot.resident(area=None)
    for row in bot.rows(Area):
        resident.presses(f"area.set:{row.id}")
        assert row.name in resident.screen
