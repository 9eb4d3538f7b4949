"""Who may import whom. A layer lists what stands beside each other; everything imports downwards only."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

LAYERS = (
    ("locales", "bot.core"),
    ("bot.i18n", "bot.catalogues", "bot.jsons", "bot.settings", "bot.keys", "bot.log", "bot.metrics"),
    ("db",),
    ("bot.services",),
    ("bot.paper", "bot.views"),
    ("bot.delivery", "bot.jobs", "bot.threads"),
    ("handlers",),
    ("bot.intake",),
    (
        "bot.app",
        "bot.backup",
        "bot.running",
        "bot.cli",
        "bot.check",
        "bot.setup",
        "bot.files",
        "bot.demo",
        "bot.__main__",
    ),
)
HOMES = {
    "sqlalchemy": ("db",),
    "alembic": ("db",),
    "telegram": (
        *("handlers.dispatch", "bot.intake", "bot.delivery", "bot.demo", "bot.app"),
        *("bot.running", "bot.cli", "bot.check", "bot.setup"),
    ),
}
ROOT = Path(__file__).parent.parent
HEIGHT = {part: height for height, layer in enumerate(LAYERS) for part in layer}
OWN = {part.partition(".")[0] for part in HEIGHT}
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in OWN
    for path in (ROOT / package).rglob("*.py")
}


def imports(path: Path) -> Iterator[str]:
    """Every name that a file imports, with the module it is in; also inside functions and for types alone."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: import by the full name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, *parts: str) -> bool:
    return any(f"{name}.".startswith(f"{part}.") for part in parts)


def part_of(name: str) -> str:
    return next((part for part in HEIGHT if within(name, part)), "")


def may_import(module: str, name: str) -> bool:
    """Downwards, within one part, and beside each other inside one package."""
    mine, theirs = part_of(module), part_of(name)
    if mine == theirs or not theirs:
        return bool(theirs)
    level = HEIGHT[mine] - HEIGHT[theirs]
    return level > 0 or (level == 0 and mine.partition(".")[0] == theirs.partition(".")[0])


def test_every_module_stands_in_a_layer() -> None:
    assert [module for module in MODULES if module != "bot" and not part_of(module)] == []
    assert list(imports(MODULES["bot"])) == []


def test_imports_point_down_only() -> None:
    ours = [
        (module, name) for module, path in MODULES.items() for name in imports(path) if within(name, *OWN)
    ]
    assert [pair for pair in ours if not may_import(*pair)] == []


def test_the_database_and_telegram_are_known_in_their_homes_alone() -> None:
    strays = [
        (module, name)
        for module, path in MODULES.items()
        for name in imports(path)
        if (homes := HOMES.get(name.partition(".")[0])) and not within(module, *homes)
    ]
    assert strays == []


def test_the_rules_need_nothing_but_python() -> None:
    core = [
        (module, name)
        for module in MODULES
        if within(module, "bot.core")
        for name in imports(MODULES[module])
    ]
    foreign = [pair for pair in core if pair[1].partition(".")[0] not in sys.stdlib_module_names]
    assert [pair for pair in foreign if not within(pair[1], "bot.core")] == []


def test_the_database_side_of_an_update_never_awaits() -> None:
    waiting = (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)
    sides = (
        "bot.core",
        "db",
        "bot.services",
        "bot.views",
        "handlers",
        "bot.intake.work",
        "bot.delivery.claims",
    )
    found = [
        (module, node.lineno)
        for module, path in MODULES.items()
        if within(module, *sides)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, waiting)
    ]
    assert found == []
