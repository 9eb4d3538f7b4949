"""The bot's own sentences in the languages of `locales/*/LC_MESSAGES/bot.po`, read once at start.

A sentence is looked up by its English wording. The translator is always an argument, never a global.
"""

from __future__ import annotations

from bot.core.text import N_
from bot.i18n.catalogues import Catalogues
from bot.i18n.languages import LANGUAGES
from bot.i18n.reading import LOCALES
from bot.i18n.translator import Translator

__all__ = ["LANGUAGES", "LOCALES", "N_", "Catalogues", "Translator"]
