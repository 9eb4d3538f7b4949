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
    "staff": Belonging(
        ("person_id",), shown=_named("role", "since", "label", "hears", area="area_id.name"), unsaid=("id",)
    ),
    "invite_guesses": Belonging(("person_id",), shown=_named(wrong_link_at="at"), unsaid=("id",)),
    "ideas": Belonging(
        ("author_id", "answer_id"),
        shown=_named(
            *("number", "goal", "language", "text", "status"),
            area="area_id.name",
            sent_at="created_at",
            changed_at="updated_at",
        ),
        cut=("duplicate_of",),
        unsaid=("id", "draft_key", "ballot_id", "assigned_to", "folded"),
    ),
    "idea_goals": Belonging(("idea_id",), shown=_named("goal", idea="idea_id.number")),
    "idea_places": Belonging(
        ("idea_id",), shown=_named("position", "latitude", "longitude", idea="idea_id.number")
    ),
    "media": Belonging(
        ("idea_id", "answer_id", "message_id"),
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
    "idea_messages": Belonging(
        ("idea_id",),
        shown=_named(
            *("kind", "status", "text", "language", "canned", "fields", "rating", "at", "read_at"),
            idea="idea_id.number",
        ),
        unsaid=("id", "staff_id"),
    ),
    "idea_notes": Belonging(
        ("idea_id",),
        shown=_named("at", idea="idea_id.number"),
        secret={"note_of_the_team": "text"},
        unsaid=("id", "staff_id"),
    ),
    "answer_drafts": Belonging(
        ("person_id", "idea_id"),
        shown=_named("status", "at", idea="idea_id.number"),
        secret={"unsent_answer": "text", "unsent_values": "fields", "unsent_photo": "photo"},
        unsaid=("id", "key", "canned"),
    ),
    "publications": Belonging(
        ("idea_id",),
        shown=_named("text", "language", "state", "published_at", idea="idea_id.number"),
        unsaid=("how", "spans", "photos", "letter", "staff_id", "done_at"),
    ),
    "supports": Belonging(
        ("person_id",),
        cut=("idea_id",),
        shown=_named("kind", "may_write", "at", idea="idea_id.number"),
        unsaid=("id", "told_at"),
    ),
    "publication_reports": Belonging(
        ("person_id",),
        cut=("idea_id",),
        shown=_named("reason", "at", idea="idea_id.number"),
        unsaid=("id", "seen_at"),
    ),
    "signatures": Belonging(
        ("idea_id",), shown=_named("language", idea="idea_id.number"), unsaid=("bits",)
    ),
    "helpers": Belonging(
        ("staff_id",), shown=_named("languages", "at_once", "promised_at", last_told="told_at")
    ),
    "pieces": Belonging(
        ("idea_id",),
        shown=_named(
            *("source", "source_language", "language", "state", "text", "how", "draft", "said_back"),
            *("understood", "wanted_at", "delivered_at"),
            idea="idea_id.number",
        ),
        secret={"earlier_texts": "earlier", "not_yet_delivered": "pending", "text_of_the_team": "original"},
        unsaid=(
            *("id", "source_id", "part", "area_id", "version", "helper_id", "checker_id", "reply_id"),
            *("claimed_at", "offer_at", "tries", "try_at"),
        ),
    ),
    "concerns": Belonging(
        ("person_id",),
        shown=_named(
            *("state", "wish", "phone", "created_at", "changed_at", "closed_at"), area="area_id.name"
        ),
        unsaid=("id", "reminded_at"),
    ),
    "concern_messages": Belonging(
        ("concern_id",),
        shown=_named("text", "language", "at", sent="concern_id.created_at"),
        secret={"voice_message": "voice"},
        unsaid=("id", "staff_id"),
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
    "rsvps": Belonging(
        ("person_id",),
        shown=_named(
            *("answer", "people", "needs", "brings", "practises", "answered_at"),
            event="event_id.sort",
            begins="event_id.starts_at",
        ),
        unsaid=("id", "turn"),
    ),
    "report_wishes": Belonging(("person_id",), shown=_named("since", area="area_id.name")),
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
