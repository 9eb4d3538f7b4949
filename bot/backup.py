"""Backups: the database as of one moment and the media that it names in one file, and the way back.

A backup holds neither keys nor tokens: they lie in SECRETS_DIR, and with them the record of erasures, which is replayed
when a backup is brought back, so that nobody who deleted themselves returns.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tarfile
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from bot import keys
from bot.app import CannotRun
from bot.core.retention import BACKUPS
from bot.delivery.media import PART
from bot.delivery.sweep import sweep
from bot.services import erasure, ledger
from bot.settings import Settings
from db import copies, people, schema
from db.session import Database

_MAKING = ".making-"
_NAME = "kiezstimme-{:%Y%m%dT%H%M%SZ}.tar"
_MADE = re.compile(r"kiezstimme-(\d{8}T\d{6}Z)\.tar")
_MANIFEST, _DATABASE, _MEDIA = "manifest.json", "database", "media/"
_FILE = re.compile(r"media/([0-9A-Za-z][0-9A-Za-z._-]{0,63})")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself. `counts` are rows by table, `keys` tells whether these are its keys."""

    made_at: str
    kind: str
    revision: str
    counts: dict[str, int]
    media: int
    sha256: str
    keys: str


def make(settings: Settings, now: datetime) -> Path:
    """Writes a backup beside the running bot and deletes those older than 30 days. Raises CannotRun or CannotCopy."""
    database = Database(settings.database_url)
    folder = settings.backup_dir
    try:
        if copies.is_empty(database):
            raise CannotRun("DATABASE_URL: there is no database to back up")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(prefix=_MAKING, dir=folder) as scratch:
            copy = Path(scratch) / _DATABASE
            manifest, names = _copied(settings, database, copy, now)
            path = _written(folder / _NAME.format(now.astimezone(UTC)), manifest, copy, settings, names)
        for old in _older(folder, now):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    except OSError as error:
        raise CannotRun(f"BACKUP_DIR: {folder} cannot be written ({type(error).__name__})") from None
    finally:
        database.close()
    return path


def _copied(
    settings: Settings, database: Database, copy: Path, now: datetime
) -> tuple[Manifest, list[str]]:
    """The database alone, checked; counts and names of media are of the same moment."""
    if database.is_sqlite:
        copies.vacuum_into(database, copy)
        copies.check_sqlite(copy)
        database = Database(f"sqlite:///{copy}")
        with database.begin() as tx:
            counts, names, revision = copies.counts(tx), copies.media_names(tx), schema.current(tx)
            known = people.any_known(tx)
        database.close()
    else:
        with copies.snapshot(database) as (tx, name):
            counts, names, revision = copies.counts(tx), copies.media_names(tx), schema.current(tx)
            known = people.any_known(tx)
            copies.dump(database, copy, name, settings.pg_bin)
    secret = keys.load(settings.secrets_dir, create=not known)
    kind = database.url.get_backend_name()
    whose = secret.mark("backup", "keys")
    manifest = Manifest(now.isoformat(), kind, revision, counts, len(names), _sha256(copy), whose)
    return manifest, names


def _written(path: Path, manifest: Manifest, copy: Path, settings: Settings, names: list[str]) -> Path:
    """One file, readable by its owner alone, under its name only once all of it is on the disk."""
    half = path.with_name(path.name + PART)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        with tarfile.open(fileobj=file, mode="w") as tar:
            about = copy.with_name(_MANIFEST)
            about.write_text(json.dumps(asdict(manifest), indent=1), "utf-8")
            tar.add(about, _MANIFEST)
            tar.add(copy, _DATABASE)
            for name in names:
                if there := _present(settings.media_dir, name):
                    tar.add(there, f"{_MEDIA}{name}")
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
    _sync(path.parent)
    return path


def _present(folder: Path, name: str) -> Path | None:
    """A copy that was just fetched may still have its provisional name; one that was just erased is gone."""
    return next((path for path in (folder / name, folder / f"{name}{PART}") if path.is_file()), None)


