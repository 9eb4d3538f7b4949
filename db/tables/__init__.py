"""All tables; importing this module fills the metadata."""

from __future__ import annotations

from db.tables.areas import Area
from db.tables.attachments import Discarded, IdeaPlace, Media
from db.tables.ballots import Ballot, BallotWay, Participation
from db.tables.base import Base
from db.tables.broadcasts import Broadcast
from db.tables.clock import ClockRun
from db.tables.composed import Composition
from db.tables.concerns import Concern, ConcernMessage
from db.tables.events import Event, EventArea, Rsvp
from db.tables.facts import Fact
from db.tables.idea_steps import IdeaCounter, IdeaStatus
from db.tables.ideas import Idea, IdeaGoal
from db.tables.inbox import Inbox
from db.tables.months import FundSum, Month, Reference, ReportWish
from db.tables.offers import Offer
from db.tables.outbox import Outbox
from db.tables.people import Consent, Dialog, Person, Subscription
from db.tables.plans import Outcome, Plan, Silence, SurveyFile, Upload
from db.tables.posters import Poster, PosterOpening
from db.tables.published import Publication, PublicationReport, Signature, Support
from db.tables.sessions import Answer, Session
from db.tables.staff import Audit, Invite, InviteGuess, Staff
from db.tables.surveys import Round, Survey, SurveyVersion
from db.tables.tallies import Tally
from db.tables.threads import AnswerDraft, IdeaMessage, IdeaNote
from db.tables.words import Helper, Piece

__all__ = [
    "Answer",
    "AnswerDraft",
    "Area",
    "Audit",
    "Ballot",
    "BallotWay",
    "Base",
    "Broadcast",
    "ClockRun",
    "Composition",
    "Concern",
    "ConcernMessage",
    "Consent",
    "Dialog",
    "Discarded",
    "Event",
    "EventArea",
    "Fact",
    "FundSum",
    "Helper",
    "Idea",
    "IdeaCounter",
    "IdeaGoal",
    "IdeaMessage",
    "IdeaNote",
    "IdeaPlace",
    "IdeaStatus",
    "Inbox",
    "Invite",
    "InviteGuess",
    "Media",
    "Month",
    "Offer",
    "Outbox",
    "Outcome",
    "Participation",
    "Person",
    "Piece",
    "Plan",
    "Poster",
    "PosterOpening",
    "Publication",
    "PublicationReport",
    "Reference",
    "ReportWish",
    "Round",
    "Rsvp",
    "Session",
    "Signature",
    "Silence",
    "Staff",
    "Subscription",
    "Support",
    "Survey",
    "SurveyFile",
    "SurveyVersion",
    "Tally",
    "Upload",
]
