"""What people do with notifications: subscribing, preferences, the inbox, jobs."""

from __future__ import annotations

from typing import Any

from support.checks import OPTIONAL, REQUIRED, expect
from support.people import Person
from support.push_service import Device, Message, PushService
from support.waiting import eventually

PUSH = "/push-notifications"
NOWHERE = f"{PUSH}/01890000-0000-7000-8000-000000000000"

VAPID_KEY = {"publicKey": (str, REQUIRED)}
SUBSCRIPTION = {
    "subscriptionId": (str, REQUIRED),
    "endpoint": (str, REQUIRED),
    "expirationTime": (int, OPTIONAL),
    "timestamp": (str, OPTIONAL),
    "lastTest": (dict, OPTIONAL),
}
NOTIFICATION = {
    "notificationId": (str, REQUIRED),
    "type": (str, REQUIRED),
    "title": (str, REQUIRED),
    "body": (str, REQUIRED),
    "url": (str, REQUIRED),
    "timestamp": (str, REQUIRED),
    "read": (bool, REQUIRED),
}
COUNTS = dict.fromkeys(("sent", "gone", "throttled", "failed"), (int, REQUIRED))
JOB = {
    "jobId": (str, REQUIRED),
    "kind": (str, REQUIRED),
    "state": (str, REQUIRED),
    "title": (str, REQUIRED),
    "timestamp": (str, REQUIRED),
    "queued": (int, REQUIRED),
    **COUNTS,
    "latenessP50": (int, REQUIRED),
    "latenessP99": (int, REQUIRED),
    "services": (list, REQUIRED),
}
SERVICE_COUNT = {"service": (str, REQUIRED), **COUNTS}

DEFAULTS: dict[str, Any] = {
    "daily": {"enabled": True, "time": "12:00", "weekdays": [1, 2, 3, 4, 5, 6, 7], "quietDays": []},
    "whenAlreadyPosted": "none",
    "friendRequests": True,
    "acceptances": True,
    "comments": True,
    "likes": True,
}


def application_key(person: Person) -> str:
    return person.read(f"{PUSH}/vapid-key")["publicKey"]


def subscribe(person: Person, service: PushService) -> Device:
    """A new device of somebody."""
    device = service.new_device(application_key(person))
    person.create(f"{PUSH}/subscribe", device.subscription)
    return device


def subscriptions(person: Person) -> list[dict[str, Any]]:
    return person.read(PUSH)


def prefer(person: Person, **changes: Any) -> None:
    """The defaults but for these; members of `daily` may be given one by one."""
    daily = {**DEFAULTS["daily"], **changes.pop("daily", {})}
    expect(person.put(f"{PUSH}/preferences", {**DEFAULTS, **changes, "daily": daily}), 200, 204)


def inbox(person: Person) -> list[dict[str, Any]]:
    return person.read(f"{PUSH}/inbox", params={"limit": 100})


def unread(person: Person) -> int:
    return int(person.get(f"{PUSH}/inbox").headers["x-unread-count"])


def push_to_myself(person: Person) -> None:
    expect(person.post(f"{PUSH}/test"), 200, 202, 204)


def received(device: Device, count: int = 1, within: float = 5.0) -> list[Message]:
    """The messages of a device once there are so many of them."""
    eventually(lambda: len(device.received) >= count, within, f"{count} messages at {device.endpoint}")
    assert len(device.received) == count, [message.title for message in device.received]
    return device.received


def send(administrator: Person, title: str = "News", body: str = "To all", **members: Any) -> str:
    """The id of the job."""
    answer = administrator.post(f"{PUSH}/send", {"title": title, "body": body, **members})
    return expect(answer, 202).json()["jobId"]


def finished(administrator: Person, job_id: str, within: float = 10.0) -> dict[str, Any]:
    """The job when it is over."""

    def over() -> dict[str, Any] | None:
        job = administrator.read(f"{PUSH}/jobs/{job_id}")
        return job if job["state"] == "done" else None

    return eventually(over, within, f"job {job_id} is done", pause=0.02)
