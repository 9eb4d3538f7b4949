"""The child process for pictures and sheets: started when needed, gone when idle, and never a danger to the bot."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from bot.paper import __main__ as child
from bot.paper.process import Paper, PaperFailed


@pytest.fixture
def paper() -> Iterator[Paper]:
    paper = Paper()
    yield paper
    paper.close()


def pid(paper: Paper) -> int:
    assert paper._child
    return paper._child.pid


def asks(paper: Paper) -> None:
    """Something small that can only be answered by an error."""
    with pytest.raises(PaperFailed, match="KeyError"):
        paper.run("nothing of this name", {})


def test_the_same_child_does_one_piece_of_work_after_the_other(paper: Paper) -> None:
    asks(paper)
    first = pid(paper)
    asks(paper)
    assert pid(paper) == first


def test_a_child_that_was_killed_is_replaced_unnoticed(paper: Paper) -> None:
    asks(paper)
    first = pid(paper)
    os.kill(first, signal.SIGKILL)
    asks(paper)
    assert pid(paper) != first


def test_a_child_that_has_nothing_to_do_ends_and_the_next_work_starts_one(paper: Paper) -> None:
    paper.idle = 0.0
    asks(paper)
    assert paper._child
    paper._child.wait(10)
    asks(paper)


def test_a_child_ends_after_some_work_so_that_nothing_grows_in_it(paper: Paper) -> None:
    for _ in range(child.MOST):
        asks(paper)
    first = pid(paper)
    asks(paper)
    assert pid(paper) != first


def test_work_that_takes_too_long_is_given_up_and_the_next_is_done(paper: Paper) -> None:
    asks(paper)
    os.kill(pid(paper), signal.SIGSTOP)
    paper.limit = 0.05
    with pytest.raises(PaperFailed, match="too long"):
        paper.run("nothing of this name", {})
    paper.limit = 60.0
    asks(paper)


def test_the_child_gets_no_secret_of_the_bot(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "123:secret")
    asks(paper)
    with open(f"/proc/{pid(paper)}/environ", "rb") as environ:
        assert b"secret" not in environ.read()


def test_a_picture_for_many_is_drawn_once(paper: Paper) -> None:
    row = {"label": "Yes", "share": 1.0, "number": "5"}
    picture = {"kind": "bars", "title": "", "note": "", "rtl": False, "language": "en", "rows": [row]}
    first = paper.run("draw", {"picture": picture})
    paper.close()
    assert paper.run("draw", {"picture": picture}) is first
    assert paper._child is None
