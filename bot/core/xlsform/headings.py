"""What the headings of columns mean: those that are read, their other names, and those that the bot cannot follow."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.text import N_
from bot.core.xlsform import said

ALIASES: Mapping[str, Mapping[str, str]] = {
    "survey": {
        "command": "type",
        "tag": "name",
        "value": "name",
        "caption": "label",
        "constraining_message": "constraint_message",
        "relevance": "relevant",
        "calculate": "calculation",
        "readonly": "read_only",
        "requiredmsg": "required_message",
        "jr:count": "repeat_count",
        "count": "repeat_count",
        "bind::relevant": "relevant",
        "bind::required": "required",
        "bind::constraint": "constraint",
        "bind::jr:constraintmsg": "constraint_message",
        "control::appearance": "appearance",
    },
    "choices": {"value": "name", "caption": "label"},
    "settings": {
        "title": "form_title",
        "set_form_title": "form_title",
        "id_string": "form_id",
        "set_form_id": "form_id",
    },
}
"""Other headings that the standard's own converter takes (pyxform, `aliases.py`)."""

KNOWN: Mapping[str, frozenset[str]] = {
    "survey": frozenset(
        [
            "type",
            "name",
            "label",
            "hint",
            "required",
            "relevant",
            "constraint",
            "constraint_message",
            "appearance",
            "parameters",
            "image",
            "audio",
        ]
    ),
    "choices": frozenset({"list_name", "name", "label"}),
    "settings": frozenset(
        [
            "form_title",
            "form_id",
            "version",
            "default_language",
            "style",
            "name",
            "allow_choice_duplicates",
            "clean_text_values",
        ]
    ),
}
TRANSLATED = frozenset({"label", "hint", "constraint_message", "image", "audio"})
NEEDED: Mapping[str, tuple[str, ...]] = {
    "survey": ("type", "name", "label"),
    "choices": ("list_name", "name", "label"),
    "settings": (),
}
OWNERS = ("bind", "control", "body", "instance")
"""First words of headings that reach into the XML behind a form."""

_INSTEAD = N_("Use a picture (media::image) or a recording (media::audio) in the row of the question.")
REFUSED: Mapping[str, Mapping[str, str]] = {
    "survey": {
        "required_message": said.EMPTY_IT,
        "guidance_hint": N_("Move the text to the column hint."),
        "default": said.EMPTY_IT,
        "calculation": said.CALCULATE,
        "trigger": said.CALCULATE,
        "read_only": said.EMPTY_IT,
        "choice_filter": N_(
            "Make one question for each group of answers, and write into its column relevant whom it concerns."
        ),
        "repeat_count": said.AGAIN,
        "video": _INSTEAD,
        "big-image": _INSTEAD,
        "disabled": said.REMOVE_ROW,
    },
    "choices": dict.fromkeys(("image", "audio", "video", "big-image"), _INSTEAD),
    "settings": {},
}
NOTHING = frozenset({"no", "false", "false()"})
"""What these columns may hold: it asks for nothing."""
ERRORS = frozenset({"#REF!", "#NAME?", "#VALUE!", "#N/A", "#DIV/0!", "#NUM!", "#NULL!"})
