"""Language, consent, start page, help: the first things a person sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.actions import action
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import N_, Block, item, note, para, title
from bot.i18n import Catalogues, Translator
from db.areas import Place

NOTICE_VERSION = "2026-11"
"""Of the notice below. A change of what people agree to is a new version, and everybody is asked again."""


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who runs this, where the imprint is, whom to ask about data."""

    operator: str
    imprint_url: str
    privacy_contact: str


def home_button(t: Translator) -> Button:
    return Button(f"🏠 {t('Start page')}", action("home"))


def languages(t: Translator, catalogues: Catalogues, offered: Sequence[str], verb: str) -> Screen:
    """Each language in its own name; the person's app decides only what stands first."""
    buttons = [Button(catalogues.own_name(code), action(verb, code)) for code in offered]
    blocks = (title(t("Welcome to Kiezstimme")), para(t("Please choose your language.")))
    return Screen(blocks, rows(buttons, 2))


def notice(t: Translator, who: Responsible, area: Place | None) -> Screen:
    """The short notice before anything is stored, and the one button that agrees to it."""
    blocks: list[Block] = [
        title(t("Your voice for the neighbourhood")),
        para(
            t(
                "Here you can tell your neighbourhood team what you wish for, and get an answer in your language."
            )
        ),
    ]
    if area:
        blocks.append(para(t("This link is from the neighbourhood {area}.", area=area.name)))
    blocks += [
        title(t("Before we begin")),
        item(f"• {t('Responsible: {operator}.', operator=who.operator)}"),
        item(
            f"• {t('We store what you write here, your language and your neighbourhood, so that the team can answer.')}"
        ),
        item(f"• {t('You can see and delete everything at any time.')}"),
        item(
            f"• {t('Telegram can read the messages too. You can also simply go to the office or write a letter.')}"
        ),
        item(f"• {t('Please write no names of other people and nothing about illnesses.')}"),
        item(f"• {t('This is not for emergencies. Police: 110. Fire brigade and ambulance: 112.')}"),
    ]
    return Screen(
        tuple(blocks),
        (
            (Button(f"✅ {t('I agree and I am 16 or older')}", action("start.agree", NOTICE_VERSION)),),
            (
                Button(f"📄 {t('The full notice')}", action("privacy")),
                Button(f"🌐 {t('Language')}", action("language")),
            ),
            (Button(t("No, I only want to read"), action("start.decline")),),
        ),
    )


def declined(t: Translator) -> Screen:
    blocks = (
        para(t("That is fine. We have stored nothing about you.")),
        para(
            t(
                "You can read about the goals of the programme here. To suggest something, you can also go to the office of your neighbourhood."
            )
        ),
    )
    return Screen(blocks, _visitor_rows(t))


def visitor_home(t: Translator) -> Screen:
    blocks = (
        title("Kiezstimme"),
        para(
            t(
                "You are only reading. To suggest ideas and answer surveys, please agree to our notice first."
            )
        ),
    )
    return Screen(blocks, _visitor_rows(t))


def _visitor_rows(t: Translator) -> tuple[Row, ...]:
    return (
        (Button(f"🎯 {t('The nine goals')}", action("goals")),),
        (Button(f"✍️ {t('Take part')}", action("start.language", t.code)),),
        (
            Button(f"📄 {t('Data protection and imprint')}", action("privacy")),
            Button(f"🌐 {t('Language')}", action("language")),
        ),
    )


