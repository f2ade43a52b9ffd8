"""A message to 20,000 devices, of which some are gone and some push services are busy."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

import pytest

from support import settings
from support.crowd import gather, known_to
from support.deployment import Deploy
from support.issuer import CLIENT, Issuer
from support.push_fixtures import MORNING
from support.push_service import Device, PushService, created, gone, shared_authority, throttled
from support.subscribers import finished, send, subscriptions
from support.waiting import eventually

# The push notification service alone, which is the same code in a program of its own.
pytestmark = pytest.mark.topology("one")

PEOPLE = 2_000
DEVICES = 10  # of each: one is gone, and one of every other person is at the busy service


def times(devices: list[Device]) -> Counter[int]:
    """How many devices received how many messages."""
    return Counter(len(device.received) for device in devices)


@pytest.mark.usefixtures("needs_push")
def test_everyone_else_receives_exactly_once(
    deploy: Deploy,
    push_service: PushService,
    other_push_service: PushService,
    record_property: Callable[[str, object], None],
) -> None:
    busy_service = other_push_service
    options = settings.push(shared_authority().ca_file)
    with Issuer() as issuer:
        options += settings.external_issuer(issuer.url, issuer.jwks_url, CLIENT)
        with deploy(*options, noon=False) as server:
            server.clock.set(MORNING)
            root = known_to(issuer, server, "root", "admin")

            def service_for(person: int, device: int) -> PushService:
                return busy_service if device == 1 and person % 2 else push_service

            members = gather(server, issuer, PEOPLE, DEVICES, service_for)
            dead = [member.devices[0] for member in members]
            busy = [member.devices[1] for member in members[1::2]]
            left_out = {id(device) for device in (*dead, *busy)}
            good = [each for member in members for each in member.devices if id(each) not in left_out]
            assert (len(good), len(dead), len(busy)) == (17_000, 2_000, 1_000)
            for device in dead:
                push_service.say(gone(), to=device)
            busy_service.say(throttled(1))

            began = time.monotonic()
            job_id = send(root, "To all")
            eventually(lambda: times(good) == {1: len(good)}, 60, "all good devices have it", pause=0.05)
            text = f"{len(good) + len(dead)} messages at {(len(good) + len(dead)) / (time.monotonic() - began):.0f}/s"
            record_property("rate", text)
            print(text)
            assert busy_service.received == [], "they are still being put off"
            assert len(busy_service.attempts) > 0

            busy_service.say(created())

            def all_busy_ones() -> bool:
                if (done := times(busy)) != {1: len(busy)}:
                    server.clock.advance(5)
                return done == {1: len(busy)}

            eventually(all_busy_ones, 60, "the throttled ones have it", pause=0.25)
            job = finished(root, job_id, within=30)
            assert (job["queued"], job["sent"], job["gone"], job["failed"]) == (20_000, 18_000, 2_000, 0)
            assert job["throttled"] > 0
            assert times(good) == {1: len(good)}
            assert times(busy) == {1: len(busy)}
            assert Counter(len(device.attempts) for device in dead) == {1: len(dead)}
            assert {message.title for message in push_service.received[::100]} == {"To all"}
            for member in members[::20]:
                endpoints = {each["endpoint"] for each in subscriptions(member.person)}
                assert endpoints == {device.endpoint for device in member.devices[1:]}
