from __future__ import annotations

import pytest

from bot.demo.markup import MarkupError, parse, to_html
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person
from tests.demo.conftest import Bot

ERRORS = [
    ("<x>a</x>", 'Unsupported start tag "x" at byte offset 0'),
    ("ä <x>a</x>", 'Unsupported start tag "x" at byte offset 3'),
    ("I <3 you", 'Unsupported start tag "3" at byte offset 2'),
    ("<b>bold", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("a </b>", "Unexpected end tag at byte offset 2"),
    ("<b>a</b", "Unclosed end tag at byte offset 4"),
    ('<a href="x', "Unclosed start tag at byte offset 0"),
    ("<a =1>x</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href=x_y>x</a>", "Unexpected end of name token at byte offset 8"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("a <br> b", 'Unsupported start tag "br" at byte offset 2'),
]


@pytest.mark.parametrize(("text", "message"), ERRORS)
def test_broken_markup_is_told_with_the_byte_where_it_breaks(text: str, message: str) -> None:
    with pytest.raises(MarkupError) as error:
        parse(text)
    assert str(error.value) == message


PLAIN = [
    ("a &lt; b &amp; c", "a < b & c"),
    ("&#228;&#xe4;", "ää"),
    ("fish & chips &nbsp; &copy", "fish & chips &nbsp; &copy"),
    ("a > b", "a > b"),
    ("<b>x</>", "x"),
    ("<B>x</b>", "x"),
    ("<b >x</b >", "x"),
    ("&#xD800;", "&#xD800;"),
]


@pytest.mark.parametrize(("text", "plain"), PLAIN)
def test_entities_and_odd_tags_are_read_as_the_server_reads_them(text: str, plain: str) -> None:
    assert parse(text)[0] == plain


KINDS = [
    ("<strong>x</strong>", "bold"),
    ("<em>x</em>", "italic"),
    ("<ins>x</ins>", "underline"),
    ("<del>x</del>", "strikethrough"),
    ('<span class="tg-spoiler">x</span>', "spoiler"),
    ("<code>x</code>", "code"),
    ('<pre><code class="language-python">x</code></pre>', "pre"),
    ("<blockquote>x</blockquote>", "blockquote"),
    ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
    ('<a href="https://example.org/?a=1&amp;b=2">x</a>', "text_link"),
    ('<tg-time unix="1795384091" format="wDT">x</tg-time>', "date_time"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_every_tag_has_its_entity(text: str, kind: str) -> None:
    assert [span.kind for span in parse(text)[1]] == [kind]


def test_an_empty_tag_leaves_no_entity() -> None:
    assert parse("<b></b>x") == ("x", [])


@pytest.mark.parametrize(
    "address",
    ["not a link", "tel:+4930123", "mailto:a@example.org", "http://nodot", "http://[", "ftp://a.b"],
)
def test_a_link_that_leads_nowhere_becomes_plain_text(address: str) -> None:
    assert parse(f'<a href="{address}">x</a>') == ("x", [])


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org", "https://example.org/"),
        ("example.org:81/a", "http://example.org:81/a"),
        ("https://example.org:8080/a?b=1#c", "https://example.org:8080/a?b=1#c"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/"),
        ("tg://user?id=1", "tg://user?id=1"),
    ],
)
def test_a_link_is_kept_as_the_server_writes_it(address: str, kept: str) -> None:
    assert parse(f'<a href="{address}">x</a>')[1][0].extra == {"url": kept}


def test_entities_are_counted_in_utf_16(bot: Bot, resident: Person) -> None:
    sent = bot.do("sendMessage", chat_id=resident.id, text="🌳 <b>Bäume</b>", parse_mode="HTML")
    assert sent["entities"] == [{"type": "bold", "offset": 3, "length": 5}]


def test_given_entities_are_taken_as_they_are(bot: Bot, resident: Person) -> None:
    given = [{"type": "bold", "offset": 3, "length": 2}]
    assert bot.do("sendMessage", chat_id=resident.id, text="🌳 ok", entities=given)["entities"] == given


def test_entities_that_cut_a_character_are_refused(bot: Bot, resident: Person) -> None:
    given = [{"type": "bold", "offset": 1, "length": 1}]
    assert "can't parse entities" in bot.error(
        "sendMessage", chat_id=resident.id, text="🌳", entities=given
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("see /goals", "bot_command"),
        ("see https://example.org/a.", "url"),
        ("to team@example.org", "email"),
        ("by @kiezstimme_demo_bot", "mention"),
        ("#Spielplatz", "hashtag"),
    ],
)
def test_commands_and_addresses_are_found_in_plain_text(
    bot: Bot, resident: Person, text: str, kind: str
) -> None:
    sent = bot.do("sendMessage", chat_id=resident.id, text=text)
    assert [one["type"] for one in sent["entities"]] == [kind]


def test_nothing_is_looked_for_inside_code(bot: Bot, resident: Person) -> None:
    sent = bot.do("sendMessage", chat_id=resident.id, text="<code>/goals</code>", parse_mode="HTML")
    assert [one["type"] for one in sent["entities"]] == ["code"]


def test_a_path_is_not_a_command(bot: Bot, resident: Person) -> None:
    assert "entities" not in bot.do("sendMessage", chat_id=resident.id, text="and/or 1/2")


def test_what_was_sent_can_be_read_back_as_html(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    html = '🌳 <b>a <i>b</i></b> &lt;c&gt; <a href="https://example.org/">d</a>'
    bot.say(resident, html, parse_mode="HTML")
    assert telegram.last(resident).html == html


def test_html_of_a_text_without_entities_is_escaped() -> None:
    assert to_html("a < b & c", []) == "a &lt; b &amp; c"


def test_an_unknown_parse_mode_is_refused(bot: Bot, resident: Person) -> None:
    error = bot.error("sendMessage", chat_id=resident.id, text="x", parse_mode="BBCode")
    assert error == "Bad Request: unsupported parse_mode"
