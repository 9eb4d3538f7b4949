"""The kinds of question: how each is asked, how an answer is read, and what it counts for. One class, one row."""

from __future__ import annotations

from typing import Any

from bot.core import readings
from bot.core.clean import is_visible
from bot.core.content import Content
from bot.core.questions import Kind, Option, Question
from bot.core.text import N_

TEXT_LIMIT = 1000
"""Characters of a written answer."""
LONG_LIMIT = 3000
"""Of one at length."""


class YesNo(Kind):
    def options(self, question: Question) -> tuple[Option, ...]:
        return (Option("yes", {}, N_("Yes")), Option("no", {}, N_("No")))


class Single(Kind):
    own_options = True


class Several(Kind):
    """Any number of options; the value is their ids in the order of the question."""

    own_options = True
    many = True
    too_few = N_("Please choose at least {least} answers.")
    too_many = N_("Please choose at most {most} answers.")
    hint = N_("You can choose more than one answer. Then press “Done”.")

    def wrong(self, question: Question, value: Any) -> str:
        chosen = len(self.counts(value))
        if not chosen:
            return N_("Please choose at least one answer.")
        if chosen < question.least:
            return self.too_few
        return self.too_many if 0 < question.most < chosen else ""

    def counts(self, value: Any) -> tuple[str, ...]:
        return tuple(value) if isinstance(value, list) else ()


class Scale(Kind):
    """Points from 1 upwards, with a text at either end."""

    def options(self, question: Question) -> tuple[Option, ...]:
        return tuple(Option(str(point), {}, str(point)) for point in range(1, question.points + 1))


class Smileys(Kind):
    """Five faces, from very bad (1) to very good (5)."""

    def options(self, question: Question) -> tuple[Option, ...]:
        return tuple(Option(str(at), {}, face) for at, face in enumerate("😡🙁😐🙂😀", 1))


class Typed(Kind):
    """What is answered by a message instead of a button."""

    chooses = False
    limit = TEXT_LIMIT
    takes = "text"
    """The kind of message that can be the answer."""

    def of(self, content: Content) -> Any:
        """What a message of that kind stands for, or None."""
        return self.value(content.text)

    @property
    def unread(self) -> str:
        """What to say to a text that is no answer."""
        return self.hint

    def options(self, question: Question) -> tuple[Option, ...]:
        return ()

    def read(self, question: Question, raw: str) -> Any:
        return self.value(raw)

    def value(self, raw: str) -> Any:
        """What a typed text stands for, or None."""
        return None

    def counts(self, value: Any) -> tuple[str, ...]:
        return ()


class Photo(Typed):
    """The value only says that there is one; the picture itself lies with the other media."""

    takes = "photo"
    hint = N_("Please send a photo. Please show no faces and no number plates.")

    def of(self, content: Content) -> Any:
        return self.takes if content.file_id else None


class Voice(Photo):
    takes = "voice"
    hint = N_("Please send a voice message. Please do not say names.")


class Spot(Typed):
    """The value is (latitude, longitude) to some ten metres."""

    takes = "place"
    hint = N_("Please send a place: tap on 📎 and then on “Location”.")

    def of(self, content: Content) -> Any:
        return [round(content.latitude, 4), round(content.longitude, 4)]


class Written(Typed):
    """A text in the person's own words."""

    hint = N_("Please write your answer as a message. Please do not write names or phone numbers.")

    @property
    def unread(self) -> str:
        return N_("I could not read anything in this message. Please write it again.")

    def value(self, raw: str) -> Any:
        return raw if is_visible(raw) and len(raw) <= self.limit else None


class LongText(Written):
    """The same at length."""

    limit = LONG_LIMIT


class Whole(Typed):
    hint = N_("Please write a number.")

    def value(self, raw: str) -> Any:
        return readings.whole(raw)


class Decimal(Typed):
    hint = N_("Please write a number, for example 2.5.")

    def value(self, raw: str) -> Any:
        return readings.decimal(raw)


class Day(Typed):
    """The value is the day as 2026-12-24."""

    hint = N_("Please write a date, for example 24.12.2026.")

    def value(self, raw: str) -> Any:
        day = readings.day(raw)
        return day.isoformat() if day else None


class Clock(Typed):
    """The value is the time as 14:30."""

    hint = N_("Please write a time, for example 14:30.")

    def value(self, raw: str) -> Any:
        time = readings.clock(raw)
        return time.isoformat("minutes") if time else None


class Ranking(Kind):
    """All options in an order of one's own; the value is their ids, best first. A press puts one behind those before it."""

    own_options = True
    many = True
    orders = True
    hint = N_("Please press the answers in your order, the most important first. Then press “Done”.")

    def counts(self, value: Any) -> tuple[str, ...]:
        return self.chosen(value)[:1]

    def chosen(self, value: Any) -> tuple[str, ...]:
        return tuple(value) if isinstance(value, list) else ()

    def ticked(self, question: Question, value: Any, option: str, on: bool) -> list[str]:
        before = [one for one in value if one != option] if isinstance(value, list) else []
        return [*before, option] if on else before

    def wrong(self, question: Question, value: Any) -> str:
        is_complete = isinstance(value, list) and sorted(value) == sorted(self.ids(question))
        return "" if is_complete else N_("Please put all answers in an order first.")


class Note(Kind):
    """Something to read; nothing is answered."""

    asks = False

    def options(self, question: Question) -> tuple[Option, ...]:
        return ()


KINDS: dict[str, Kind] = {
    "yes_no": YesNo(),
    "single": Single(),
    "several": Several(),
    "scale": Scale(),
    "smileys": Smileys(),
    "text": Written(),
    "long_text": LongText(),
    "whole": Whole(),
    "decimal": Decimal(),
    "date": Day(),
    "time": Clock(),
    "ranking": Ranking(),
    "photo": Photo(),
    "voice": Voice(),
    "place": Spot(),
    "note": Note(),
}


def kind(question: Question) -> Kind:
    return KINDS[question.kind]
