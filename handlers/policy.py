"""Who may use a route. A route without a policy cannot be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from handlers.call import Call

Verdict = Literal["allowed", "consent first", "unknown"]


@dataclass(frozen=True, slots=True)
class Policy:
    """`anyone`, people who consented, or staff with at least `role` in some area; the area itself is in every query."""

    consent: bool
    role: str = ""

    def judge(self, call: Call) -> Verdict:
        if self.role and not any(post.may(self.role) for post in call.posts):
            return "unknown"
        return "consent first" if self.consent and call.person is None else "allowed"


ANYONE = Policy(consent=False)
CONSENTED = Policy(consent=True)


def staff(role: str) -> Policy:
    return Policy(consent=True, role=role)