def home(t: Translator, area: Place | None, *, draft: bool, staff: bool) -> Screen:
    """The start page: everything is one tap away."""
    blocks = [title("Kiezstimme")]
    blocks.append(
        para(t("You are in the neighbourhood {area}.", area=area.name))
        if area
        else para(
            t(
                "You have not chosen a neighbourhood. You can suggest ideas; the team finds the right place for them."
            )
        )
    )
    blocks.append(para(t("What would you like to do?")))
    buttons: list[Row] = [(Button(f"💡 {t('Suggest an idea')}", action("idea.new")),)]
    if draft:
        buttons = [(Button(f"✏️ {t('Finish my idea')}", action("idea.resume")),)]
    buttons += [
        (
            Button(f"🎯 {t('The nine goals')}", action("goals")),
            Button(f"📋 {t('Surveys')}", action("survey.list")),
        ),
        (Button(f"📨 {t('My ideas')}", action("idea.mine")), Button(f"👤 {t('My data')}", action("me"))),
        (
            Button(f"📍 {t('Neighbourhood')}", action("area")),
            Button(f"🌐 {t('Language')}", action("language")),
        ),
        (
            Button(f"❓ {t('Help')}", action("help")),
            Button(f"📄 {t('Data protection')}", action("privacy")),
        ),
    ]
    if staff:
        buttons.append(
            (Button(f"🗂 {t('Desk')}", action("desk")), Button(f"📊 {t('Results')}", action("results")))
        )
    return Screen(tuple(blocks), tuple(buttons))


_FULL_NOTICE = (
    (
        N_("What for"),
        N_(
            "So that residents can suggest ideas, answer surveys and hear from their neighbourhood team, in their own language."
        ),
    ),
    (
        N_("What we store"),
        N_(
            "Your Telegram number (encrypted), your language, your neighbourhood, your ideas with pictures, voice messages and places, your answers, and what you want to hear about. No name, no telephone number, no user name."
        ),
    ),
    (
        N_("On what basis"),
        N_(
            "On your consent. It is voluntary. You can take it back at any time with /me, and nothing bad follows from it."
        ),
    ),
    (
        N_("Who sees it"),
        N_(
            "The team of your neighbourhood. Results of surveys are shown only for groups of five people or more."
        ),
    ),
    (
        N_("Telegram"),
        N_(
            "Chats with bots are not end-to-end encrypted: Telegram can read them and keeps them on its own servers outside Germany. If you do not want that, please go to the office, write an e-mail or a letter."
        ),
    ),
    (
        N_("How long"),
        N_(
            "Until you delete it. What you began to write and did not send: 30 days. Records of sent messages: 30 days. Backups: 30 days."
        ),
    ),
    (
        N_("Your rights"),
        N_(
            "You can see, download and delete your data yourself with /me. You can have them corrected. You can complain to the Berlin Commissioner for Data Protection and Freedom of Information."
        ),
    ),
    (N_("Age"), N_("From 16 years. If you are younger, you are welcome at the office.")),
)


def privacy(t: Translator, who: Responsible, *, known: bool) -> Screen:
    """The full notice with the imprint, one tap from everywhere."""
    blocks: list[Block] = [
        title(t("Data protection and imprint")),
        para(t("Responsible: {operator}.", operator=who.operator)),
        para(t("Questions about your data: {contact}", contact=who.privacy_contact)),
    ]
    for head, text in _FULL_NOTICE:
        blocks += [title(t(head)), para(t(text))]
    buttons: list[Row] = [(Button(f"🏛 {t('Imprint')}", url=who.imprint_url),)]
    if known:
        buttons += [(Button(f"👤 {t('My data')}", action("me")), home_button(t))]
    else:
        buttons += [(Button(f"⬅️ {t('Back')}", action("start.language", t.code)),)]
    return Screen(tuple(blocks), tuple(buttons))


def help_(t: Translator, commands: Sequence[tuple[str, str]]) -> Screen:
    """How it works, and what can be typed; everything is also reachable by buttons."""
    lines = [item(f"/{name} – {t(text)}") for name, text in commands]
    blocks = (
        title(t("How this works")),
        para(
            t(
                "Press the buttons. For an idea you can write, speak, send photos or share a place. The team of your neighbourhood reads it and you get the answer here."
            )
        ),
        *lines,
        para(t("In an emergency call the police (110) or the fire brigade and ambulance (112).")),
    )
    return Screen(blocks, ((home_button(t),),))


def message(t: Translator, *blocks: Block) -> Screen:
    """A short answer with the way back."""
    return Screen(blocks, ((home_button(t),),))


def shown_again(remark: str, screen: Screen) -> Screen:
    """A screen with a remark in front, such as that a button was out of date."""
    return screen.after(note(remark))
