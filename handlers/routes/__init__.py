"""THE table: every command, button and typed answer, with who may use it. Read this first."""

from __future__ import annotations

from handlers.routes.desk import DESK
from handlers.routes.many import MANY
from handlers.routes.residents import RESIDENTS
from handlers.routes.row import Handler, Route

__all__ = ["ANSWERS", "BUTTONS", "COMMANDS", "ROUTES", "Handler", "Route"]

ROUTES: tuple[Route, ...] = (*RESIDENTS, *DESK, *MANY)


def _table(kind: str) -> dict[str, Route]:
    return {route.key: route for route in ROUTES if route.kind == kind}


COMMANDS, BUTTONS, ANSWERS = _table("command"), _table("button"), _table("answer")
