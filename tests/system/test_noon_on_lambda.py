"""Noon on AWS: EventBridge Scheduler, Lambda, SQS, Lambda, and a push service of the tests."""

from __future__ import annotations

import json
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from support import settings
from support.crowd import gather, known_to
from support.deployment import Deploy, Deployment
from support.issuer import CLIENT, Issuer
from support.lambdas import Lambdas
from support.people import Person
from support.push_service import Device, PushService, shared_authority
from support.subscribers import prefer
from support.waiting import eventually

pytestmark = [pytest.mark.topology("aws"), pytest.mark.own_accounts("mints tokens of its own")]

DEVICES = 10  # of each person
MANY = 1000  # subscriptions from which on the schedule is that of a real instance


@pytest.fixture
def lambdas(binaries: Path, deploy: Deploy) -> Iterator[tuple[Lambdas, Deployment, Issuer]]:
    """The functions beside services whose push service carries out no jobs."""
    archives = binaries.parent / "lambdas/x86_64"
    if not archives.exists():
        pytest.fail("there are no archives: cmake --build build --target lambdas; tools/package_lambdas.py")
    keys = subprocess.run(
        ["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    authority = str(shared_authority().ca_file)
    with Issuer() as issuer:
        options = settings.push(shared_authority().ca_file)
        options += settings.external_issuer(issuer.url, issuer.jwks_url, CLIENT)
        server = deploy(*options, "--push-jobs", "lambda", noon=False)
        made = Lambdas(archives, server.environment["DAILYGRIND_AWS_PREFIX"])
        secret = made.make_secret(keys)
        server.environment["DAILYGRIND_VAPID_KEYS_SECRET"] = secret
        made.make_noon(
            secret,
            DAILYGRIND_VAPID_CONTACT=settings.VAPID_CONTACT,
            DAILYGRIND_PUSH_CA_FILE=authority,
            DAILYGRIND_PUSH_ALLOW_PRIVATE_ADDRESSES="true",
        )
        with server:
            yield made, server, issuer


def callable_now(
    made: Lambdas, server: Deployment, issuer: Issuer, service: PushService, subscriptions: int
) -> tuple[Person, list[Device]]:
    """So many devices of people whose noon is this very minute, and an administrator."""
    noon = datetime.now(UTC).replace(second=0, microsecond=0)
    # They come before their noon.
    server.clock.set(f"{noon - timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}")
    root = known_to(issuer, server, "root", "admin")
    people = 1 if subscriptions >= MANY else subscriptions // DEVICES
    members = gather(server, issuer, people, DEVICES, lambda *_: service)
    # The administrator, too: a place of its own would be called, and late, in the hours after noon.
    everybody = [root, *(member.person for member in members)]
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(lambda each: prefer(each, daily={"time": f"{noon:%H:%M}"}), everybody))
    eventually(lambda: made.events_waiting() == 0, 120, "all events are heard", pause=0.2)
    server.clock.reset()
    devices = [device for member in members for device in member.devices]
    if subscriptions >= MANY:
        devices += made.copy_person(service, f"call#UTC#{noon:%H:%M}#", devices, subscriptions // DEVICES - 1)
    return root, devices


def times(devices: list[Device]) -> Counter[int]:
    """How many devices received how many messages."""
    return Counter(len(device.received) for device in devices)


def jobs(root: Person) -> list[dict[str, object]]:
    return root.read("/push-notifications/jobs")


def test_everyone_is_called_once(
    lambdas: tuple[Lambdas, Deployment, Issuer],
    push_service: PushService,
    pytestconfig: pytest.Config,
    record_property: Callable[[str, object], None],
) -> None:
    made, server, issuer = lambdas
    count = pytestconfig.getoption("--noon-subscriptions")
    root, devices = callable_now(made, server, issuer, push_service, count)
    made.listen()
    made.schedule("rate(1 minute)" if count >= MANY else "")
    eventually(lambda: push_service.attempts, 90, "the first message", pause=0.05)
    # EventBridge may call twice.
    made.invoke("schedule-notification", {"source": "aws.scheduler"})
    eventually(lambda: len(push_service.attempts) >= count, 300, "all messages", pause=0.05)
    seconds = push_service.attempts[-1].at - push_service.attempts[0].at
    eventually(lambda: made.waiting(made.queue) == 0, 60, "the queue is empty", pause=0.1)
    made.invoke("schedule-notification")
    assert made.waiting(made.queue) == 0, "nothing is left to hand over"
    assert times(devices) == {1: count}
    assert {message.topic for message in push_service.received} == {"daily"}
    assert made.waiting(made.dead_letters) == 0
    ended = eventually(lambda: [job for job in jobs(root) if job["state"] == "done"], 30, "it is done")
    assert [(job["queued"], job["sent"], job["failed"]) for job in ended] == [(count, count, 0)]
    text = f"{count} messages within {seconds:.1f} s"
    record_property("noon", text)
    print(text)


def test_a_bad_message_comes_back_alone(
    lambdas: tuple[Lambdas, Deployment, Issuer], push_service: PushService
) -> None:
    made, server, issuer = lambdas
    _, devices = callable_now(made, server, issuer, push_service, 20)
    made.invoke("schedule-notification")
    bodies = made.take_all(made.queue)
    assert len(bodies) == 16, "a message for each shard"
    records = [{"messageId": f"m{at}", "body": body} for at, body in enumerate([*bodies, "no shard"])]
    answer = made.invoke("push-notification", {"Records": records})
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m16"}]}
    assert times(devices) == {1: 20}
    # The same messages once more.
    assert made.invoke("push-notification", {"Records": records[:16]}) == {"batchItemFailures": []}
    assert times(devices) == {1: 20}


def function_processes(made: Lambdas) -> list[int]:
    """Of the emulator of this test, by the folder where it unpacks archives."""
    folder = f"ministack-provided-code-{made.endpoint.rsplit(':', 1)[1]}"
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if words[0].endswith(b"/lib/ld.so") and folder.encode() in words[0] and b"/function" in words[-2]:
            found.append(int(entry.name))
    return found


def test_what_died_midway_is_gone_on_with(
    lambdas: tuple[Lambdas, Deployment, Issuer], push_service: PushService
) -> None:
    """Whoever's page was at work may be told twice, with the same topic: never anybody else."""
    made, server, issuer = lambdas
    count = 300
    root, devices = callable_now(made, server, issuer, push_service, count)
    made.invoke("schedule-notification")
    records = [{"messageId": f"m{at}", "body": body} for at, body in enumerate(made.take_all(made.queue))]
    with ThreadPoolExecutor(1) as threads:
        crash = threads.submit(made.invoke, "push-notification", {"Records": records})
        eventually(lambda: len(push_service.attempts) >= 50, 30, "it is at work")
        pids = function_processes(made)
        assert pids
        subprocess.run(["kill", "-9", *map(str, pids)], check=False)
        with pytest.raises(AssertionError):
            crash.result(60)
    before = len(push_service.attempts)
    assert before < count, "it was midway"
    # The leases of the dead last two minutes; for the functions, those have passed.
    later = datetime.now(UTC) + timedelta(minutes=3)
    for name in ("schedule-notification", "push-notification"):
        known = made.functions.get_function_configuration(FunctionName=made.prefix + name)
        variables = known["Environment"]["Variables"]
        variables |= {"DAILYGRIND_TEST_HOOKS": "true", "DAILYGRIND_TEST_CLOCK": f"{later:%Y-%m-%dT%H:%M:%SZ}"}
        made.functions.update_function_configuration(
            FunctionName=made.prefix + name, Environment={"Variables": variables}
        )
    made.listen()
    made.invoke("schedule-notification")
    eventually(lambda: all(device.received for device in devices), 60, "everybody", pause=0.05)
    eventually(lambda: made.waiting(made.queue) == 0, 60, "the queue is empty", pause=0.1)
    told = times(devices)
    assert set(told) <= {1, 2}, told
    assert told[2] <= before
    assert {message.topic for message in push_service.received} == {"daily"}
    eventually(lambda: [job["state"] for job in jobs(root)] == ["done"], 30, "the job is done")


def test_cognito_asks_who_may_sign_up(binaries: Path) -> None:
    prefix = f"dailygrind-test-{time.monotonic_ns()}-"
    made = Lambdas(binaries.parent / "lambdas/x86_64", prefix)
    rules = {"DAILYGRIND_SIGN_UP": "domains", "DAILYGRIND_SIGN_UP_DOMAIN": "example.org,example.net"}
    function = made.make("user-confirmation", 5, 256, **rules)
    pool = made.cognito.create_user_pool(
        PoolName=prefix + "pool", LambdaConfig={"PreSignUp": function}, UsernameAttributes=["email"]
    )["UserPool"]["Id"]
    client = made.cognito.create_user_pool_client(
        UserPoolId=pool, ClientName="web", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"]
    )["UserPoolClient"]["ClientId"]

    def sign_up(email: str) -> bool:
        attributes = [{"Name": "email", "Value": email}]
        return made.cognito.sign_up(
            ClientId=client, Username=email, Password="Correct-Horse-1", UserAttributes=attributes
        )["UserConfirmed"]

    assert sign_up("ada@example.org") is True
    assert sign_up("grace@Example.NET") is True
    with pytest.raises(made.cognito.exceptions.UserLambdaValidationException) as refused:
        sign_up("eve@evil.example.com")
    assert "Accounts need an e-mail address of a listed domain." in str(refused.value)
    with pytest.raises(AssertionError, match="InvalidPayload"):
        made.invoke("user-confirmation", {"triggerSource": "PostConfirmation_ConfirmSignUp"})
    assert json.loads(json.dumps(made.cognito.list_users(UserPoolId=pool)["Users"], default=str))
