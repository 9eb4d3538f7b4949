"""THE register of personal data: every table that leads to a person, what of it is shown and what goes with them.

A new table or column that leads to a person needs a word here; `db.gaps` finds what was forgotten.
"""

from __future__ import annotations

from db.belonging import OWNER, Belonging


def _named(*columns: str, **ways: str) -> dict[str, str]:
    """Columns that are shown under their own name, then those that get another one."""
    return {**{column: column for column in columns}, **ways}


_SURVEY = {"survey": "round_id.survey_id.slug", "round": "round_id.occurrence", "area": "area_id.name"}

REGISTER: dict[str, Belonging] = {
    OWNER: Belonging(
        shown=_named(
            *("language", "asked_to_subscribe", "unreachable_since"),
            area="area_id.name",
            known_since="created_at",
        ),
        secret={"encrypted_telegram_id": "telegram_sealed", "hash_of_telegram_id": "telegram_hash"},
        unsaid=("id",),
    ),
    "consents": Belonging(("person_id",), shown=_named("version", "language", "given_at"), unsaid=("id",)),
    "subscriptions": Belonging(
        ("person_id",), shown=_named("topic", "rhythm", "since", "until"), unsaid=("id",)
    ),
    "dialogs": Belonging(("person_id",), shown=_named("asked", "draft", "updated_at")),
    "staff": Belonging(("person_id",), shown=_named("role", "since", area="area_id.name"), unsaid=("id",)),
    "invite_guesses": Belonging(("person_id",), shown=_named(wrong_link_at="at"), unsaid=("id",)),
    "ideas": Belonging(
        ("author_id", "answer_id"),
        shown=_named(
            *("number", "goal", "language", "text", "status"),
            area="area_id.name",
            sent_at="created_at",
            changed_at="updated_at",
        ),
        unsaid=("id", "draft_key", "ballot_id"),
    ),
    "idea_goals": Belonging(("idea_id",), shown=_named("goal", idea="idea_id.number")),
    "idea_places": Belonging(
        ("idea_id",), shown=_named("position", "latitude", "longitude", idea="idea_id.number")
    ),
    "media": Belonging(
        ("idea_id", "answer_id"),
        shown=_named(
            *("position", "kind"),
            idea="idea_id.number",
            question="answer_id.question",
            bytes="size",
            copy="state",
        ),
        unsaid=("id", "file_id", "unique_id", "attempts", "stored_as"),
    ),
    "idea_statuses": Belonging(
        ("idea_id",), shown=_named("status", "at", idea="idea_id.number"), unsaid=("id", "staff_id")
    ),
    "sessions": Belonging(
        ("person_id",),
        shown=_named("state", "question", "started_at", "finished_at", **_SURVEY),
        unsaid=("id", "step", "ticked", "counted"),
    ),
    "answers": Belonging(
        ("session_id",),
        shown=_named("question", "state", "value", "goal", "language", "at", **_SURVEY),
        unsaid=("id",),
    ),
    "ballot_ways": Belonging(
        ("person_id",),
        shown={"survey": "round_id.survey_id.slug", "round": "round_id.occurrence", "step": "step"},
        secret={"unfinished_answers": "sealed"},
    ),
    "silences": Belonging(
        ("person_id",),
        shown={"survey": "survey_id.slug", "unanswered_in_a_row": "rounds", "asked": "asked"},
    ),
    "uploads": Belonging(
        ("person_id",),
        shown=_named("goal", "name", sent_at="created_at", bytes="size", area="area_id.name"),
        unsaid=("id", "survey_id", "file_id", "attempts"),
    ),
    "outbox": Belonging(
        ("person_id",),
        shown=_named("kind", "state", "created_at", "done_at", "error"),
        secret={
            "hash_of_telegram_id": "chat",
            "encrypted_telegram_id": "address",
            "not_yet_sent": "content",
        },
        unsaid=(
            *("id", "lane", "job", "broadcast_id", "policy", "token", "lease_until"),
            *("attempts", "not_before", "message_id"),
        ),
    ),
}