def _older(folder: Path, now: datetime) -> list[Path]:
    """Backups past their time, and what a crash left half written."""
    day_ago = (now - timedelta(days=1)).timestamp()
    found = [path for path in folder.glob(f"{_MAKING}*") if path.stat().st_mtime < day_ago]
    for path in folder.iterdir():
        made = _MADE.fullmatch(path.name.removesuffix(PART))
        if made:
            at = datetime.strptime(made[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            if now - at > BACKUPS or path.name.endswith(PART):
                found.append(path)
    return found


def restore(settings: Settings, path: Path) -> list[str]:
    """Brings a backup back into an empty place and says what came of it. Raises CannotRun, naming what is in the way."""
    database = Database(settings.database_url)
    try:
        with tarfile.open(path) as tar:
            manifest = _manifest(tar, path)
            secret = _fits(settings, database, manifest)
            _take_out_media(tar, settings.media_dir)
            target = database.path
            if target:
                target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.TemporaryDirectory(
                prefix=".restoring-", dir=target.parent if target else None
            ) as scratch:
                copy = Path(scratch) / _DATABASE
                _take_out(tar, _DATABASE, copy)
                if _sha256(copy) != manifest.sha256:
                    raise CannotRun(f"{path.name}: the database in it is damaged")
                gone = _brought_back(settings, database, manifest, copy, secret)
        swept = sweep(database, settings.media_dir, starting=True)
    except (tarfile.TarError, OSError) as error:
        raise CannotRun(f"{path.name}: cannot be read ({type(error).__name__})") from None
    finally:
        database.close()
    rows = sum(manifest.counts.values())
    return [
        f"{path.name}, made {manifest.made_at}: {rows} rows in {len(manifest.counts)} tables, {manifest.media} media files",
        f"Erasures recorded: {len(ledger.read(settings.secrets_dir))}. People erased again: {gone}. Files deleted: {swept}.",
    ]


def _manifest(tar: tarfile.TarFile, path: Path) -> Manifest:
    try:
        file = tar.extractfile(_MANIFEST)
        return Manifest(**json.load(file)) if file else _no(path)
    except (KeyError, TypeError, ValueError):
        return _no(path)


def _no(path: Path) -> Manifest:
    raise CannotRun(f"{path.name}: is no backup of Kiezstimme (an encrypted one has to be decrypted first)")


def _fits(settings: Settings, database: Database, manifest: Manifest) -> keys.Keys:
    """The keys, if everything is there that a restore needs and nothing that it would overwrite."""
    kind = database.url.get_backend_name()
    if manifest.kind != kind:
        raise CannotRun(f"DATABASE_URL: the backup is of {manifest.kind}, this is {kind}")
    if manifest.revision not in schema.list_revisions():
        raise CannotRun(f"the backup has schema {manifest.revision}, which this version does not know yet")
    if not copies.is_empty(database):
        raise CannotRun("DATABASE_URL: there is a database already; a restore needs an empty place")
    secret = keys.load(settings.secrets_dir, create=False)
    if secret.mark("backup", "keys") != manifest.keys:
        raise CannotRun("SECRETS_DIR: these are not the keys that belong to the backup")
    return secret


def _brought_back(
    settings: Settings, database: Database, manifest: Manifest, copy: Path, secret: keys.Keys
) -> int:
    """How many people were erased again. Until that is done there is nothing that a bot could run on: a SQLite file gets
    its name last, a PostgreSQL database its revision in the transaction that erases."""
    if database.path is None:
        copies.load(database, copy, settings.pg_bin)
        return _looked_through(database, manifest, secret, settings)
    copies.check_sqlite(copy)
    scratch = Database(f"sqlite:///{copy}")
    try:
        gone = _looked_through(scratch, manifest, secret, settings)
        scratch.checkpoint()
    finally:
        scratch.close()
    copy.chmod(0o600)
    copy.replace(database.path)
    _sync(database.path.parent)
    return gone


def _looked_through(database: Database, manifest: Manifest, secret: keys.Keys, settings: Settings) -> int:
    with database.begin() as tx:
        found = {**copies.counts(tx), "alembic_version": 1}
        if wrong := [name for name, rows in manifest.counts.items() if found.get(name) != rows]:
            raise CannotRun(f"not all rows came back: {', '.join(wrong)}")
        schema.adopt(tx, manifest.revision)
        if schema.differences(tx):
            raise CannotRun("the schema that came back differs from the models")
        made_at = datetime.fromisoformat(manifest.made_at)
        return erasure.repeat(tx, secret, ledger.read(settings.secrets_dir), made_at)


def _take_out_media(tar: tarfile.TarFile, folder: Path) -> None:
    """What is there already stays: names are random, so the same name is the same file."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for member in tar.getmembers():
        name = _FILE.fullmatch(member.name)
        if name and member.isfile() and not (folder / name[1]).exists():
            _take_out(tar, member.name, folder / name[1])


def _take_out(tar: tarfile.TarFile, name: str, path: Path) -> None:
    source: IO[bytes] | None = tar.extractfile(name)
    half = path.with_name(path.name + PART)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        while source is not None and (block := source.read(1 << 20)):
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(folder: Path) -> None:
    """The name itself has to be on the disk, too."""
    number = os.open(folder, os.O_RDONLY)
    os.fsync(number)
    os.close(number)
