"""All tables; importing this module fills the metadata."""

from __future__ import annotations

from db.tables.areas import Area
from db.tables.base import Base
from db.tables.ideas import Idea, IdeaCounter, IdeaGoal, IdeaPlace, IdeaStatus, Media
from db.tables.messages import Fact, Inbox, Outbox
from db.tables.people import Consent, Dialog, Person, Subscription
from db.tables.staff import Audit, Invite, InviteGuess, Staff
from db.tables.surveys import Answer, Round, Session, Survey, SurveyVersion

__all__ = [
    "Answer",
    "Area",
    "Audit",
    "Base",
    "Consent",
    "Dialog",
    "Fact",
    "Idea",
    "IdeaCounter",
    "IdeaGoal",
    "IdeaPlace",
    "IdeaStatus",
    "Inbox",
    "Invite",
    "InviteGuess",
    "Media",
    "Outbox",
    "Person",
    "Round",
    "Session",
    "Staff",
    "Subscription",
    "Survey",
    "SurveyVersion",
]
