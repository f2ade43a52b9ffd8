"""Many people with many devices, whose tokens come from an issuer of the tests: no sign-up."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from support.accounts import Tokens
from support.concurrency import all_at_once
from support.deployment import Deployment
from support.issuer import Issuer
from support.people import Person
from support.push_service import Device, PushService
from support.subscribers import PUSH, application_key

_NUMBERS = itertools.count()


@dataclass
class Member:
    person: Person
    devices: list[Device]


def known_to(issuer: Issuer, server: Deployment, name: str, *groups: str) -> Person:
    """Somebody with a profile whom the issuer vouches for."""
    subject = f"{name}-{next(_NUMBERS)}"
    person = Person(server, None, name, f"{subject}@example.org")  # type: ignore[arg-type]
    person.id = subject
    claims = {"cognito:groups": list(groups)} if groups else {}
    person.tokens = Tokens(issuer.token(sub=subject, **claims), "", "")
    person.set_profile()
    return person


def gather(
    server: Deployment,
    issuer: Issuer,
    people: int,
    devices: int,
    service_for: Callable[[int, int], PushService],
) -> list[Member]:
    """`service_for` says at which push service a device is, by the numbers of its person and of itself."""

    def join(number: int) -> Member:
        member = Member(known_to(issuer, server, f"member{number}"), [])
        key = application_key(member.person)
        for each in range(devices):
            device = service_for(number, each).new_device(key)
            member.person.create(f"{PUSH}/subscribe", device.subscription)
            member.devices.append(device)
        return member

    return all_at_once([partial(join, number) for number in range(people)], threads=16)
