"""`kiezstimme`: the table of subcommands. What goes wrong is said in a sentence that names the setting."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from telegram.error import InvalidToken, TelegramError

from bot import app as running
from bot import catalogues, log
from bot.app import CannotRun
from bot.keys import BadKeys
from bot.running.parts import NAMES
from bot.settings import BadSettings, Settings, load, missing_for_run
from db import schema
from db.copies import CannotCopy
from db.lock import Locked, sole_process
from db.session import Database, DatabaseError

cli = typer.Typer(no_args_is_help=True, add_completion=False, help="Kiezstimme: a neighbourhood is heard.")
db = typer.Typer(no_args_is_help=True, help="The database: its schema, backups and the way back.")
texts = typer.Typer(no_args_is_help=True, help="The catalogues: extract texts, add a language, check.")
cli.add_typer(db, name="db")
cli.add_typer(texts, name="texts")

Out = typer.echo
Problem = (BadSettings, BadKeys, CannotRun, CannotCopy, Locked, ValueError)


@contextmanager
def in_words() -> Iterator[None]:
    """Errors that the operator can mend are shown as sentences, without a traceback."""
    try:
        yield
    except InvalidToken:
        _fail("BOT_TOKEN: Telegram does not know this token; ask @BotFather for it")
    except Problem as error:
        _fail(str(error))
    except DatabaseError as error:
        _fail(f"DATABASE_URL: the database cannot be used ({type(error.orig).__name__})")
    except TelegramError as error:
        _fail(f"TELEGRAM_API_URL: Telegram cannot be reached ({log.redacted(error.message)})")


def _fail(sentence: str) -> None:
    Out(sentence, err=True)
    raise typer.Exit(1)


@contextmanager
def opened() -> Iterator[tuple[Settings, Database]]:
    """The settings and the database, for commands that may run beside the bot."""
    settings = load()
    database = running.open_database(settings)
    try:
        yield settings, database
    finally:
        database.close()


@cli.command()
def run(
    only: Annotated[
        str, typer.Option(help="some of intake,work,send,clock; more processes run the rest")
    ] = "",
) -> None:
    """Run the bot until it is told to stop (SIGTERM, Ctrl-C)."""
    log.set_up(json=not sys.stderr.isatty())
    with in_words():
        settings = load()
        if missing := missing_for_run(settings):
            raise CannotRun("\n".join(f"{name}: is not set; `run` needs it" for name in missing))
        lock = Database(settings.database_url)
        with sole_process(lock), asyncio.Runner(loop_factory=_fast_loop()) as runner:
            runner.run(running.serve(settings, _parts(only, lock)))


def _parts(only: str, database: Database) -> tuple[str, ...]:
    names = tuple(name.strip() for name in only.split(",") if name.strip()) or NAMES
    if unknown := sorted(set(names) - set(NAMES)):
        raise CannotRun(f"--only: there is no {', '.join(unknown)}; the parts are {', '.join(NAMES)}")
    if database.is_sqlite and set(names) != set(NAMES):
        raise CannotRun(
            "--only: a SQLite file has one process that does everything; several need PostgreSQL"
        )
    return names


def _fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where there is one (not on Windows)."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


@cli.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the browser chat is.")] = 8080,
    host: Annotated[str, typer.Option(help="Only change this if you know who can reach it.")] = "127.0.0.1",
    quiet: Annotated[bool, typer.Option(help="Start without the story.")] = False,
) -> None:
    """Try everything in a browser: the whole bot with a small Telegram on this machine. Nothing leaves it."""
    from bot.demo.launch import serve

    log.set_up("WARNING")
    with in_words():
        asyncio.run(serve(host, port, story=not quiet))


@cli.command()
def setup() -> None:
    """Ask what is needed, check the token, write `.env` and print the first invite."""
    from bot.setup import ask

    with in_words():
        asyncio.run(ask(Path(".env"), typer.prompt, Out))


@cli.command()
def invite(
    role: Annotated[str, typer.Option(help="viewer, helper, team, lead or admin")] = "lead",
    area: Annotated[str, typer.Option(help="slug of the area; an admin has none")] = "",
) -> None:
    """Print a single-use link, valid for 24 hours, that makes somebody staff."""
    from bot.setup import invite_link

    with in_words(), opened() as (settings, database):
        Out(asyncio.run(invite_link(settings, database, role, area)))


@cli.command()
def inbox(
    retry: Annotated[int, typer.Option(help="number of a dead letter to try again")] = 0,
    drop: Annotated[int, typer.Option(help="number of a dead letter to give up")] = 0,
) -> None:
    """List the updates that failed every time; try one again or give it up."""
    from db import dead_letters

    with in_words(), opened() as (_, database), database.begin() as tx:
        if retry and not dead_letters.retry(tx, retry, datetime.now(UTC)):
            raise CannotRun(f"there is no dead letter {retry}")
        if drop and not dead_letters.drop(tx, drop):
            raise CannotRun(f"there is no dead letter {drop}")
        for letter in dead_letters.waiting(tx):
            Out(f"{letter.seq}  {letter.received_at:%Y-%m-%d %H:%M} UTC  {letter.error}")


@cli.command()
def export(  # noqa: PLR0913 - each is an option
    what: Annotated[str, typer.Argument(help="ideas or answers, or both with a comma")],
    area: Annotated[str, typer.Option(help="slug of an area; otherwise all")] = "",
    since: Annotated[str, typer.Option("--from", help="first day, such as 2026-01-01")] = "",
    until: Annotated[str, typer.Option("--to", help="last day, such as 2026-12-31")] = "",
    formats: Annotated[
        str, typer.Option("--format", help="csv, xlsx or json, or several with commas")
    ] = "csv",
    folder: Annotated[Path, typer.Option(help="where the files go")] = Path(),
) -> None:
    """Write ideas or survey results as files: CSV for a German Excel (UTF-8 with BOM, semicolons), XLSX or JSON."""
    from bot.files import write_exports

    with in_words(), opened() as (settings, database):
        for path in write_exports(settings, database, what, area, since, until, folder, formats):
            Out(str(path))


@cli.command()
def poster(
    area: Annotated[str, typer.Option(help="slug of the area")],
    to: Annotated[str, typer.Option(help="area, goal:3, idea:ID, survey:ROUND or event:ID")] = "area",
    languages: Annotated[str, typer.Option(help="codes with commas, at most eight")] = "",
    size: Annotated[str, typer.Option(help="a4 or a5")] = "a4",
    folder: Annotated[Path, typer.Option(help="where the file goes")] = Path(),
) -> None:
    """Make a poster with a QR code and a code to type, as a PDF."""
    from bot.files import write_poster

    with in_words(), opened() as (settings, database):
        Out(str(asyncio.run(write_poster(settings, database, area, to, languages, size, folder))))


@cli.command()
def check() -> None:
    """Say what is wrong with settings, database and token."""
    from bot.check import findings

    with in_words():
        problems = asyncio.run(findings(load()))
        for problem in problems:
            Out(f"✗ {problem}")
        if problems:
            raise typer.Exit(1)
        Out("All is well.")


@db.command()
def upgrade() -> None:
    """Bring the schema to the newest revision."""
    with in_words():
        database = Database(load().database_url)
        schema.upgrade(database)
        database.close()
        Out(f"The schema is {schema.head()}.")


@db.command(name="check")
def check_schema() -> None:
    """Compare the database with the models."""
    with in_words(), opened() as (_, database), database.begin() as tx:
        differences = [str(difference) for difference in schema.differences(tx)]
        for difference in differences:
            Out(difference)
        Out(
            f"The schema is {schema.current(tx)}."
            if not differences
            else "The schema differs from the models."
        )
        if differences:
            raise typer.Exit(1)


@db.command()
def downgrade(
    revision: Annotated[str, typer.Argument(help="the schema of the older version, such as 0001")],
) -> None:
    """Take the schema back to an older one, before an older version is installed. The bot must not run."""
    with in_words():
        database = Database(load().database_url)
        with sole_process(database):
            try:
                schema.downgrade(database, revision)
            except LookupError:
                raise CannotRun(f"there is no schema {revision}") from None
        database.close()
        Out(f"The schema is {revision}.")


@db.command()
def backup() -> None:
    """Write database and media into BACKUP_DIR, beside the running bot; backups older than 30 days go."""
    from bot.backup import make

    with in_words():
        Out(str(make(load(), datetime.now(UTC))))


@db.command()
def restore(file: Annotated[Path, typer.Argument(help="a backup, decrypted")]) -> None:
    """Bring a backup back into an empty place, and erase again whoever deleted themselves since."""
    from bot.backup import restore as bring_back

    with in_words():
        for line in bring_back(load(), file):
            Out(line)


def _each(lines: list[str], good: str) -> None:
    for line in lines:
        Out(line)
    if not lines:
        Out(good)


@texts.command()
def extract() -> None:
    """Bring all catalogues up to date with the code."""
    with in_words():
        _each(catalogues.extract(), "The catalogues are up to date.")


@texts.command()
def add(code: str) -> None:
    """Begin a new language."""
    with in_words():
        Out(str(catalogues.add(code)))


@texts.command(name="check")
def check_texts() -> None:
    """Say what is missing or wrong in the catalogues."""
    problems = catalogues.check()
    _each(problems, "The catalogues are complete.")
    if problems:
        raise typer.Exit(1)


main: Callable[[], None] = cli
