"""Pictures and recordings of surveys."""

from __future__ import annotations

from sqlalchemy import select

from db.query import upsert
from db.session import Tx
from db.tables import SurveyFile


def put(tx: Tx, survey_id: int, name: str, kind: str, file_id: str) -> None:
    """A file in place of the one that had this name."""
    row = upsert(tx, SurveyFile).values(survey_id=survey_id, name=name, kind=kind, file_id=file_id)
    tx.execute(
        row.on_conflict_do_update(
            index_elements=["survey_id", "name"], set_={"kind": kind, "file_id": file_id}
        )
    )


def of(tx: Tx, survey_id: int) -> dict[str, tuple[str, str]]:
    """Name -> (kind, file id)."""
    query = select(SurveyFile.name, SurveyFile.kind, SurveyFile.file_id).where(
        SurveyFile.survey_id == survey_id
    )
    return {row[0]: (row[1], row[2]) for row in tx.execute(query)}
