"""What AWS answers when it refuses, leaves work undone, or delivers twice and in another order."""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from support.aws_wire import DYNAMODB, Message, answer

JSON_ERRORS = "com.amazon.coral.service#"
MOST_MESSAGES = 10  # of a ReceiveMessage
THROTTLED = {
    "DynamoDB": DYNAMODB + "ProvisionedThroughputExceededException",
    "SQS": "com.amazonaws.sqs#RequestThrottled",
}
XML_SERVICES = ("sns", "s3")
# By the service as it signs: the status, and the error as its protocol names it. DynamoDB stands for
# all that are not named.
EXPIRED = {
    "dynamodb": (400, "ExpiredTokenException"),
    "sqs": (403, "ExpiredTokenException"),
    "sns": (403, "ExpiredToken"),
    "s3": (400, "ExpiredToken"),
}
WRONG_SIGNATURE = {
    "dynamodb": (400, "InvalidSignatureException"),
    "sqs": (403, "InvalidSignatureException"),
    "sns": (403, "SignatureDoesNotMatch"),
    "s3": (403, "SignatureDoesNotMatch"),
}
SKEWED = {**WRONG_SIGNATURE, "s3": (403, "RequestTimeTooSkewed")}


def refused(service: str, errors: dict[str, tuple[int, str]], now: datetime) -> Message:
    """One of the tables above; `now` is the time of the service."""
    status, code = errors.get(service, errors["dynamodb"])
    date = b"Date: " + format_datetime(now, usegmt=True).encode()
    if service not in XML_SERVICES:
        body = json.dumps({"__type": JSON_ERRORS + code, "message": "injected"}).encode()
        return answer(status, body, [date])
    error = b"<Error><Code>%s</Code><Message>injected</Message></Error>" % code.encode()
    body = error if service == "s3" else b"<ErrorResponse>" + error + b"</ErrorResponse>"
    return answer(status, body, [date])


def failed(operation: str, fault: str) -> Message | None:
    """What is answered in the place of the emulator; nothing where the call is carried out."""
    service = operation.partition(".")[0]
    if fault == "error":
        return answer(500, b'{"__type":"InternalServerError","message":"injected"}')
    if fault == "unavailable":
        return answer(503, b"<html><body>Service Unavailable</body></html>")
    if fault == "throttle" and service == "SNS":
        code = b"<Error><Type>Sender</Type><Code>Throttling</Code><Message>injected</Message></Error>"
        return answer(400, b"<ErrorResponse>" + code + b"</ErrorResponse>")
    if fault == "throttle":
        return answer(400, json.dumps({"__type": THROTTLED[service], "message": "injected"}).encode())
    if fault == "conflict":
        reasons = {"CancellationReasons": [{"Code": "TransactionConflict"}]}
        kind = {"__type": DYNAMODB + "TransactionCanceledException", "message": "injected"}
        return answer(400, json.dumps({**kind, **reasons}).encode())
    return None


def cut_batch(reply: Message) -> Message:
    """Takes the last item of each table of a BatchGetItem back, as a key that was not processed."""
    document = json.loads(reply.body)
    for table, items in document.get("Responses", {}).items():
        if len(items) < 2:
            continue
        item = items.pop()
        unprocessed = document.setdefault("UnprocessedKeys", {})
        keys = unprocessed.setdefault(table, {"Keys": [], "ConsistentRead": True})["Keys"]
        keys.append({name: item[name] for name in ("pk", "sk")})
    return reply.with_body(json.dumps(document).encode())


