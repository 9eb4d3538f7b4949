"""The list of a team, a role on it, and inviting somebody."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from bot.core.actions import action
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import N_, Block, item, note, para, shorten, title
from bot.i18n import Translator
from bot.services.invites import LABEL
from bot.services.team import Listed
from bot.services.threads import staff_name
from bot.views.desk import desk_button
from bot.views.home import home_button
from db.areas import Place
from db.invites import Open
from db.team import Member

ROLES = {
    "viewer": N_("Viewer"),
    "helper": N_("Helper for languages"),
    "team": N_("Team member"),
    "lead": N_("Team lead"),
    "admin": N_("Admin"),
}
_MAY = {
    "viewer": N_(
        "A viewer reads ideas with their answers, the results of surveys and the report, and changes nothing. Private messages are not for them."
    ),
    "helper": N_(
        "A helper for languages carries single texts into another language, and reads nothing else."
    ),
    "team": N_(
        "A team member reads ideas, answers them in the name of the team and publishes them, makes events, surveys, offers and posters, and reads private messages with the telephone numbers in them."
    ),
    "lead": N_(
        "A team lead does what a team member does, reads private messages as well, and also publishes surveys, announces events, writes to many, adds figures to the report, and invites others."
    ),
    "admin": N_(
        "An admin does what a lead does, in all neighbourhoods, and invites other admins. Private messages are for them only where they are also in the team."
    ),
}
MOST_INVITES = 10
_WIDTH = 28
"""Characters of a label that a phone shows in a button."""


def _place(t: Translator, area: str | None) -> str:
    return area or t("all neighbourhoods")


def _who(t: Translator, member: Member) -> str:
    return staff_name(t, member.label, member.staff_id)


def team_button(t: Translator, area: int = 0) -> Button:
    return Button(f"👥 {t('The team')}", action("team", area, 0))


def listed(t: Translator, shown: Listed, me: int, remark: str = "") -> Screen:
    """Area by area: who, as what, since when."""
    blocks: list[Block] = [note(remark)] if remark else []
    blocks.append(title(t("Who works here")))
    area: str | None = None
    for member in shown.members:
        if _place(t, member.area) != area:
            area = _place(t, member.area)
            blocks.append(para(f"📍 {area}"))
        blocks.append(item(_line(t, member, me)))
    if shown.pages > 1:
        numbers = {"page": t.number(shown.page + 1), "pages": t.number(shown.pages)}
        blocks.append(note(t("Page {page} of {pages}", **numbers)))
    acts = [_member_button(t, one) for one in shown.members if one.staff_id in shown.managed]
    return Screen(tuple(blocks), (*rows(acts, 2), *_turning(t, shown), *_ways(t, shown)))


def _line(t: Translator, member: Member, me: int) -> str:
    about = {"who": _who(t, member), "role": t(ROLES[member.role]), "date": t.short_date(member.since)}
    if member.person_id == me:
        return t("{who} (you): {role}, since {date}", **about)
    return t("{who}: {role}, since {date}", **about)


def _member_button(t: Translator, member: Member) -> Button:
    return Button(shorten(f"✏️ {_who(t, member)}", _WIDTH), action("team.member", member.staff_id))


def _turning(t: Translator, shown: Listed) -> tuple[Row, ...]:
    ways = ((f"⬅️ {t('Previous page')}", shown.page - 1), (f"➡️ {t('Next page')}", shown.page + 1))
    buttons = tuple(
        Button(label, action("team", shown.area, page)) for label, page in ways if 0 <= page < shown.pages
    )
    return (buttons,) if buttons else ()


def _ways(t: Translator, shown: Listed) -> tuple[Row, ...]:
    buttons: list[Row] = []
    if shown.several:
        buttons.append((Button(f"📍 {t('One neighbourhood')}", action("team.areas")),))
    if shown.invites is not None:
        opened = Button(f"📨 {t('Open invitations')} · {t.number(shown.invites)}", action("team.invites"))
        buttons += [(Button(f"✉️ {t('Invite somebody')}", action("team.invite")),), (opened,)]
    leave = Button(f"🚪 {t('I no longer work here')}", action("team.leave"))
    return (*buttons, (leave,), (desk_button(t), home_button(t)))


def areas(t: Translator, choice: Sequence[Place]) -> Screen:
    """Whose list?"""
    buttons = [Button(f"📍 {area.name}", action("team", area.id, 0)) for area in choice]
    return Screen(
        (para(t("Of which neighbourhood do you want to see the team?")),),
        (*rows(buttons, 1), (team_button(t), home_button(t))),
    )


def districts(t: Translator, names: Sequence[str], verb: str, *args: object) -> Screen:
    """For those with all areas: the district first."""
    buttons = [Button(name, action(verb, *args, at)) for at, name in enumerate(names)]
    return Screen(
        (para(t("In which district is the neighbourhood?")),),
        (*rows(buttons, 2), (team_button(t), home_button(t))),
    )


# --- a role ----------------------------------------------------------------------------------------


def member(t: Translator, member: Member, *, changes: bool) -> Screen:
    number = member.staff_id
    blocks = (
        title(_who(t, member)),
        item(t("Role: {role}", role=t(ROLES[member.role]))),
        item(f"📍 {_place(t, member.area)}"),
        item(t("Since {date}", date=t.date(member.since))),
    )
    change = Button(f"🔁 {t('Change the role')}", action("team.roles", number))
    end = Button(f"🗑️ {t('End the role')}", action("team.remove", number))
    return Screen(
        blocks, (*(((change,),) if changes else ()), (end,), (team_button(t, member.area_id or 0),))
    )


def roles(t: Translator, member: Member, choice: Sequence[str]) -> Screen:
    """What else could it be?"""
    buttons = [Button(t(ROLES[role]), action("team.ask", member.staff_id, role)) for role in choice]
    asked = t("Which role shall {who} have?", who=_who(t, member))
    back = Button(f"⬅️ {t('Back')}", action("team.member", member.staff_id))
    return Screen((title(asked), *(item(t(_MAY[role])) for role in choice)), (*rows(buttons, 1), (back,)))


def sure_to_change(t: Translator, member: Member, role: str) -> Screen:
    about = {"who": _who(t, member), "area": _place(t, member.area)}
    asked = t("Shall {who} have the role “{role}” in {area} from now on?", role=t(ROLES[role]), **about)
    yes = Button(f"✅ {t('Yes, change')}", action("team.set", member.staff_id, role))
    return _question(t, member, (title(asked), para(t(_MAY[role]))), yes)


def sure_to_remove(t: Translator, member: Member) -> Screen:
    about = {"who": _who(t, member), "area": _place(t, member.area)}
    blocks = (
        title(t("Shall {who} no longer have a role in {area}?", **about)),
        para(t("It ends at once, and so do their invitations that nobody has accepted. They are told.")),
    )
    yes = Button(f"🗑️ {t('Yes, end the role')}", action("team.removed", member.staff_id))
    return _question(t, member, blocks, yes)


def _question(t: Translator, member: Member, blocks: tuple[Block, ...], yes: Button) -> Screen:
    no = Button(f"↩️ {t('No, leave it')}", action("team.member", member.staff_id))
    return Screen(blocks, ((yes,), (no,)))


def leaving(t: Translator, mine: Sequence[Member]) -> Screen:
    """One's own roles, where there are several."""
    buttons = [
        Button(shorten(f"🚪 {_place(t, one.area)}", _WIDTH), action("team.leave", one.staff_id))
        for one in mine
    ]
    return Screen((title(t("Where do you no longer work?")),), (*rows(buttons, 1), (team_button(t),)))


