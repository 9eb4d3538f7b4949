"""Forms as somebody writes them who has written many; most of what the standard has and the bot can do."""

from __future__ import annotations

from tests.forms import Book, book
from tests.forms.four import FOUR

STREET_PARTY = book(
    """
type    | name   | label::Deutsch (de)              | label::Türkçe (tr)           | hint::Deutsch (de) | hint::Türkçe (tr) | constraint                                      | constraint_message::Deutsch (de) | constraint_message::Türkçe (tr) | required
date    | day    | Welcher Tag passt Ihnen?         | Hangi gün size uyar?         | in den Ferien nicht | tatilde değil     | . > today()                                     | Bitte einen Tag, der noch kommt. | Lütfen gelecek bir gün.         | yes
time    | begin  | Wann soll es losgehen?           | Ne zaman başlasın?           |                    |                   |                                                 |                                  |                                 |
text    | zip    | Ihre Postleitzahl?               | Posta kodunuz?               | fünf Ziffern       | beş rakam         | regex(., '^1[0-9]{4}$')                         | Das ist keine aus Berlin.        | Bu Berlin'den değil.            |
integer | guests | Wie viele Gäste bringen Sie mit? | Kaç misafir getireceksiniz?  |                    |                   | . >= 0 and . <= 20                              | Bitte 0 bis 20.                  |                                 |
integer | eat    | Wie viele davon essen mit?       | Kaçı yemek yiyecek?          |                    |                   | . <= ${guests} + 1 and not(. < 0)               |                                  |                                 |
""",
    settings="""
form_title | default_language
Straßenfest | Deutsch (de)
""",
)

CASCADE = book(
    """
type                    | name    | label                              | relevant
select_one yes_no       | garden  | Gibt es bei Ihnen einen Garten?    |
select_one use          | use     | Wer nutzt ihn?                     | ${garden} = 'yes'
select_multiple trouble | trouble | Was stört dort?                    | ${garden} = 'yes' and ${use} != 'nobody'
text                    | noise   | Wann ist es laut?                  | selected(${trouble}, 'noise') and count-selected(${trouble}) > 1
text                    | wish    | Was wünschen Sie sich stattdessen? | ${garden} = 'no' or (${use} = 'nobody' and not(selected(${trouble}, 'dirt')))
""",
    """
list_name | name   | label
yes_no    | yes    | Ja
yes_no    | no     | Nein
use       | all    | alle im Haus
use       | some   | nur manche
use       | nobody | niemand
trouble   | noise  | Lärm
trouble   | dirt   | Müll
trouble   | dogs   | Hunde
""",
)

GROUPS = book(
    """
type              | name    | label                            | relevant                        | hint
select_one yes_no | kids    | Leben Kinder bei Ihnen?          |                                 |
begin_group       | family  | Ein paar Fragen zu Ihren Kindern | ${kids} = 'yes'                 | Es sind nur drei.
integer           | number  | Wie viele sind es?               |                                 |
begin group       | school  |                                  | ${number} > 0 and ${number} < 9 |
text              | which   | In welche Schule gehen sie?      |                                 |
begin_group       | way     | Der Weg dorthin                  |                                 |
select_one yes_no | danger  | Ist der Weg gefährlich?          |                                 |
text              | where   | An welcher Stelle?               | ${danger} = 'yes'               |
end_group         | way     |                                  |                                 |
end group         |         |                                  |                                 |
end_group         |         |                                  |                                 |
text              | last    | Möchten Sie noch etwas sagen?    |                                 |
""",
    """
list_name | name | label
yes_no    | yes  | Ja
yes_no    | no   | Nein
""",
)

GRID = book(
    """
type             | name     | label::de                           | label::en                           | appearance
begin_group      | services | Wie zufrieden sind Sie?             | How satisfied are you?              | table-list field-list
select_one happy | bins     | Mit der Müllabfuhr                  | With the bins                       | likert
select_one happy | buses    | Mit den Bussen                      | With the buses                      | likert
end_group        |          |                                     |                                     |
select_one agree | say      | Ich kann hier mitreden.             | I have a say here.                  | likert
""",
    """
list_name | name | label::de           | label::en
happy     | 1    | gar nicht           | not at all
happy     | 2    |                     |
happy     | 3    |                     |
happy     | 4    |                     |
happy     | 5    | sehr                | very
agree     | 1    | stimmt nicht        | not true
agree     | 2    | stimmt ein wenig    | a little true
agree     | 3    | stimmt              | true
""",
    "form_title | default_language\nZufrieden | de",
)

