"""What the team of the story asks, and what it says afterwards, in the languages it speaks itself."""

from __future__ import annotations

from typing import Any

Texts = dict[str, str]

FUND = 9
"""The goal of the survey about the fund."""


def _texts(de: str, en: str, tr: str, ar: str) -> Texts:
    return {"de": de, "en": en, "tr": tr, "ar": ar}


_WAYS: list[dict[str, Any]] = [
    {
        "id": "shade",
        "text": _texts("Sonnensegel", "Sun sails", "Güneşlik", "مظلات شمسية"),
    },
    {
        "id": "repair",
        "text": _texts("Reparaturcafé", "Repair café", "Tamir kafesi", "مقهى التصليح"),
    },
    {
        "id": "film",
        "text": _texts("Kino im Hof", "Open-air film", "Açık hava sineması", "سينما في الساحة"),
    },
    {
        "id": "plants",
        "text": _texts("Hochbeete", "Raised beds", "Sebze tarhları", "أحواض للزراعة"),
    },
]

BALLOT: dict[str, Any] = {
    "title": _texts(
        "Was soll der Aktionsfonds bezahlen?",
        "What shall the action fund pay for?",
        "Aksiyon fonu ne için kullanılsın?",
        "على ماذا يُصرف صندوق المبادرات؟",
    ),
    "intro": _texts(
        "Für kleine Vorhaben ist noch Geld da. Die Abstimmung ist anonym.",
        "There is money left for small projects. The vote is anonymous.",
        "Küçük projeler için hâlâ para var. Oylama anonimdir.",
        "ما زال هناك مال لمشاريع صغيرة. التصويت مجهول الهوية.",
    ),
    "questions": [
        {
            "name": "use",
            "kind": "several",
            "required": True,
            "options": _WAYS,
            "text": _texts(
                "Was würden Sie selbst nutzen?",
                "What would you use yourself?",
                "Siz hangisini kullanırdınız?",
                "ما الذي قد تستخدمونه أنتم؟",
            ),
        },
        {
            "name": "order",
            "kind": "ranking",
            "required": True,
            "options": _WAYS,
            "text": _texts(
                "Was soll zuerst kommen?",
                "What should come first?",
                "Önce hangisi gelsin?",
                "ما الذي يجب أن يأتي أولاً؟",
            ),
        },
        {
            "name": "known",
            "kind": "scale",
            "required": True,
            "points": 5,
            "low": _texts("gar nicht", "not at all", "hiç", "لا أعرفه إطلاقاً"),
            "high": _texts("sehr gut", "very well", "çok iyi", "أعرفه جيداً جداً"),
            "text": _texts(
                "Wie gut kannten Sie den Aktionsfonds bisher?",
                "How well did you know the action fund until now?",
                "Aksiyon fonunu şimdiye kadar ne kadar iyi biliyordunuz?",
                "ما مدى معرفتكم بصندوق المبادرات حتى الآن؟",
            ),
        },
    ],
}

CAME = _texts(
    "Die Lampe am Durchgang zum Spielplatz wird nächste Woche erneuert. Über die Ecke bei den Containern sprechen wir mit dem Bezirksamt.",
    "The lamp at the passage to the playground will be replaced next week. We are talking to the district about the corner by the bins.",
    "Oyun parkına giden geçitteki lamba gelecek hafta yenilenecek. Konteynerlerin yanındaki köşeyi ilçe belediyesiyle görüşüyoruz.",
    "سيُستبدل مصباح الممر المؤدي إلى الملعب الأسبوع القادم. ونتحدث مع إدارة الحي بشأن الزاوية بجانب الحاويات.",
)
"""“You said, we do”, about the survey that comes round."""
