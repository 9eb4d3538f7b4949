"""All tables; importing this module fills the metadata."""

from __future__ import annotations

from db.tables.areas import Area
from db.tables.attachments import Discarded, IdeaPlace, Media
from db.tables.ballots import Ballot, BallotWay, Participation
from db.tables.base import Base
from db.tables.broadcasts import Broadcast
from db.tables.clock import ClockRun
from db.tables.facts import Fact
from db.tables.idea_steps import IdeaCounter, IdeaStatus
from db.tables.ideas import Idea, IdeaGoal
from db.tables.inbox import Inbox
from db.tables.outbox import Outbox
from db.tables.people import Consent, Dialog, Person, Subscription
from db.tables.plans import Outcome, Plan, Silence, SurveyFile, Upload
from db.tables.sessions import Answer, Session
from db.tables.staff import Audit, Invite, InviteGuess, Staff
from db.tables.surveys import Round, Survey, SurveyVersion
from db.tables.tallies import Tally

__all__ = [
    "Answer",
    "Area",
    "Audit",
    "Ballot",
    "BallotWay",
    "Base",
    "Broadcast",
    "ClockRun",
    "Consent",
    "Dialog",
    "Discarded",
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
    "Outcome",
    "Participation",
    "Person",
    "Plan",
    "Round",
    "Session",
    "Silence",
    "Staff",
    "Subscription",
    "Survey",
    "SurveyFile",
    "SurveyVersion",
    "Tally",
    "Upload",
]
