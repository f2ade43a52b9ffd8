"""A push service for tests, and for people who develop the front end (see __main__.py)."""

from support.push_service.answers import (
    Answer,
    created,
    garbage,
    gone,
    hang_up,
    redirect,
    reset,
    silent,
    slow,
    throttled,
    too_large,
    unavailable,
)
from support.push_service.certificate import Authority, shared_authority
from support.push_service.device import Device, Message
from support.push_service.service import PushService

__all__ = [
    "Answer",
    "Authority",
    "Device",
    "Message",
    "PushService",
    "created",
    "garbage",
    "gone",
    "hang_up",
    "redirect",
    "reset",
    "shared_authority",
    "silent",
    "slow",
    "throttled",
    "too_large",
    "unavailable",
]
