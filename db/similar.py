"""What ideas are about, as signatures: kept for each idea and language, read for an area at once."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, exists, select

from db.ideas import GONE
from db.prepared import Prepared, word
from db.query import rows, upsert
from db.session import Tx
from db.tables import Idea, Piece, Publication, Signature
from db.tables.ideas import STATUSES

Bits = tuple[int, bytes]
"""An idea and the signature of its text in one language."""


def _bits(number: int, bits: bytes) -> Bits:
    return number, bits


_SIGNED = select(Signature.idea_id, Signature.bits).join_from(Signature, Idea, Idea.id == Signature.idea_id)
_STANDING = [word(status) for status in STATUSES if status not in GONE]
_HERE = (Idea.area_id == bindparam("area"), Idea.status.in_(_STANDING))
_OF_AREA = Prepared(_SIGNED.where(*_HERE), _bits)
_PUBLISHED = Prepared(
    _SIGNED.join(Publication, Publication.idea_id == Idea.id).where(
        *_HERE, Publication.state == word("shown")
    ),
    _bits,
)


def published(tx: Tx, area_id: int) -> list[Bits]:
    """Of what the neighbours of an area may read."""
    return _PUBLISHED.all(tx, area=area_id)


def of_area(tx: Tx, area_id: int) -> list[Bits]:
    """Of all ideas of an area that stand on their own."""
    return _OF_AREA.all(tx, area=area_id)


def bits(tx: Tx, idea_id: int) -> list[bytes]:
    return list(tx.execute(select(Signature.bits).where(Signature.idea_id == idea_id)).scalars())


def keep(tx: Tx, idea_id: int, language: str, signature: bytes) -> None:
    new = upsert(tx, Signature).values(idea_id=idea_id, language=language, bits=signature)
    keys = ["idea_id", "language"]
    tx.execute(new.on_conflict_do_update(index_elements=keys, set_={"bits": signature}))


def missing(tx: Tx, limit: int) -> list[tuple[int, str, str]]:
    """Ideas whose own text has no signature: id, language, folded text."""
    there = exists().where(Signature.idea_id == Idea.id, Signature.language == Idea.language)
    query = select(Idea.id, Idea.language, Idea.folded).where(Idea.folded != "", ~there)
    return rows(tx, query.order_by(Idea.id).limit(limit), lambda *row: row)


def translated(tx: Tx, limit: int) -> list[tuple[int, str, str]]:
    """Published ideas in a further language without a signature: id, language, text."""
    there = exists().where(Signature.idea_id == Piece.source_id, Signature.language == Piece.language)
    ready = (
        Piece.source == "published",
        Piece.state.in_(("delivered", "checked")),
        Piece.text.is_not(None),
    )
    query = select(Piece.source_id, Piece.language, Piece.text).where(*ready, ~there)
    return rows(tx, query.order_by(Piece.id).limit(limit), lambda *row: row)


def spoken(tx: Tx, limit: int) -> list[tuple[int, str, str]]:
    """Published ideas that were only spoken, without a signature of the words that somebody made of them: id, language, text."""
    there = exists().where(
        Signature.idea_id == Publication.idea_id, Signature.language == Publication.language
    )
    query = select(Publication.idea_id, Publication.language, Publication.text)
    query = query.join(Idea, Idea.id == Publication.idea_id).where(
        Idea.folded == "", Publication.text != "", ~there
    )
    return rows(tx, query.order_by(Publication.idea_id).limit(limit), lambda *row: row)


def forget(tx: Tx, limit: int) -> int:
    """Deletes those of ideas of which no text is left: neither their author's nor what somebody made of what was spoken."""
    says = exists().where(Publication.idea_id == Idea.id, Publication.text != "")
    gone = (Idea.folded == "", ~says)
    some = select(Signature.idea_id).join(Idea, Idea.id == Signature.idea_id).where(*gone)
    return tx.execute(delete(Signature).where(Signature.idea_id.in_(some.distinct().limit(limit)))).rowcount
