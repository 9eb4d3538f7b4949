"""What the helper of the story carries from one language into another."""

from __future__ import annotations

from dataclasses import dataclass

from bot.demo.story.cast import HELPER, HELPS_IN, TEAM
from bot.demo.story.ideas import BENCHES, CAFE, SHADE
from bot.demo.story.script import INVITE, Scene, scene
from bot.demo.story.teller import Teller
from bot.demo.values import Person
from bot.services import helpers


@dataclass(frozen=True, slots=True)
class Carried:
    """A text, the language it is carried into, its words there; what the author is asked where it is their idea."""

    original: str
    language: str
    words: str
    back: str = ""


CARRIED = (
    Carried(
        SHADE,
        "de",
        "Wir wünschen uns am Spielplatz ein Sonnensegel und zwei Bänke. Im Sommer sitzen die Kinder in der prallen Sonne.",
        "Oyun parkı için gölgelik ve iki bank istiyorsunuz, çünkü yazın çocuklar güneşte kalıyor.",
    ),
    Carried(
        CAFE,
        "de",
        "Ich schlage ein Sprachcafé an jedem Donnerstagabend vor, damit Nachbarn einander kennenlernen und Deutsch üben.",
        "تقترحون مقهى لغات مساء كل خميس ليتعارف الجيران ويتدربوا على الألمانية.",
    ),
    Carried(
        CAFE,
        "tr",
        "Her perşembe akşamı bir dil kafesi öneriyorum: komşular birbirini tanısın ve Almanca konuşsun.",
    ),
    Carried(
        BENCHES,
        "tr",
        "İki bank yerinde! Gölgelik için şu anda herkes aksiyon fonu oylamasında karar veriyor.",
    ),
)

CARRIES = "carries"
"""A step: whatever waits for them."""

SCENES: tuple[Scene, ...] = (
    scene(
        "27 10:00", TEAM, "> /team", "team.invite", "team.where :helper", "> Sprachen", f"= invite {INVITE}"
    ),
    scene(
        "27 11:00",
        HELPER,
        "> /start {invite}",
        "words",
        "words.promise",
        "words.language :ar:1",
        "words.language :tr:1",
        "words",
    ),
    *(scene(when, HELPER, CARRIES) for when in ("25 09:30", "22 18:00", "9 15:00")),
)


async def carry(teller: Teller, helper: Person) -> None:
    """The clock tells them what waits, and they carry what they know words for; the rest they give back."""
    app = teller.app
    with app.database.begin() as tx:
        helpers.offer(tx, app.world, app.clock(), 20)
    await teller.says(helper, "/desk")
    await teller.follows(helper, "words")
    queue = teller.telegram.last(helper)
    for label, data in zip(queue.labels, queue.data, strict=True):
        verb, _, number = data.partition(":")
        if verb == "words.take":
            await teller.follows(helper, f"{verb} :{number}")
            await _carry_one(teller, helper, label)


async def _carry_one(teller: Teller, helper: Person, label: str) -> None:
    """`label` ends with the language that is wanted."""
    t = teller.app.world.catalogues.translator(HELPS_IN)
    said = teller.telegram.last(helper).text
    into = [one for one in CARRIED if one.original in said and label.endswith(t.language(one.language))]
    if not into:
        await teller.follows(helper, "words.back")
        return
    await teller.says(helper, into[0].words)
    if not any(data.startswith("words.deliver") for data in teller.telegram.last(helper).data):
        await teller.says(helper, into[0].back)
    await teller.follows(helper, "words.deliver", "words")