def sure_to_leave(t: Translator, mine: Member) -> Screen:
    blocks = (
        title(t("Do you no longer work for {area}?", area=_place(t, mine.area))),
        para(t("Your role ends at once. To come back you need a new invitation.")),
    )
    yes = Button(f"🚪 {t('Yes, end my role')}", action("team.left", mine.staff_id))
    return Screen(blocks, ((yes,), (Button(f"↩️ {t('No, leave it')}", action("team")),)))


# --- invitations -----------------------------------------------------------------------------------


def which_role(t: Translator, choice: Sequence[str]) -> Screen:
    buttons = [Button(t(ROLES[role]), action("team.where", role)) for role in choice]
    blocks = (
        title(t("As what do you want to invite somebody?")),
        *(item(t(_MAY[role])) for role in choice),
    )
    return Screen(blocks, (*rows(buttons, 1), (team_button(t),)))


def which_area(t: Translator, role: str, choice: Sequence[Place]) -> Screen:
    buttons = [Button(f"📍 {area.name}", action("team.label", role, area.id)) for area in choice]
    blocks = (title(t("For which neighbourhood?")), item(t("Role: {role}", role=t(ROLES[role]))))
    return Screen(blocks, (*rows(buttons, 1), (team_button(t),)))


def ask_label(t: Translator, role: str, area: Place | None) -> Screen:
    """What shall the list call them? Nobody has to say."""
    blocks = (
        title(t("How shall the list of the team call this person?")),
        para(t("{role}, {area}", role=t(ROLES[role]), area=_place(t, area.name if area else None))),
        para(t("Initials are enough, at most {most} characters. Only the team sees them.", most=LABEL)),
    )
    skip = Button(f"⏩ {t('Skip')}", action("team.make", role, area.id if area else 0))
    return Screen(blocks, ((skip,), (team_button(t),)))


