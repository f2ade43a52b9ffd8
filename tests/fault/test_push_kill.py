"""kill -9 in the middle of noon: nobody is missed, and only what was in flight arrives twice."""

from __future__ import annotations

import time
from dataclasses import dataclass

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
DAY = MORNING[:10]


@dataclass(frozen=True)
class Crash:
    at: float  # when the server was killed
    read: float  # when the push service had read what lay in its sockets


def kill_at(server: Deployment, service: PushService, count: int) -> Crash:
    """Kills the server when so many messages have come, and starts it again."""
    eventually(lambda: len(service.attempts) >= count, 60, f"{count} messages", pause=0.002)
    server.kill()
    killed = time.monotonic()
    eventually(lambda: not service.connections, 30, "the dead server's connections read to their end")
    crash = Crash(killed, time.monotonic())
    server.start()
    server.clock.set(f"{DAY}T12:01:00Z")
    return crash


def check_repeated(device: Device, crashes: list[Crash]) -> None:
    """A message that came twice was in flight at a crash, and the device shows one."""
    first, *repeated = device.received
    for message in repeated:
        assert message.topic == first.topic
        assert message.notification["tag"] == first.notification["tag"]
        assert message.title == first.title
    for earlier, later in zip(device.received, repeated, strict=False):
        between = [crash for crash in crashes if earlier.at <= crash.read < later.at]
        assert between, f"came {later.at - earlier.at:.3f} s after another without a crash"
        before = between[0].at - earlier.at
        assert before < IN_FLIGHT, f"{before:.1f} s before the crash"


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
            crashes = [kill_at(server, push_service, count) for count in (300, 1000, 2000)]
            eventually(lambda: all(device.received for device in devices), 120, "nobody missed", pause=0.1)
            push_service.say(slow(0.0))
            server.clock.set(f"{DAY}T12:30:00Z")
            server.stop()
            for device in devices:
                check_repeated(device, crashes)
                assert len(device.kept) == 1
            repeated = sum(len(device.received) - 1 for device in devices)
            print(f"{len(devices)} devices, {len(crashes)} crashes, {repeated} messages came twice")
