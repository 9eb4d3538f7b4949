"""The team's own words in other languages: what was delivered of them, and what was wanted."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import and_, delete, select

from bot.core.words import Carried, Version, mark_of
from db.session import Tx
from db.tables import Piece
from db.words import DONE


def of(tx: Tx, source: str, source_ids: Collection[int]) -> dict[int, list[Carried]]:
    """What was delivered of these things' own words, by their numbers."""
    if not source_ids:
        return {}
    columns = (
        Piece.source_id,
        Piece.part,
        Piece.original,
        Piece.language,
        Piece.text,
        Piece.how,
        Piece.state,
    )
    there = and_(Piece.text.is_not(None), Piece.state.in_(DONE))
    query = select(*columns).where(Piece.source == source, Piece.source_id.in_(source_ids), there)
    found: dict[int, list[Carried]] = {}
    for source_id, part, original, language, text, how, state in tx.execute(query):
        mark = mark_of(Version(language, text, how, state))
        found.setdefault(source_id, []).append(Carried(part, language, original or "", text or "", mark))
    return found


def wanted(tx: Tx, source: str, source_id: int) -> dict[str, dict[str, str]]:
    """What was wanted of something until now: by part and language the text that was to be carried."""
    query = select(Piece.part, Piece.language, Piece.original)
    found: dict[str, dict[str, str]] = {}
    for part, language, original in tx.execute(
        query.where(Piece.source == source, Piece.source_id == source_id)
    ):
        found.setdefault(part, {})[language] = original or ""
    return found


def need_no_more(tx: Tx, source: str, source_id: int, part: str, languages: Collection[str]) -> None:
    """Translations of a part that nobody needs: it is gone, or the team has written it in these languages itself."""
    mine = and_(Piece.source == source, Piece.source_id == source_id, Piece.part == part)
    tx.execute(delete(Piece).where(mine, Piece.language.in_(sorted(languages))))
