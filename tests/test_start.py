"""Language, consent, area: how somebody arrives."""

from __future__ import annotations

from tests.chat import Bot


def test_somebody_chooses_a_language_and_agrees(bot: Bot) -> None:
    someone = bot.visitor("tr").starts()
    assert someone.buttons[0] == "Türkçe"
    someone.taps("English")
    assert "110" in someone.screen
    assert someone.known is None
    someone.taps("I agree")
    assert someone.known is not None
    assert someone.known.language == "en"
    assert "neighbourhood" in someone.screen
