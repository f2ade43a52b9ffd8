"""kill -9 in the middle of noon: nobody is missed, and only what was in flight arrives twice."""

from __future__ import annotations

import time

import pytest

from support import settings
from support.crowd import gather
from support.deployment import Deploy, Deployment
from support.issuer import CLIENT, Issuer
from support.push_fixtures import MORNING
from support.push_service import Device, PushService, shared_authority, slow
from support.waiting import eventually

PEOPLE = 300
DEVICES = 10
ANSWER_TAKES = 0.5  # seconds, so that a crash hits messages that are on their way
IN_FLIGHT = ANSWER_TAKES + 1.0  # what came longer than that before a crash was answered and recorded
READ_LATE = 0.5  # what lay in a socket at a crash is read by the push service after it
DAY = MORNING[:10]


def kill_at(server: Deployment, service: PushService, count: int) -> float:
    """Kills the server when so many messages have come, and starts it again; when that was."""
    eventually(lambda: len(service.attempts) >= count, 60, f"{count} messages", pause=0.002)
    server.kill()
    killed = time.monotonic()
    server.start()
    server.clock.set(f"{DAY}T12:01:00Z")
    return killed


def check_repeated(device: Device, kills: list[float]) -> None:
    """A message that came twice was in flight at a crash, and the device shows one."""
    first, *repeated = device.received
    for message in repeated:
        assert message.topic == first.topic
        assert message.notification["tag"] == first.notification["tag"]
        assert message.title == first.title
    for earlier, later in zip(device.received, repeated, strict=False):
        crashes = [killed for killed in kills if earlier.at - READ_LATE < killed < later.at]
        assert crashes, "came twice without a crash"
        assert crashes[0] - earlier.at < IN_FLIGHT, f"{crashes[0] - earlier.at:.1f} s before the crash"


@pytest.mark.usefixtures("needs_push")
def test_noon_goes_on_after_a_crash_in_the_middle(deploy: Deploy, push_service: PushService) -> None:
    options = settings.push(shared_authority().ca_file)
    with Issuer() as issuer:
        options += settings.external_issuer(issuer.url, issuer.jwks_url, CLIENT)
        with deploy(*options, noon=False, topology="one") as server:
            server.clock.set(MORNING)
            members = gather(server, issuer, PEOPLE, DEVICES, lambda *_: push_service)
            devices = [device for member in members for device in member.devices]
            push_service.say(slow(ANSWER_TAKES))
            server.clock.set(f"{DAY}T12:00:00Z")
            kills = [kill_at(server, push_service, count) for count in (300, 1000, 2000)]
            eventually(lambda: all(device.received for device in devices), 120, "nobody missed", pause=0.1)
            push_service.say(slow(0.0))
            server.clock.set(f"{DAY}T12:30:00Z")
            server.stop()
            for device in devices:
                check_repeated(device, kills)
                assert len(device.kept) == 1
            repeated = sum(len(device.received) - 1 for device in devices)
            print(f"{len(devices)} devices, {len(kills)} crashes, {repeated} messages came twice")