class Jumble:
    """SQS as it may be: messages twice, also some that were answered long ago, and out of order."""

    def __init__(self, draw: random.Random) -> None:
        self._random = draw
        # By queue: what was taken from the emulator and not yet given, and what was given before.
        self._held: defaultdict[str, list[Any]] = defaultdict(list)
        self._given: defaultdict[str, list[Any]] = defaultdict(list)

    def held(self, request: Message) -> Message | None:
        """The answer to a ReceiveMessage where there is something that was kept back before."""
        queue = json.loads(request.body)["QueueUrl"]
        messages = self._held.pop(queue, [])
        return answer(200, self._give(queue, messages, request)) if messages else None

    def mixed(self, request: Message, reply: Message) -> Message:
        """Some of an answer, the rest of which comes with the next one."""
        queue = json.loads(request.body)["QueueUrl"]
        now: list[Any] = []
        for message in json.loads(reply.body).get("Messages") or []:
            (now if self._random.random() < 0.5 else self._held[queue]).append(message)
        return reply.with_body(self._give(queue, now, request))

    def _give(self, queue: str, messages: list[Any], request: Message) -> bytes:
        room = json.loads(request.body).get("MaxNumberOfMessages", 1)
        self._held[queue] += messages[room:]
        del messages[room:]
        given = self._given[queue]
        given += messages
        if messages:
            messages += self._random.sample(given, min(len(given), room - len(messages), 3))
        self._random.shuffle(messages)
        return json.dumps({"Messages": messages}).encode()


class Batch:
    """The entries of a SendMessageBatch, DeleteMessageBatch, ChangeMessageVisibilityBatch or PublishBatch."""

    def __init__(self, request: Message) -> None:
        self._request = request
        self._is_form = request.body.startswith(b"Action=")
        if self._is_form:
            self._others: Any = {}
            numbered: defaultdict[str, dict[str, str]] = defaultdict(dict)
            for name, value in parse_qsl(request.body.decode(), keep_blank_values=True):
                member = re.fullmatch(r"PublishBatchRequestEntries\.member\.(\d+)\.(.*)", name)
                if member:
                    numbered[member[1]][member[2]] = value
                else:
                    self._others[name] = value
            self.entries: list[dict[str, Any]] = list(numbered.values())
        else:
            self._others = json.loads(request.body)
            self.entries = self._others.pop("Entries")

    @staticmethod
    def name(entry: dict[str, Any]) -> str:
        """The same when it is sent again."""
        return json.dumps({key: value for key, value in entry.items() if key != "Id"}, sort_keys=True)

    def request(self, entries: list[dict[str, Any]]) -> Message:
        """The same with these entries alone."""
        if not self._is_form:
            return self._request.with_body(json.dumps({**self._others, "Entries": entries}).encode())
        parameters = dict(self._others)
        for number, entry in enumerate(entries, 1):
            for name, value in entry.items():
                parameters[f"PublishBatchRequestEntries.member.{number}.{name}"] = value
        return self._request.with_body(urlencode(parameters).encode())

    def answer(self, carried_out: Message | None, undone: list[dict[str, Any]]) -> Message:
        """What the emulator said of the others, with those that were not done."""
        if not self._is_form:
            document = json.loads(carried_out.body) if carried_out else {"Successful": [], "Failed": []}
            error = {"Code": "InternalError", "Message": "injected", "SenderFault": False}
            document.setdefault("Failed", []).extend({"Id": entry["Id"], **error} for entry in undone)
            return answer(200, json.dumps(document).encode())
        error_text = "<Code>InternalError</Code><Message>injected</Message><SenderFault>false</SenderFault>"
        members = "".join(f"<member><Id>{entry['Id']}</Id>{error_text}</member>" for entry in undone)
        nothing = b"<PublishBatchResponse><PublishBatchResult></PublishBatchResult></PublishBatchResponse>"
        body = carried_out.body if carried_out else nothing
        body = re.sub(rb"<Failed>\s*</Failed>|<Failed */>", b"", body)
        end = b"</PublishBatchResult>"
        assert body.count(end) == 1, body
        return answer(200, body.replace(end, f"<Failed>{members}</Failed>".encode() + end))


class Undone:
    """Leaves entries of batches undone, the same one at most twice. `waiting` are those that have not
    come again since."""

    MOST = 2

    def __init__(self, draw: random.Random) -> None:
        self._random = draw
        self._times: Counter[str] = Counter()
        self.waiting: set[str] = set()

    def leave_some(self, batch: Batch) -> list[dict[str, Any]]:
        left = []
        for entry in batch.entries:
            name = batch.name(entry)
            if self._times[name] < self.MOST and self._random.random() < 0.5:
                left.append(entry)
                self._times[name] += 1
                self.waiting.add(name)
        return left

    def done(self, batch: Batch) -> None:
        self.waiting -= {batch.name(entry) for entry in batch.entries}
