"""What the process counts. Lanes, reasons and classes of errors are counted, never people."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, disable_created_metrics

LANES = ("reply", "notice", "bulk")
"""The lanes of the outbox by their number."""

REASONS = ("address", "method", "secret", "size", "slow", "broken", "malformed", "database")
"""Why the webhook did not take something in. `malformed` was answered with 200 all the same."""

disable_created_metrics()  # type: ignore[no-untyped-call]  # else every counter would come twice


class Metrics:
    """The counters of one process, from zero; they may be counted up in any thread."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._sent = self._counter("sent", "messages that Telegram took", "lane")
        self._flood = self._counter("flood", "requests that Telegram put off (429)", "lane")
        self._failures = self._counter("failures", "requests to Telegram that failed", "kind")
        self._refused = self._counter("webhook_refused", "requests to the webhook not taken in", "reason")
        self._updates = self._counter("updates", "updates worked on")
        self._update_failures = self._counter("update_failures", "attempts at an update that failed")
        self._sent_by = [self._sent.labels(lane) for lane in LANES]
        self._flood_by = [self._flood.labels(lane) for lane in LANES]
        for reason in REASONS:
            self._refused.labels(reason)

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"kiezstimme_{name}", meaning, labels, registry=self.registry)

    def sent(self, lane: int) -> None:
        self._sent_by[lane].inc()

    def flood(self, lane: int) -> None:
        self._flood_by[lane].inc()

    def failure(self, kind: str) -> None:
        """`kind` is the class of the error, such as Forbidden."""
        self._failures.labels(kind).inc()

    def refused(self, reason: str) -> None:
        self._refused.labels(reason).inc()

    def updates(self, count: int) -> None:
        if count:
            self._updates.inc(count)

    def update_failure(self) -> None:
        self._update_failures.inc()
