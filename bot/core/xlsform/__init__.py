"""Survey definitions as XLSForms, the spreadsheets of ODK and Kobo (xlsform.org): out of tables of cells, and into them.

    kind                   type, and words in `appearance` where the standard has no type of its own
    text, long_text        text; text with `multiline` (or more than one of the parameter rows)
    whole, decimal         integer, decimal
    date, time, note       the same
    single, several        select_one, select_multiple
    ranking                rank
    yes_no                 select_one with `yes_no`, of a list with the names yes and no
    smileys                select_one with `smileys`, of a list with the names 1 to 5 (or range)
    scale                  range from 1; with words at its ends select_one with `likert`, of a list with the names 1, 2, ...
    photo, voice, place    image, audio, geopoint

`declines` are the words `dont_know` and `private`; `least` and `most` a constraint with `count-selected(.)`; `shuffled` the
parameter `randomize`; pictures and voices `media::image` and `media::audio`. Title and introduction in several languages
are notes with `kiezstimme-title` and `kiezstimme-intro`. A group becomes the rule of its questions and, if it has a text, a
note before them. Names get small letters, also inside rules. Everything else of the standard is refused by name.
"""