RANGES = book(
    """
type        | name  | label                                | parameters           | appearance
range       | three | Wie oft gehen Sie ins Kino?          | start=1 end=3 step=1 |
range       | ten   | Wie wohl fühlen Sie sich hier?       | end=10;step=1        | no-ticks
range       | faces | Und heute?                           | start=1, end=5       | smileys
rank causes | order | Was ist am wichtigsten?              | randomize=true       |
""",
    """
list name | name  | label
causes    | trees | Bäume
causes    | bikes | Radwege
causes    | clubs | Vereine
""",
)

PICTURES = book(
    """
type             | name   | label::Deutsch (de)         | label::English (en)        | media::image::Deutsch (de) | media::image::English (en) | audio::Deutsch (de) | audio::English (en)
note             | plan   | So soll der Platz aussehen. | This is how it could look. | plan.png                   | plan.png                   | plan de.ogg         | plan en.ogg
select_one which | better | Was gefällt Ihnen besser?   | Which do you like better?  | zwei.jpg                   | two.jpg                    |                     |
""",
    """
list_name | name  | label::Deutsch (de) | label::English (en)
which     | left  | links               | left
which     | right | rechts              | right
""",
    "form_title | default_language\nDer Platz | Deutsch (de)",
)

_STREETS = "\n".join(f"streets | street_{number} | Straße {number}" for number in range(1, 56))
LONG_LIST = book(
    """
type               | name  | label
select_one streets | where | In welcher Straße wohnen Sie?
select_multiple streets | walks | Wo gehen Sie oft entlang?
text               | why   | Warum?
""",
    f"list_name | name | label\n{_STREETS}",
)

KOBO = book(
    """
type                | name                  | label                           | required | relevant                                            | appearance | constraint
select_one LISTE1   | Wohnen_Sie_gern_hier_ | Wohnen Sie gern hier?           | true     |                                                     | minimal    |
select_multiple L2  | Was_stoert            | Was stört Sie?                  | false    | ${Wohnen_Sie_gern_hier_} = ‘Eher nein’              | horizontal |
text                | Q3.1                  | Können Sie das näher sagen?     | false    | selected(${Was_stoert}, “Lärm-nachts”) or ${Wohnen_Sie_gern_hier_}='Nein' | |
integer             | ALTER                 | Wie alt sind Sie?               |          |                                                     |            | . > 0 and . != 99
integer             | Alter                 | Und Ihr ältestes Kind?          |          | ${ALTER} > 20                                       |            | . < ${ALTER}
text                | улица                 | Ваша улица?                     |          | ${Alter} >= 1                                       |            |
""",
    """
list_name | name        | label
LISTE1    | Ja          | Ja
LISTE1    | Eher nein   | Eher nein
LISTE1    | Nein        | Nein
L2        | Lärm-nachts | Lärm in der Nacht
L2        | -99         | nichts davon
L2        | Ein_sehr_langer_Name_aus_Kobo | Autos, die zu schnell fahren
""",
)

HEADS = book(
    """
type                          | name   | label                    | label::Türkçe (tr)             | label::English (en)          | appearance
note                          | title  | Unser Kiez im Herbst     | Sonbaharda mahallemiz          | Our neighbourhood in autumn  | kiezstimme-title
note                          | intro  | Es dauert drei Minuten.  | Üç dakika sürer.               | It takes three minutes.      | kiezstimme-intro
text                          | autumn | Was fehlt im Herbst?     | Sonbaharda ne eksik?           | What is missing in autumn?   |
""",
    settings="""
form_title           | form_id | default_language
Unser Kiez im Herbst | autumn  | Deutsch
""",
)

