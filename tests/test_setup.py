"""The first steps of an operator."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.setup import ask
from tests.test_running import Server, server

__all__ = ["server"]


def operator(answers: dict[str, list[str]], said: list[str]) -> tuple[object, object]:
    """Somebody who answers the questions, and what they are told."""

    def prompt(question: str, default: str | None = None) -> str:
        word = next(key for key in answers if key in question)
        return answers[word].pop(0) if answers[word] else str(default)

    return prompt, said.append


async def test_setup_asks_until_it_has_what_is_needed_and_prints_an_invite(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TELEGRAM_API_URL", server.address)
    said: list[str] = []
    answers = {
        "token": ["not a token", server.telegram.token],
        "responsible": ["Träger 'Probe' e. V."],
        "imprint": ["no address", "https://example.org/imprint"],
        "E-mail": ["team@example.org"],
        "Areas": ["rollbergsiedlung"],
    }
    prompt, say = operator(answers, said)
    await ask(Path(".env"), prompt, say)  # type: ignore[arg-type]
    written = dotenv_values(".env")
    assert written["BOT_TOKEN"] == server.telegram.token
    assert written["OPERATOR"] == "Träger 'Probe' e. V."
    assert written["AREAS"] == "rollbergsiedlung"
    assert stat.S_IMODE(Path(".env").stat().st_mode) == 0o600
    assert sum("BOT_TOKEN" in line for line in said) == sum("IMPRINT_URL" in line for line in said) == 1
    assert any(line.startswith("https://t.me/kiezstimme_demo_bot?start=v") for line in said)
    assert server.telegram.token not in "".join(said)
