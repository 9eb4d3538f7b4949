"""Behind `kiezstimme texts`: the sentences in the code, and the catalogues that keep in step with them.

Catalogues carry files without line numbers and no dates: a change of the code changes few lines of theirs.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.pofile import PoFileError

from bot.catalogues import files, rules, writing
from bot.catalogues.sentences import find
from bot.i18n import LANGUAGES, LOCALES

ROOT = LOCALES.parent


def extract(root: Path = ROOT) -> list[str]:
    """Writes `locales/bot.pot` and brings every catalogue in step with the code; returns the languages."""
    sentences = find(root).sentences
    writing.write_template(root, sentences)
    codes = files.codes(root)
    for code in codes:
        writing.write(root, code, sentences)
    return codes


def add(code: str, root: Path = ROOT) -> Path:
    """A new catalogue, still to be translated. Raises ValueError for a code unknown or there already."""
    if code not in LANGUAGES:
        raise ValueError(f"{code} is none of our languages, which are {', '.join(LANGUAGES)}")
    if files.path(root, code).exists():
        raise ValueError(f"{code} is there already: {files.path(root, code)}")
    return writing.write(root, code, find(root).sentences)


def check(root: Path = ROOT) -> list[str]:
    """What is wrong with the sentences in the code and with their catalogues, in words."""
    found = find(root)
    stale = rules.stale("locales/bot.pot", files.template_keys(root), found.sentences)
    problems = [*found.problems, *stale]
    for code in files.codes(root):
        if code not in LANGUAGES:
            problems.append(f"{code}: none of our languages, which are {', '.join(LANGUAGES)}")
            continue
        try:
            problems += rules.catalogue(code, files.read(files.path(root, code)), found.sentences)
        except (PoFileError, ValueError) as error:
            problems.append(f"{code}: {error}")
    return problems
