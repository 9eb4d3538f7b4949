"""A form with twelve mistakes."""

from __future__ import annotations

from tests.forms import book

TWELVE = book(
    """
type                | name   | label::Deutsch (de)        | label::Nachbarisch | Farbe | required     | relevant            | constraint
text                | street | Ihre Straße?               | Straze?            |       |              |                     |
integr              | house  | Ihre Hausnummer?           |                    | rot   |              |                     |
text                | floor  |                            |                    |       |              |                     |
integer             | rooms  | Wie viele Zimmer?          |                    |       | ${floor} = 1 |                     |
text                | cold   | Ist es kalt?               |                    |       |              | ${heating} = 'no'   |
integer             | rent   | Ihre Miete?                |                    |       |              |                     | . > 100 and (. <
begin_repeat        | child  |                            |                    |       |              |                     |
text                | street | Ihr Name?                  |                    |       |              |                     |
end_repeat          |        |                            |                    |       |              |                     |
calculate           | sum    |                            |                    |       |              |                     |
select_one colors   | paint  | Welche Farbe für das Haus? |                    |       |              |                     |
""",
    """
list_name | name | label::Deutsch (de)
colours   | red  | Rot
colours   | red  | Dunkelrot
""",
    "form_title | default_language\nUnser Haus | Deutsch (de)",
)
TWELVE_PLACES = [
    ("survey", 1, "label::Nachbarisch"),
    ("survey", 1, "Farbe"),
    ("survey", 3, "type"),
    ("survey", 4, "label::Deutsch (de)"),
    ("survey", 5, "required"),
    ("survey", 6, "relevant"),
    ("survey", 7, "constraint"),
    ("survey", 8, "type"),
    ("survey", 9, "name"),
    ("survey", 11, "type"),
    ("survey", 12, "type"),
    ("choices", 3, "name"),
]
"""Where its twelve mistakes are."""
