"""The application server key, and subscriptions: made, renewed, moved, listed, deleted."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from support import settings
from support.checks import UNKNOWN_UUID, UUID_V7, expect, expect_problem, expect_shape
from support.deployment import Deploy, Deployment
from support.people import People, Person
from support.push_service import Device, PushService, shared_authority
from support.push_service.device import base64url, from_base64url, point_of
from support.refusals import refuses, start
from support.subscribers import (
    NOWHERE,
    PUSH,
    SUBSCRIPTION,
    VAPID_KEY,
    application_key,
    push_to_myself,
    received,
    subscribe,
    subscriptions,
)

POINT = point_of(ec.generate_private_key(ec.SECP256R1()).public_key())


@pytest.fixture
def people(push_people: People) -> People:
    return push_people


def offered(endpoint: str = "https://8.8.8.8/push/1", **keys: str) -> dict:
    return {"endpoint": endpoint, "keys": {"p256dh": base64url(POINT), "auth": "A" * 22, **keys}}


# The key.


def test_the_key_is_a_point_and_everybodys(ada: Person, grace: Person) -> None:
    answer = expect_shape(ada.read(f"{PUSH}/vapid-key"), VAPID_KEY)
    point = from_base64url(answer["publicKey"])
    assert len(point) == 65
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    assert application_key(grace) == answer["publicKey"]


def test_the_key_is_in_the_configuration_of_the_web_app(push_server: Deployment, ada: Person) -> None:
    assert application_key(ada) in push_server.call("GET", "/config.json").text


def test_the_key_outlives_a_restart_and_is_private(deploy: Deploy, push_server: Deployment) -> None:
    with deploy(*settings.push(shared_authority().ca_file)) as server:
        ada = People(server).one("ada")
        key = application_key(ada)
        server.stop()
        server.start()
        assert application_key(ada.sign_in()) == key
        shared = [file for file in server.data.rglob("*") if file.is_file() and file.stat().st_mode & 0o077]
        assert not [file for file in shared if "vapid" in file.name.lower()], "others may read the key"
    assert application_key(People(push_server).one("grace")) != key


@pytest.mark.usefixtures("needs_push")
@pytest.mark.parametrize(
    "contact", ["mailto:me@example.com", "mailto:root@localhost", "ops@dailygrind.example.net", "https://"]
)
def test_a_contact_that_push_services_refuse_stops_the_start(
    binaries: Path, tmp_path: Path, contact: str
) -> None:
    refuses(start(binaries, "dailygrind", tmp_path, *settings.vapid_contact(contact)), "vapid-contact")


# Subscribing.


def test_subscribing_and_renewing(ada: Person, push_service: PushService) -> None:
    device = push_service.new_device(application_key(ada))
    answer = expect(ada.post(f"{PUSH}/subscribe", device.subscription), 201)
    made = expect_shape(answer.json(), SUBSCRIPTION)
    assert UUID_V7.fullmatch(made["subscriptionId"])
    assert made["endpoint"] == device.endpoint
    assert answer.headers["location"] == f"{PUSH}/{made['subscriptionId']}"
    assert ada.read(answer.headers["location"]) == made
    again = expect(ada.post(f"{PUSH}/subscribe", device.subscription), 200).json()
    assert again["subscriptionId"] == made["subscriptionId"]
    [listed] = subscriptions(ada)
    assert listed["subscriptionId"] == made["subscriptionId"]


def test_an_expiration_time_is_kept(ada: Person, push_service: PushService) -> None:
    device = push_service.new_device()
    body = {**device.subscription, "expirationTime": 2_100_000_000_000}
    assert ada.create(f"{PUSH}/subscribe", body)["expirationTime"] == 2_100_000_000_000


def test_keys_are_shown_to_nobody(ada: Person, push_service: PushService) -> None:
    device = subscribe(ada, push_service)
    text = ada.get(PUSH).text
    assert device.endpoint in text
    for secret in device.subscription["keys"].values():
        assert secret not in text


def test_padded_and_plain_base64_are_taken(ada: Person, push_service: PushService) -> None:
    """Some clients pad, as libraries do by default."""
    device = push_service.new_device(application_key(ada))
    point = point_of(device.private_key.public_key())  # type: ignore[union-attr]
    keys = {
        "p256dh": base64.urlsafe_b64encode(point).decode(),
        "auth": base64.urlsafe_b64encode(device.auth).decode(),
    }
    ada.create(f"{PUSH}/subscribe", {"endpoint": device.endpoint, "keys": keys})
    push_to_myself(ada)
    assert received(device)[0].title


@pytest.mark.parametrize(
    "p256dh",
    [
        "",
        "AAAA",
        "no base64 !",
        base64url(b"\x04" + bytes(64)),
        base64url(b"\x04" + b"\xff" * 64),
        base64url(b"\x05" + POINT[1:]),
        base64url(POINT[:-1]),
        base64url(POINT + b"\x00"),
        base64url(POINT[:-1] + bytes([POINT[-1] ^ 1])),
        base64url(b"\x02" + POINT[1:33]),
        base64url(b"\x00"),
    ],
    ids=[
        "nothing",
        "three bytes",
        "no base64",
        "zeros",
        "no element of the field",
        "no uncompressed form",
        "a byte too few",
        "a byte too many",
        "off the curve",
        "compressed",
        "infinity",
    ],
)
def test_a_key_that_is_no_point(ada: Person, p256dh: str) -> None:
    expect_problem(ada.post(f"{PUSH}/subscribe", offered(p256dh=p256dh)), 422, "/keys/p256dh")
    assert subscriptions(ada) == []


@pytest.mark.parametrize("auth", ["", base64url(bytes(15)), base64url(bytes(17)), base64url(b"x"), "!" * 22])
def test_an_auth_secret_of_other_than_16_bytes(ada: Person, auth: str) -> None:
    expect_problem(ada.post(f"{PUSH}/subscribe", offered(auth=auth)), 422, "/keys/auth")
    assert subscriptions(ada) == []


@pytest.mark.parametrize("endpoint", ["", "push", "ftp://8.8.8.8/x", "https://", "https:///x", 5])
def test_an_endpoint_that_is_no_address(ada: Person, endpoint: str) -> None:
    expect_problem(ada.post(f"{PUSH}/subscribe", offered(endpoint)), 422, "/endpoint")


def test_an_endpoint_that_is_too_long(ada: Person) -> None:
    expect_problem(ada.post(f"{PUSH}/subscribe", offered("https://8.8.8.8/" + "x" * 5000)), 422, "/endpoint")


def test_members_that_are_missing(ada: Person) -> None:
    expect_problem(ada.post(f"{PUSH}/subscribe", {"keys": offered()["keys"]}), 422, "/endpoint")
    expect_problem(ada.post(f"{PUSH}/subscribe", {"endpoint": "https://8.8.8.8/x"}), 422)
    expect_problem(ada.post(f"{PUSH}/subscribe", {}), 422, "/endpoint")


# Addresses that a push service cannot have, without the setting that lets the tests use loopback.


@pytest.fixture(scope="module")
def careful(needs_push: None, deploy_for_module: Deploy) -> Iterator[Deployment]:
    with deploy_for_module(*settings.vapid_contact()) as deployment:
        yield deployment


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://8.8.8.8/push/1",
        "https://127.0.0.1/x",
        "https://127.0.0.1:8443/x",
        "https://localhost/x",
        "https://LOCALHOST./x",
        "https://127.1/x",
        "https://2130706433/x",
        "https://0x7f000001/x",
        "https://0.0.0.0/x",
        "https://10.1.2.3/x",
        "https://172.16.0.1/x",
        "https://192.168.1.1/x",
        "https://100.64.0.1/x",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/x",
        "https://[::]/x",
        "https://[::ffff:127.0.0.1]/x",
        "https://[::ffff:10.0.0.1]/x",
        "https://[fd00::1]/x",
        "https://[fe80::1]/x",
        "https://224.0.0.1/x",
        "https://255.255.255.255/x",
        "https://somebody@8.8.8.8/x",
    ],
)
def test_private_and_plain_endpoints(careful: Deployment, endpoint: str) -> None:
    ada = People(careful).one("ada")
    expect_problem(ada.post(f"{PUSH}/subscribe", offered(endpoint)), 422, "/endpoint")
    assert subscriptions(ada) == []


def test_a_public_endpoint(careful: Deployment) -> None:
    expect(People(careful).one("ada").post(f"{PUSH}/subscribe", offered()), 201)


# Other people's.


def test_a_browser_that_somebody_else_signs_in_on(
    ada: Person, grace: Person, push_service: PushService
) -> None:
    device = subscribe(ada, push_service)
    expect(grace.post(f"{PUSH}/subscribe", device.subscription), 200, 201)
    assert subscriptions(ada) == []
    assert [each["endpoint"] for each in subscriptions(grace)] == [device.endpoint]
    own = subscribe(ada, push_service)
    push_to_myself(ada)
    received(own)
    push_to_myself(grace)
    received(device)


def test_knowing_an_endpoint_is_not_enough_to_take_it(
    ada: Person, grace: Person, push_service: PushService
) -> None:
    device = subscribe(ada, push_service)
    stolen = Device.new(device.endpoint).subscription
    assert grace.post(f"{PUSH}/subscribe", stolen).status_code < 500
    assert [each["endpoint"] for each in subscriptions(ada)] == [device.endpoint]
    push_to_myself(ada)
    assert received(device)[0].title


def test_other_peoples_subscriptions_are_404(ada: Person, grace: Person, push_service: PushService) -> None:
    device = subscribe(ada, push_service)
    [mine] = subscriptions(ada)
    path = f"{PUSH}/{mine['subscriptionId']}"
    expect_problem(grace.get(path), 404)
    expect_problem(grace.delete(path), 404)
    assert subscriptions(grace) == []
    assert ada.read(path)["endpoint"] == device.endpoint


def test_deleting(ada: Person, push_service: PushService) -> None:
    gone, kept = subscribe(ada, push_service), subscribe(ada, push_service)
    ids = {each["endpoint"]: each["subscriptionId"] for each in subscriptions(ada)}
    path = f"{PUSH}/{ids[gone.endpoint]}"
    ada.remove(path)
    expect_problem(ada.get(path), 404)
    expect_problem(ada.delete(path), 404)
    assert [each["endpoint"] for each in subscriptions(ada)] == [kept.endpoint]
    push_to_myself(ada)
    received(kept)
    assert gone.attempts == []


@pytest.mark.parametrize("path", [NOWHERE, f"{PUSH}/x", f"{PUSH}/{UNKNOWN_UUID}x", f"{PUSH}/{'x' * 200}"])
def test_what_there_is_not(ada: Person, path: str) -> None:
    expect_problem(ada.get(path), 404)
    expect_problem(ada.delete(path), 404)


def test_several_devices_page_to_the_end(ada: Person, push_service: PushService) -> None:
    devices = [subscribe(ada, push_service) for _ in range(5)]
    pages = ada.pages(PUSH, 2)
    assert [len(page) for page in pages] == [2, 2, 1]
    assert {each["endpoint"] for page in pages for each in page} == {each.endpoint for each in devices}


def test_one_message_to_each_of_ones_own_devices(
    ada: Person, grace: Person, push_service: PushService
) -> None:
    mine, theirs = [subscribe(ada, push_service) for _ in range(3)], subscribe(grace, push_service)
    push_to_myself(ada)
    for device in mine:
        [message] = received(device)
        assert message.document.keys() == {"web_push", "notification"}
        assert message.notification["title"]
        assert message.notification["navigate"].startswith(("http://", "https://"))
        assert message.ttl > 0
    assert len({message.body for device in mine for message in device.received}) == 3
    push_to_myself(grace)
    received(theirs)
    assert {len(device.attempts) for device in mine} == {1}
    assert json.dumps(mine[0].received[0].document) == json.dumps(mine[1].received[0].document)