def link(t: Translator, invite: Open, url: str) -> Screen:
    """To be handed over: whoever has it first, has the role."""
    who = invite.label or t("without a label")
    about = {"who": who, "role": t(ROLES[invite.role]), "area": _place(t, invite.area)}
    blocks = (
        title(t("The invitation is ready.")),
        para(t("{role}, {area}, {who}", **about)),
        para(t(_MAY[invite.role])),
        para(url),
        para(t("It works once, until {moment}.", moment=t.moment(invite.expires_at))),
        para(
            t(
                "Whoever opens the link first gets the role. Send it to this person alone, or let them open it in front of you; never in a group."
            )
        ),
    )
    share = Button(f"📤 {t('Send it on')}", url=f"https://t.me/share/url?url={quote(url, safe='')}")
    opened = Button(f"📨 {t('Open invitations')}", action("team.invites"))
    return Screen(blocks, ((share,), (opened,), (team_button(t), home_button(t))))


def invites(t: Translator, opened: Sequence[Open], remark: str = "") -> Screen:
    blocks: list[Block] = [note(remark)] if remark else []
    blocks.append(title(t("Open invitations")))
    for one in opened[:MOST_INVITES]:
        about = {"who": staff_name(t, one.label, one.id), "role": t(ROLES[one.role])}
        blocks.append(para(t("{role}, {area}, {who}", area=_place(t, one.area), **about)))
        blocks.append(item(t("Until {moment}", moment=t.moment(one.expires_at))))
    if not opened:
        blocks.append(para(t("There is none at the moment.")))
    elif len(opened) > MOST_INVITES:
        blocks.append(note(t("There are more; these are the newest.")))
    buttons = [
        Button(
            shorten(t("Take back: {who}", who=staff_name(t, one.label, one.id)), _WIDTH),
            action("team.recall", one.id),
        )
        for one in opened[:MOST_INVITES]
    ]
    new = Button(f"✉️ {t('Invite somebody')}", action("team.invite"))
    return Screen(tuple(blocks), (*rows(buttons, 1), (new,), (team_button(t), home_button(t))))
