"""What an installation decides, and how it hears that a decision cannot be used."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import (
    Address,
    BadSettings,
    QuietHours,
    Settings,
    documented,
    load,
    missing_for_run,
)

WEBHOOK = {"UPDATES": "webhook", "WEBHOOK_URL": "https://bot.example.org/hook", "WEBHOOK_SECRET": "s3cret"}
NEEDED = {
    "BOT_TOKEN": "123456:AbC",
    "OPERATOR": "Kiezbüro",
    "IMPRINT_URL": "https://example.org/imprint",
    "PRIVACY_CONTACT": "privacy@example.org",
}


def problems(**env: str) -> list[str]:
    with pytest.raises(BadSettings) as refused:
        load(env)
    return refused.value.problems


def test_nothing_has_to_be_set() -> None:
    settings = load({})
    assert settings.database_url == "sqlite:///kiezstimme.db"
    assert settings.quiet_hours == QuietHours(time(20), time(9))
    assert (settings.areas, settings.health_listen, settings.send_rate) == ((), None, 28)


def test_an_empty_value_counts_as_not_set() -> None:
    assert load({"SEND_RATE": "", "QUIET_HOURS": " "}) == load({})


def test_every_documented_default_can_be_written_out() -> None:
    assert load({name: default for name, default, _ in documented()}) == load({})


def test_every_setting_says_what_it_means() -> None:
    assert all(meaning for _, _, meaning in documented())
    assert len(documented()) == len(Settings.model_fields)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "no-token"),
        ("TELEGRAM_API_URL", "ftp://example.org"),
        ("TELEGRAM_API_URL", "http://[half"),
        ("DATABASE_URL", "mysql://user:geheim@host/name"),
        ("DATABASE_URL", "postgresql://user:geheim@host/name"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite://kiez.db"),
        ("UPDATES", "push"),
        ("WEBHOOK_SECRET", "ein Geheimnis"),
        ("WEBHOOK_SECRET", "x" * 257),
        ("LISTEN", "8080"),
        ("LISTEN", "host:99999"),
        ("SEND_RATE", "-1"),
        ("SEND_RATE", "nan"),
        ("SEND_RATE", "many"),
        ("TIMEZONE", "Mars/Base"),
        ("TIMEZONE", "../../etc/passwd"),
        ("QUIET_HOURS", "20-9"),
        ("QUIET_HOURS", "25:00-09:00"),
        ("AREAS", "Rollberg Süd"),
        ("IMPRINT_URL", "www.berlin.de"),
    ],
)
def test_a_bad_value_names_its_setting_and_how_to_mend_it_but_never_itself(name: str, value: str) -> None:
    (problem,) = problems(**{name: value})
    assert problem.startswith(f"{name} should be ")
    assert value not in problem


def test_all_problems_are_told_at_once() -> None:
    assert len(problems(SEND_RATE="many", UPDATES="push", BOT_TOKEN_FILE="/nowhere")) == 3


def test_a_webhook_needs_its_address_and_its_secret() -> None:
    assert len(problems(UPDATES="webhook")) == 2
    assert load(WEBHOOK).updates == "webhook"


def test_telegram_calls_only_https_but_a_bot_api_server_of_ones_own_may_do_otherwise() -> None:
    plain = WEBHOOK | {"WEBHOOK_URL": "http://127.0.0.1:8443/hook"}
    assert problems(**plain) == ["WEBHOOK_URL should begin with https: Telegram calls no other."]
    assert (
        load(plain | {"TELEGRAM_API_URL": "http://127.0.0.1:8081/"}).telegram_api_url
        == "http://127.0.0.1:8081"
    )


def test_secrets_may_lie_in_files(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("123456:AbC\n")
    settings = load({"BOT_TOKEN_FILE": str(tmp_path / "token")})
    assert settings.bot_token.get_secret_value() == "123456:AbC"


def test_a_secret_is_given_once_and_its_file_is_readable_and_not_empty(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert "both set" in problems(BOT_TOKEN="1:a", BOT_TOKEN_FILE=str(tmp_path / "empty"))[0]
    assert "empty file" in problems(BOT_TOKEN_FILE=str(tmp_path / "empty"))[0]
    assert "can be read" in problems(DATABASE_URL_FILE=str(tmp_path / "absent"))[0]


def test_no_secret_shows_when_settings_are_printed() -> None:
    database = "postgresql+psycopg://user:geheim@host/name"
    printed = repr(load(WEBHOOK | {"BOT_TOKEN": "123456:AbC", "DATABASE_URL": database}))
    assert not any(secret in printed for secret in ("AbC", "geheim", "s3cret"))


def test_the_environment_wins_over_the_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("SEND_RATE=5\nOPERATOR=Kiezbüro\nEDITOR=nano\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEND_RATE", "7")
    settings = load()
    assert (settings.send_rate, settings.operator) == (7, "Kiezbüro")


@pytest.mark.parametrize(
    ("database", "folder"),
    [
        ("sqlite:///kiezstimme.db", "."),
        ("sqlite:////srv/kiez/bot.db?mode=rw", "/srv/kiez"),
        ("postgresql+psycopg://host/name", "."),
    ],
)
def test_keys_media_and_backups_lie_beside_the_database(database: str, folder: str) -> None:
    settings = load({"DATABASE_URL": database})
    assert settings.secrets_dir == Path(folder) / "secrets"
    assert (settings.media_dir, settings.backup_dir) == (Path(folder) / "media", Path(folder) / "backups")


def test_a_folder_of_ones_own_is_used_as_it_is() -> None:
    assert load({"SECRETS_DIR": "/etc/kiez"}).secrets_dir == Path("/etc/kiez")


@pytest.mark.parametrize("name", NEEDED)
def test_the_bot_does_not_run_without_saying_who_is_responsible(name: str) -> None:
    assert missing_for_run(load(NEEDED)) == []
    assert missing_for_run(load(NEEDED | {name: ""})) == [name]


@pytest.mark.parametrize(
    ("hours", "clock", "quiet"),
    [
        ("20:00-09:00", "23:30", True),
        ("20:00-09:00", "08:59", True),
        ("20:00-09:00", "09:00", False),
        ("13:00-15:00", "14:00", True),
        ("13:00-15:00", "15:00", False),
        ("00:00-00:00", "00:00", False),
    ],
)
def test_quiet_hours_may_go_over_midnight(hours: str, clock: str, quiet: bool) -> None:
    assert load({"QUIET_HOURS": hours}).quiet_hours.cover(time.fromisoformat(clock)) is quiet


def test_addresses_and_areas_are_read() -> None:
    settings = load(
        {"LISTEN": "[::1]:80", "HEALTH_LISTEN": "0.0.0.0:9090", "AREAS": "rollberg, mehringplatz"}
    )
    assert (settings.listen, settings.health_listen) == (Address("::1", 80), Address("0.0.0.0", 9090))
    assert settings.areas == ("rollberg", "mehringplatz")


@given(st.sampled_from([name for name, _, _ in documented()]), st.text())
def test_any_value_is_either_used_or_refused_by_name(name: str, value: str) -> None:
    try:
        named = [name] if load({name: value}) else []
    except BadSettings as refused:
        named = [problem.split()[0] for problem in refused.problems]
    assert set(named) <= {name, "WEBHOOK_URL", "WEBHOOK_SECRET"}
