from __future__ import annotations

import pytest

from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person, Upload
from tests.demo.conftest import PNG, Bot

UNKNOWN = "Bad Request: wrong file identifier/HTTP URL specified"


def test_a_photo_has_three_sizes_that_can_be_fetched(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    telegram.photo(resident, PNG, "a bench")
    sizes = bot.updates()[0]["message"]["photo"]
    assert [one["width"] for one in sizes] == [90, 320, 1280]
    path = bot.do("getFile", file_id=sizes[-1]["file_id"])["file_path"]
    assert telegram.file(path) == PNG


def test_a_file_that_nobody_knows_is_refused(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    assert bot.error("getFile", file_id="nothing") == UNKNOWN
    assert bot.error("sendPhoto", chat_id=resident.id, photo="nothing") == UNKNOWN
    assert bot.error("sendPhoto", chat_id=resident.id, photo="attach://nothing") == UNKNOWN
    assert telegram.file("photos/none.jpg") is None


def test_more_than_twenty_megabytes_cannot_be_fetched(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    telegram.document(resident, b"pdf", "plan.pdf", size=20 * 2**20 + 1)
    file_id = bot.updates()[0]["message"]["document"]["file_id"]
    assert bot.error("getFile", file_id=file_id) == "Bad Request: file is too big"


@pytest.mark.parametrize("kind", ["photo", "voice", "document", "video"])
def test_a_file_is_uploaded_once_and_sent_again_by_its_id(
    bot: Bot, telegram: SmallTelegram, resident: Person, kind: str
) -> None:
    method = f"send{kind.title()}"
    sent = bot.do(method, {kind: Upload("plan.png", PNG)}, chat_id=resident.id)[kind]
    file_id = sent[-1]["file_id"] if kind == "photo" else sent["file_id"]
    again = bot.do(method, None, chat_id=resident.id, **{kind: file_id})[kind]
    assert again == sent
    assert getattr(telegram.last(resident), kind).content == PNG
    assert telegram.problems == []


def test_a_file_is_uploaded_under_a_name_of_its_own(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    upload = {"file0": Upload("ideas.csv", b"a,b", "text/csv")}
    bot.do("sendDocument", upload, chat_id=resident.id, document="attach://file0")
    document = telegram.last(resident).document
    assert document is not None
    assert (document.name, document.mime, document.content) == ("ideas.csv", "text/csv", b"a,b")


def test_a_file_of_one_kind_cannot_be_sent_as_another(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    telegram.document(resident, b"pdf")
    file_id = bot.updates()[0]["message"]["document"]["file_id"]
    error = bot.error("sendPhoto", chat_id=resident.id, photo=file_id)
    assert error == "Bad Request: can't use file of type Document as Photo"


def test_a_photo_must_be_a_picture(bot: Bot, resident: Person) -> None:
    error = bot.error("sendPhoto", {"photo": Upload("p.png", b"text")}, chat_id=resident.id)
    assert error == "Bad Request: IMAGE_PROCESS_FAILED"


def test_an_empty_file_is_refused(bot: Bot, resident: Person) -> None:
    error = bot.error("sendDocument", {"document": Upload("a", b"")}, chat_id=resident.id)
    assert error == "Bad Request: file must be non-empty"


def test_nothing_is_fetched_from_elsewhere(bot: Bot, resident: Person) -> None:
    error = bot.error("sendPhoto", chat_id=resident.id, photo="https://example.org/a.png")
    assert error == "Bad Request: failed to get HTTP URL content"


def test_a_caption_has_at_most_1024_characters(bot: Bot, resident: Person) -> None:
    error = bot.error("sendPhoto", {"photo": Upload("p.png", PNG)}, chat_id=resident.id, caption="x" * 1025)
    assert error == "Bad Request: message caption is too long"
