"""How long things are kept. Source: TRUST.md 5.3; the full notice (`bot.views.privacy`) says the same to people."""

from __future__ import annotations

from datetime import timedelta

NUMBERS = timedelta(days=3)
"""Of updates: longer than Telegram repeats them (24 hours), shorter than the week after which it begins anew."""

DEAD_LETTERS = timedelta(days=7)
DELIVERIES = timedelta(days=30)

DRAFTS = timedelta(days=30)
DRAFTS_NOTICE = timedelta(days=3)
"""So long before its end somebody hears about their draft."""

CLOSED_IDEAS = timedelta(days=90)
"""Ideas that were taken back or are not possible: then only number and status stay."""

CONCERNS = timedelta(days=30)
"""What was told in private, after the team has closed it."""

CONCERN_DRAFTS = timedelta(days=7)
"""The same where it was begun and not sent: nobody is reminded of it."""

RSVPS = timedelta(days=183)
"""Answers to an event, counted from its end: then only numbers stay."""

UNREACHABLE = timedelta(days=180)
AUDIT = timedelta(days=365)
CLOCK_RUNS = timedelta(days=400)
MINUTES = timedelta(days=2)
"""Of the clock's runs, those of every minute: there are 1,440 a day of them."""

BACKUPS = timedelta(days=30)
ERASURES = BACKUPS + timedelta(days=5)
"""The record of who was erased outlives every backup that could bring them back."""