SIMPLE = book(
    """
type             | name | label::Deutsch (de)                | label::Einfache Sprache (de)   | label::Srpski (sr)     | label::Igbo (ig)       | label::pt-BR
select_one often | park | Wie oft besuchen Sie den Park?     | Wie oft sind Sie im Park?      | Koliko često idete?    | Ugboro ole ị na-aga?   | Park?
""",
    """
list_name | name | label::Deutsch (de) | label::Einfache Sprache (de) | label::Srpski (sr) | label::ig
often     | 1    | oft                 | oft                          | često              | mgbe mgbe
often     | 2    | selten              | nicht oft                    | retko              | obere
""",
    "form_title | default_language\nDer Park | Deutsch (de)",
)

OLD_HEADINGS = book(
    """
command            | tag   | caption: German            | Caption : English        | relevance      | bind:required | Constraint Message:German | Constraint Message: English | constraint | hint:German | hint:English
select one from yn | dog   | Haben Sie einen Hund?      | Do you have a dog?       |                | yes           |                           |                             |            |             |
select all that apply from yn | both | Beides?          | Both?                    |                |               |                           |                             |            |             |
int                | walks | Wie oft am Tag gehen Sie?  | How often do you go out? | ${dog} = 'a'   | no            | Bitte bis 9.              | Up to 9, please.            | . < 10     | eine Zahl   | a number
""",
    """
list name | value | caption: German | caption: English
yn        | a     | Ja              | Yes
yn        | b     | Nein            | No
""",
    "set form title | set form id | default_language\nHunde | dogs | German",
)

LONG_TEXTS = book("""
type | name    | label                           | appearance | parameters
text | story   | Was haben Sie hier erlebt?      | multiline  |
text | more    | Was noch?                       |            | rows=5
text | short   | In einem Wort?                  | numbers    | rows=1
""")

MEETING = book(
    """
type                   | name    | label::Deutsch (de)                | label::العربية (ar)              | relevant                                                | constraint                                  | required | appearance
select_multiple topics | topics  | Worüber sollen wir sprechen?       | عن ماذا نتحدث؟                   |                                                         | count-selected(.) >= 2                      | yes      |
decimal                | hours   | Wie lange darf es dauern?          | كم من الوقت؟                     |                                                         | . > 0 and . <= 4.5 and . * 2 mod 1 = 0      |          |
date                   | day     | An welchem Tag?                    | في أي يوم؟                       |                                                         | . >= today() + 1 and . < '2030-01-01'       |          |
text                   | phone   | Welche Nummer hat Ihr Aufgang?     | ما رقم المدخل؟                   | not(${hours} > 2) and string-length(${day}) > 0         | string-length(.) <= 4 and regex(., '[0-9a-z]+') |      |
text                   | why     | Warum so lange?                    | لماذا كل هذا الوقت؟              | if(selected(${topics}, 'rent'), ${hours} > 3, ${hours} > 2) |                                           |          | multiline private
""",
    """
list_name | name  | label::Deutsch (de) | label::العربية (ar)
topics    | rent  | Miete               | الإيجار
topics    | trash | Müll                | النفايات
topics    | youth | Jugend              | الشباب
""",
    "form_title | default_language | style\nTreffen | Deutsch (de) | theme-grid",
)

HARD: dict[str, Book] = {
    "street party": STREET_PARTY,
    "cascade": CASCADE,
    "groups": GROUPS,
    "grid": GRID,
    "ranges": RANGES,
    "pictures": PICTURES,
    "long list": LONG_LIST,
    "kobo": KOBO,
    "heads": HEADS,
    "simple": SIMPLE,
    "old headings": OLD_HEADINGS,
    "long texts": LONG_TEXTS,
    "meeting": MEETING,
    **FOUR,
}

RECORDED = book("""
type     | name  | label                              | parameters         | required
image    | photo | Zeigen Sie uns die Stelle.         | max-pixels=2048    | yes
audio    | voice | Erzählen Sie, was dort ist.        | quality=voice-only |
geopoint | place | Wo ist es?                         |                    |
""")
"""Answers that are no words."""
