"""Forms as teams write their first ones."""

from __future__ import annotations

from tests.forms import Book, book

BENCH = book("""
type | name | label
text | bench | Wo fehlt eine Bank?
""")

MARKET = book("""
type    | name   | label                                      | hint                | required
text    | stall  | Welchen Stand vermissen Sie auf dem Markt? |                     |
text    | why    | Warum?                                     |                     |
integer | people | Wie viele Menschen leben bei Ihnen?        | Sie selbst auch     | yes
decimal | hours  | Wie viele Stunden sind Sie draußen?        | zum Beispiel 2,5    | TRUE
date    | last   | Wann waren Sie zuletzt dort?               |                     | no
time    | best   | Welche Uhrzeit passt Ihnen?                |                     | false()
""")

SAFETY = book(
    """
type              | name  | label                              | appearance      | required
select_one yes_no | avoid | Gibt es Orte, die Sie meiden?      | yes_no          | true()
select_one faces  | day   | Wie geht es Ihnen hier am Tag?     | smileys         |
select_one ends   | night | Wie sicher ist es hier am Abend?   | likert w4       |
range             | walk  | Wie gern gehen Sie hier zu Fuß?    |                 |
""",
    """
list_name | name | label
yes_no    | yes  | Ja
yes_no    | no   | Nein
faces     | 1    | 😡
faces     | 2    | 🙁
faces     | 3    | 😐
faces     | 4    | 🙂
faces     | 5    | 😀
ends      | 1    | gar nicht sicher
ends      | 2    | 2
ends      | 3    |
ends      | 4    | sehr sicher
""",
)

PLAYGROUND = book(
    """
type                     | name  | label                           | constraint                                             | constraint_message | parameters
select_one age           | child | Wie alt ist Ihr Kind?           |                                                        |                    |
select_multiple things   | wants | Was fehlt auf dem Spielplatz?   | count-selected(.) >= 1 and count-selected(.) <= 3      | Bitte höchstens 3. | randomize=true
select_multiple things   | likes | Was ist gut?                    | count-selected( . ) <= 2                               |                    |
rank things              | first | Was kommt zuerst?               |                                                        |                    | randomize=false
""",
    """
list_name | name  | label
age       | small | unter 6 Jahre
age       | big   | 6 Jahre und mehr

things    | swing | Schaukel
things    | sand  | Sandkasten
things    | shade | Schatten
things    | wc    | Toilette
""",
)

FOUR_LANGUAGES = book(
    """
type              | name | label::Deutsch (de)          | label::Türkçe (tr)             | label::العربية (ar)          | label::English (en)
select_one places | meet | Wo treffen Sie Nachbarn?     | Komşularla nerede buluşursunuz? | أين تلتقي بالجيران؟           | Where do you meet neighbours?
text              | else | Und wo noch?                 | Başka nerede?                  | وأين أيضًا؟                   | And where else?
""",
    """
list_name | name    | label::Deutsch (de) | label::Türkçe (tr) | label::العربية (ar) | label::English (en)
places    | stairs  | im Treppenhaus      | merdivende         | على الدرج           | on the stairs
places    | park    | im Park             | parkta             | في الحديقة          | in the park
places    | nowhere | nirgends            | hiçbir yerde       | لا مكان             | nowhere
""",
    """
form_title   | form_id | version | default_language
Nachbarn     | meet    | 3       | Deutsch (de)
""",
)

NOTES = book("""
type | name  | label                                          | _for us
note |       | Es geht um den Hof hinter den Häusern.         | noch kürzen?
     |       |                                                | ---- Teil 1 ----
text | yard  | Was soll im Hof anders werden?                 |

note | thanks | Danke! Wir hängen die Ergebnisse im Hof aus. |
""")

DECLINES = book(
    """
type           | name   | label                                   | appearance
integer        | rent   | Wie hoch ist Ihre Miete?                | private
select_one yes | moving | Möchten Sie ausziehen?                  | yes_no dont_know private
text           | reason | Was ist der Grund?                      | private multiline
range          | noise  | Wie laut ist es bei Ihnen?              | dont_know
""",
    """
list_name | name | label
yes       | no   | Nein
yes       | yes  | Ja
""",
)

EASY: dict[str, Book] = {
    "bench": BENCH,
    "market": MARKET,
    "safety": SAFETY,
    "playground": PLAYGROUND,
    "four languages": FOUR_LANGUAGES,
    "notes": NOTES,
    "declines": DECLINES,
}
