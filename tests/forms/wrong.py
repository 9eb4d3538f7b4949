"""Forms with something wrong in them."""

from __future__ import annotations

from tests.forms import Book, book

_TEXT = "Wie ist es hier?"


def one(
    type_: str = "text",
    *,
    choices: str = "",
    settings: str = "",
    name: str = "it",
    label: str = _TEXT,
    **cells: str,
) -> Book:
    """A form whose second question has these cells in these columns; the first asks for a number, `age`."""
    heads = " | ".join(("type", "name", "label", *(head.replace("__", "::") for head in cells)))
    row = " | ".join((type_, name, label, *cells.values()))
    return book(f"{heads}\ninteger | age | Wie alt sind Sie?\n{row}", choices, settings)


LIST = "list_name | name | label\nab | a | Apfel\nab | b | Birne"

ALONE: dict[str, tuple[Book, tuple[str, int, str], str]] = {
    "a type misspelt": (
        one("txt"),
        ("survey", 3, "type"),
        "There is no question type txt. / Did you mean text?",
    ),
    "a type that nobody knows": (
        one("qwxzy"),
        ("survey", 3, "type"),
        "Use one of these types: text, integer",
    ),
    "no type": (one(""), ("survey", 3, "type"), "The cell type is empty. / Write a type into the row"),
    "a select without list": (
        one("select_one"),
        ("survey", 3, "type"),
        "no question type select_one. / Write the name of the list behind it",
    ),
    "a list that is not there": (one("select_one ab"), ("survey", 3, "type"), "The list ab has 0 answers"),
    "an answer of one's own": (
        one("select_one ab or_other", choices=LIST),
        ("survey", 3, "type"),
        "what or_other asks for. / Add the answer “other” to the list",
    ),
    "a list in a file": (
        one("select_one_from_file streets.csv"),
        ("survey", 3, "type"),
        "Write the answers into the sheet choices",
    ),
    "a repetition": (
        one("begin_repeat", label=""),
        ("survey", 3, "type"),
        "as often as they should be asked",
    ),
    "a calculation": (one("calculate", label=""), ("survey", 3, "type"), "calculate with the results"),
    "date and time at once": (one("dateTime"), ("survey", 3, "type"), "in two questions"),
    "a barcode": (one("barcode"), ("survey", 3, "type"), "what barcode asks for. / Use the type text."),
    "a video": (one("video"), ("survey", 3, "type"), "Use the type image."),
    "a file": (one("file"), ("survey", 3, "type"), "Use the type image."),
    "a line on the map": (one("geotrace"), ("survey", 3, "type"), "Use the type geopoint."),
    "a shape on the map": (one("geoshape"), ("survey", 3, "type"), "Use the type geopoint."),
    "to acknowledge": (
        one("acknowledge"),
        ("survey", 3, "type"),
        "Use the type select_one.",
    ),
    "something hidden": (one("hidden", label=""), ("survey", 3, "type"), "calculate with the results"),
    "the start": (one("start", label=""), ("survey", 3, "type"), "asks for. / Remove this row."),
    "the phone": (one("deviceid", label=""), ("survey", 3, "type"), "asks for. / Remove this row."),
    "an audit": (one("audit", label=""), ("survey", 3, "type"), "asks for. / Remove this row."),
    "a group without end": (one("begin_group"), ("survey", 3, "type"), "This group has no end."),
    "an end without group": (one("end_group", label=""), ("survey", 3, "type"), "never began"),
    "no name": (one(name=""), ("survey", 3, "name"), "The cell name is empty. / Write a short name"),
    "a name with a space": (one(name="my age"), ("survey", 3, "name"), "This cannot be a name: my age"),
    "a reserved name": (
        one(name="meta"),
        ("survey", 3, "name"),
        "This cannot be a name: meta / Choose another name.",
    ),
    "a name twice": (one(name="age"), ("survey", 3, "name"), "Two rows have the name age."),
    "no text": (
        one(label=""),
        ("survey", 3, "label"),
        "The cell label is empty. / Write the text that people see.",
    ),
    "an answer inside a text": (
        one(label="Sind Sie ${age}?"),
        ("survey", 3, "label"),
        "inside a text: ${age}?",
    ),
    "an error of the spreadsheet": (
        one(label="#REF!"),
        ("survey", 3, "label"),
        "an error of the spreadsheet: #REF!",
    ),
    "a text without end": (one(label="a" * 3001), ("survey", 3, "label"), "3001 characters long; 3000"),
    "a rule for required": (one(required="${age} > 3"), ("survey", 3, "required"), "Write yes, or leave"),
    "a message of one's own for required": (
        one(required="yes", required_message="Bitte!"),
        ("survey", 3, "required_message"),
        "what required_message asks for. / Empty this cell.",
    ),
    "a default": (one(default="3"), ("survey", 3, "default"), "what default asks for. / Empty this cell."),
    "a calculated answer": (
        one(calculation="${age} + 1"),
        ("survey", 3, "calculation"),
        "calculate with the results",
    ),
    "a filter for answers": (
        one("select_one ab", choices=LIST, choice_filter="x = 1"),
        ("survey", 3, "choice_filter"),
        "one question for each group of answers",
    ),
    "a trigger": (one(trigger="${age}"), ("survey", 3, "trigger"), "calculate with the results"),
    "read only": (
        one(read_only="yes"),
        ("survey", 3, "read_only"),
        "what read_only asks for. / Empty this cell.",
    ),
    "another hint": (one(guidance_hint="laut lesen"), ("survey", 3, "guidance_hint"), "to the column hint"),
    "a film": (one(media__video="park.mp4"), ("survey", 3, "media::video"), "Use a picture"),
    "a column of the XML": (
        one(bind__foo="x"),
        ("survey", 1, "bind::foo"),
        "does not know the column bind::foo",
    ),
    "no language": (
        one(hint__Elbisch="a"),
        ("survey", 1, "hint::Elbisch"),
        "which language this is: Elbisch / Write the language with its code",
    ),
    "no name of a file": (one(image="../park"), ("survey", 3, "image"), "no name of a file: ../park"),
    "an appearance": (
        one("image", appearance="signature"),
        ("survey", 3, "appearance"),
        "what signature asks for. / Remove this word.",
    ),
    "a parameter": (
        one("text", parameters="seed=3"),
        ("survey", 3, "parameters"),
        "what seed asks for. / Remove this word.",
    ),
    "a scale by tens": (
        one("range", parameters="start=0 end=100 step=10"),
        ("survey", 3, "parameters"),
        "scales",
    ),
    "yes and no of one's own": (
        one("select_one ab", choices=LIST, appearance="yes_no"),
        ("survey", 3, "appearance"),
        "exactly these names: no, yes",
    ),
    "a rule that breaks off": (
        one(relevant="${age} > 3 and"),
        ("survey", 3, "relevant"),
        "cannot be read at character 15:",
    ),
    "a space in a reference": (
        one(relevant="${ age } > 3"),
        ("survey", 3, "relevant"),
        "at character 1: ${ age }",
    ),
    "a rule without end": (
        one(relevant="${age} > 1" + "+1" * 500),
        ("survey", 3, "relevant"),
        "1010 characters long; 1000",
    ),
    "a function": (
        one(relevant="pulldata('a', 'b') = ${age}"),
        ("survey", 3, "relevant"),
        "does not know the function pulldata. / Use one of these functions: selected",
    ),
    "a later question": (one(relevant="${it} > 3"), ("survey", 3, "relevant"), "not answered yet"),
    "no question": (
        one(constraint=". > ${Age}"),
        ("survey", 3, "constraint"),
        "asks about Age, which is no question",
    ),
    "none of the answers": (
        one("select_one ab", choices=LIST, constraint=". != 'pear'"),
        ("survey", 3, "constraint"),
        "compares it with pear, which is none of its answers. / Use one of the names from the list of answers: a, b.",
    ),
    "more answers than there are": (
        one("select_multiple ab", choices=LIST, constraint="count-selected(.) >= 3"),
        ("survey", 3, "constraint"),
        "At least 3 and at most 2 of 2 answers",
    ),
    "a space in a name among several": (
        one("select_multiple ab", choices=f"{LIST}\nab | c d | Quitte"),
        ("choices", 4, "name"),
        "This cannot be a name: c d",
    ),
    "a rule for a note": (
        one("note", constraint=". > 1"),
        ("survey", 3, "constraint"),
        "what constraint asks for. / Empty this cell.",
    ),
    "an answer without name": (
        one("select_one ab", choices=f"{LIST}\nab |  | Quitte"),
        ("choices", 4, "name"),
        "The cell name is empty. / Every answer needs",
    ),
    "an answer without list": (
        one("select_one ab", choices=f"{LIST}\n | c | Quitte"),
        ("choices", 4, "list_name"),
        "The cell list_name is empty. / Every answer needs",
    ),
    "an answer twice": (
        one("select_one ab", choices=f"{LIST}\nab | b | Quitte"),
        ("choices", 4, "name"),
        "Two rows have the name b. / Choose another name.",
    ),
    "an answer without text": (
        one("select_one ab", choices=f"{LIST}\nab | c | "),
        ("choices", 4, "label"),
        "The cell label is empty.",
    ),
    "a column of the choices": (
        one("select_one ab", choices="list_name | name | label | town\nab | a | A | x\nab | b | B | y"),
        ("choices", 1, "town"),
        "does not know the column town",
    ),
    "a picture for an answer": (
        one(
            "select_one ab",
            choices="list_name | name | label | media::image\nab | a | A | a.png\nab | b | B | ",
        ),
        ("choices", 2, "media::image"),
        "in the row of the question",
    ),
    "no title": (
        one(settings="form_id | default_language\nx | de"),
        ("settings", 0, "form_title"),
        "no title",
    ),
    "no default language": (one(settings="form_title\nKiez"), ("survey", 1, "label"), "names no language"),
    "a default language that nobody speaks": (
        one(settings="form_title | default_language\nKiez | Elbisch"),
        ("settings", 2, "default_language"),
        "which language this is: Elbisch",
    ),
    "a setting": (
        one(settings="form_title | default_language | public_key\nKiez | de | abc"),
        ("settings", 1, "public_key"),
        "does not know the column public_key",
    ),
    "an answer inside the title": (
        one(settings="form_title | default_language\nFür ${age} | de"),
        ("settings", 2, "form_title"),
        "inside a text: ${age}",
    ),
    "another title": (
        book(
            "type | name | label | appearance\nnote | t | Titel | kiezstimme-title\ntext | a | Was? |",
            settings="form_title | default_language\nAnderer Titel | de",
        ),
        ("settings", 2, "form_title"),
        "another one than the title among the questions",
    ),
    "the same column twice": (
        book("type | name | label | label::German\ntext | a | Was? | Wie?"),
        ("survey", 1, "label::German"),
        "The columns label::German and label mean the same.",
    ),
    "a column without heading": (
        book("type | name | label |\ntext | a | Was? | \ntext | b | Wie? | hm"),
        ("survey", 3, "D"),
        "a column without a heading",
    ),
    "a column that is missing": (
        book("type | name\nnote | a"),
        ("survey", 1, "label"),
        "has no column label",
    ),
}
"""What is wrong, where, and words of what is said of it: “the sentence / how to mend it”."""
