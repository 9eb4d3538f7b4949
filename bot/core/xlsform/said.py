"""Sentences that are said in several places: what is wrong, and how to mend it."""

from __future__ import annotations

from bot.core.text import N_

CANNOT = N_("The bot cannot do what {word} asks for.")
MISSING = N_("The cell {word} is empty.")
NO_NAME = N_("This cannot be a name: {word}")
NO_LANGUAGE = N_("It cannot be told which language this is: {word}")
TWICE = N_("Two rows have the name {word}.")
TOO_LONG = N_("The text is {n} characters long; {most} are possible.")

EMPTY_IT = N_("Empty this cell.")
REMOVE_WORD = N_("Remove this word.")
REMOVE_ROW = N_("Remove this row.")
WRITE_TEXT = N_("Write the text that people see.")
WRITE_NAME = N_("Write a short name of its own, for example: age")
USE_SIGNS = N_("Use letters, digits and _ only, and begin with a letter.")
CHOOSE_NAME = N_("Choose another name.")
WRITE_LANGUAGE = N_("Write the language with its code, for example: Deutsch (de)")
SHORTEN = N_("Please write a shorter text.")
CALCULATE = N_("Leave this out, and calculate with the results after the survey.")
AGAIN = N_("Write the questions as often as they should be asked, one below the other.")
LOOK_AT_LIST = N_("Look at the list of answers, and at the spelling of its name.")
CHANGE = N_("Change this in the form, and send it again.")
