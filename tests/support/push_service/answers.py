"""What a push service may say to a message."""

from __future__ import annotations

import email.utils
import time
from dataclasses import dataclass, replace
from typing import Literal

# reset: the stream is reset · hang_up: the connection ends in the middle of an answer ·
# garbage: bytes that are no HTTP · silent: no answer ever
Breakage = Literal["", "reset", "hang_up", "garbage", "silent"]


@dataclass(frozen=True)
class Answer:
    status: int = 201
    text: str = ""
    location: str = ""
    retry_after: int | None = None  # seconds
    as_date: bool = False  # Retry-After as an HTTP date
    delay: float = 0.0  # seconds before it is given
    breaks: Breakage = ""

    @property
    def accepts(self) -> bool:
        return 200 <= self.status < 300 and not self.breaks

    def headers(self) -> list[tuple[str, str]]:
        found = [("content-length", str(len(self.text.encode()))), ("date", http_date(0))]
        if self.location:
            found.append(("location", self.location))
        if self.retry_after is not None:
            text = http_date(self.retry_after) if self.as_date else str(self.retry_after)
            found.append(("retry-after", text))
        return found


def http_date(seconds_ahead: float) -> str:
    return email.utils.formatdate(time.time() + seconds_ahead, usegmt=True)


def created() -> Answer:
    return Answer()


def gone(status: int = 410) -> Answer:
    return Answer(status, "push subscription has unsubscribed or expired")


def too_large() -> Answer:
    return Answer(413, "payload too large")


def throttled(retry_after: int | None = None, *, as_date: bool = False) -> Answer:
    return Answer(429, "too many requests", retry_after=retry_after, as_date=as_date)


def unavailable(status: int = 503, retry_after: int | None = None, *, as_date: bool = False) -> Answer:
    return Answer(status, "try again", retry_after=retry_after, as_date=as_date)


def slow(seconds: float, answer: Answer | None = None) -> Answer:
    return replace(answer or created(), delay=seconds)


def redirect(to: str, status: int = 307) -> Answer:
    return Answer(status, location=to)


def reset() -> Answer:
    return Answer(breaks="reset")


def hang_up() -> Answer:
    return Answer(breaks="hang_up")


def garbage() -> Answer:
    return Answer(breaks="garbage")


def silent() -> Answer:
    return Answer(breaks="silent")
