"""The texts of a survey, to be carried into other languages: question by question, each text in a line of its own.

A part is a question with everything that stands there (named by the question), or the title with the introduction (""). Whatever
others carried is marked in the definition itself: {"carried": place -> language -> who}. The team's own words are never touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from bot.core.refused import Refused
from bot.core.text import N_
from bot.core.words import Carried

Data = dict[str, Any]
_BESIDE = ("low", "high", "hint", "wrong")
LEAST_ROOM = 60
"""Characters that every line may have; longer ones may become twice as long."""
MOST = 2000
"""Characters of a part: what is longer no message would hold with its translation."""


def _parts(data: Data) -> dict[str, list[tuple[str, dict[str, str]]]]:
    """Part -> its texts by language, each with its place, as far as there is one in any language."""
    found = {"": [("title", data["title"]), ("intro", data.get("intro") or {})]}
    for question in data["questions"]:
        name = question["name"]
        found[name] = [
            (name, question["text"]),
            *((f"{name}:{key}", question.get(key) or {}) for key in _BESIDE),
        ]
        found[name] += [
            (f"{name}.{option['id']}", option["text"]) for option in question.get("options", ())
        ]
    return {part: [one for one in texts if any(one[1].values())] for part, texts in found.items()}


def texts_of(data: Data) -> dict[str, dict[str, str]]:
    """Part -> language -> its lines, for the languages in which all of them are there."""
    return {part: _complete(texts) for part, texts in _parts(data).items()}


def _complete(texts: list[tuple[str, dict[str, str]]]) -> dict[str, str]:
    codes = dict.fromkeys(code for _, words in texts for code in words)
    whole = {code: [words.get(code, "") for _, words in texts] for code in codes}
    lines = {
        code: "\n".join(" ".join(one.split()) for one in each) for code, each in whole.items() if all(each)
    }
    return {code: text for code, text in lines.items() if len(text) <= MOST}


def own(data: Data) -> Data:
    """The same survey without what others carried."""
    bare = deepcopy({key: value for key, value in data.items() if key != "carried"})
    marks = data.get("carried", {})
    for texts in _parts(bare).values():
        for place, words in texts:
            for code in marks.get(place, ()):
                words.pop(code, None)
    return bare


def merged(data: Data, found: Iterable[Carried]) -> Data:
    """The survey with what others delivered, wherever the team itself has written nothing and still asks the same."""
    whole = own(data)
    parts, asked = _parts(whole), texts_of(whole)
    carried: dict[str, dict[str, str]] = {}
    for one in found:
        texts, lines = parts.get(one.part, []), one.text.split("\n")
        if one.original not in asked.get(one.part, {}).values() or len(lines) != len(texts):
            continue
        for (place, words), line in zip(texts, lines, strict=True):
            if not words.get(one.language):
                words[one.language] = line
                carried.setdefault(place, {})[one.language] = one.mark
    return {**whole, "carried": carried} if carried else whole


def fitted(original: str, text: str) -> str:
    """A translation of a part, line by line. Raises Refused for one whose lines do not fit."""
    said = original.split("\n")
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(lines) != len(said):
        raise Refused(
            N_("Please keep the lines, each text in a line of its own. So many there should be: {n}"),
            n=len(said),
        )
    for line, before in zip(lines, said, strict=True):
        if len(line) > (limit := max(LEAST_ROOM, 2 * len(before))):
            raise Refused(N_("This is too long: please use at most {limit} characters."), limit=limit)
    return "\n".join(lines)
