"""kill -9 in the middle of noon: nobody is missed, and only what was in flight arrives twice."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from support import settings
from support.crowd import gather
from support.deployment import Deploy, Deployment
from support.issuer import CLIENT, Issuer
from support.push_fixtures import MORNING
from support.push_service import Device, PushService, shared_authority, slow
from support.waiting import eventually

DEVICES = 10
ANSWER_TAKES = 0.5  # seconds, so that a crash hits messages that are on their way
NOON = datetime.fromisoformat(MORNING).replace(hour=12)


@dataclass(frozen=True)
class Crash:
    at: float  # when the server was killed
    read: float  # when the push service had read what lay in its sockets


@dataclass(frozen=True)
class Plan:
    people: int
    kills: tuple[int, ...]  # each when so many messages have come
    recorded: float  # seconds: what was answered longer ago was recorded
    idle: timedelta  # until others may go on with what the dead was at


ON_SQLITE = Plan(300, (300, 1000, 2000), 1.0, timedelta(minutes=1))
# There the service may have copies, so that the dead's lease of two minutes is respected.
ON_AWS = Plan(60, (60, 250), 4.0, timedelta(minutes=3))


def set_clock(server: Deployment, moment: datetime) -> None:
    server.clock.set(moment.strftime("%Y-%m-%dT%H:%M:%SZ"))


def kill_at(server: Deployment, service: PushService, count: int, goes_on: datetime) -> Crash:
    """Kills the program that sends when so many messages have come, and starts it again."""
    eventually(lambda: len(service.attempts) >= count, 60, f"{count} messages", pause=0.002)
    server.push.kill()
    killed = time.monotonic()
    eventually(lambda: not service.connections, 30, "the dead server's connections read to their end")
    crash = Crash(killed, time.monotonic())
    set_clock(server, goes_on)
    server.start()
    return crash


def check_repeated(device: Device, crashes: list[Crash], plan: Plan) -> None:
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
        assert before < ANSWER_TAKES + plan.recorded, f"{before:.1f} s before the crash"


def check_noon(deploy: Deploy, service: PushService, topology: str, plan: Plan) -> None:
    options = settings.push(shared_authority().ca_file)
    with Issuer() as issuer:
        options += settings.external_issuer(issuer.url, issuer.jwks_url, CLIENT)
        with deploy(*options, noon=False, topology=topology) as server:
            server.clock.set(MORNING)
            members = gather(server, issuer, plan.people, DEVICES, lambda *_: service)
            devices = [device for member in members for device in member.devices]
            service.say(slow(ANSWER_TAKES))
            set_clock(server, NOON)
            crashes = [
                kill_at(server, service, count, NOON + number * plan.idle)
                for number, count in enumerate(plan.kills, 1)
            ]
            eventually(lambda: all(device.received for device in devices), 120, "nobody missed", pause=0.1)
            service.say(slow(0.0))
            set_clock(server, NOON + timedelta(minutes=30))
            server.stop()
            for device in devices:
                check_repeated(device, crashes, plan)
                assert len(device.kept) == 1
            repeated = sum(len(device.received) - 1 for device in devices)
            print(f"{len(devices)} devices, {len(crashes)} crashes, {repeated} messages came twice")


@pytest.mark.topology("one")
def test_noon_goes_on_after_a_crash_in_the_middle(deploy: Deploy, push_service: PushService) -> None:
    check_noon(deploy, push_service, "one", ON_SQLITE)


@pytest.mark.topology("aws")
def test_noon_on_aws_goes_on_after_a_crash_in_the_middle(deploy: Deploy, push_service: PushService) -> None:
    check_noon(deploy, push_service, "aws", ON_AWS)
