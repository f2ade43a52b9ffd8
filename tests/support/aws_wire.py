"""Requests and answers of AWS's protocols as they go over the wire, as far as faults need to know them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

DYNAMODB = "com.amazonaws.dynamodb.v20120810#"
# The emulator does not look at the signature of this one, who may do everything.
ROOT_KEY = b"test"
STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Message:
    """A request or an answer."""

    head: bytes
    body: bytes

    def header(self, name: bytes) -> bytes:
        """ "" where there is none."""
        found = re.search(rb"(?i)\r\n" + name + rb": *([^\r]*)", self.head)
        return found[1] if found else b""

    def without(self, *names: bytes) -> Message:
        head = self.head
        for name in names:
            head = re.sub(rb"(?i)\r\n" + name + rb":[^\r]*", b"", head)
        return Message(head, self.body)

    def with_body(self, body: bytes) -> Message:
        # MiniStack adds a checksum to DynamoDB's answers, which would be that of another body.
        bare = self.without(b"content-length", b"transfer-encoding", b"x-amz-crc32")
        return Message(bare.head + b"\r\nContent-Length: %d" % len(body), body)

    def signed_by_root(self, now: datetime) -> Message:
        """A request that was changed, so that its signature matters no more."""
        head = re.sub(rb"Credential=[^/]+/", b"Credential=" + ROOT_KEY + b"/", self.head)
        head = re.sub(rb"(?i)(\r\nx-amz-date: *)\w+", rb"\g<1>%s" % now.strftime(STAMP).encode(), head)
        return Message(head, self.body).without(b"x-amz-security-token")

    @property
    def wire(self) -> bytes:
        return self.head + b"\r\n\r\n" + self.body


@dataclass(frozen=True)
class Signature:
    """What the header of a signed request says of it; a presigned one has none."""

    key: str
    service: str
    signed_at: datetime


def signature_of(request: Message) -> Signature | None:
    scope = re.search(rb"Credential=([^/]+)/\d+/[^/]+/([^/]+)/", request.header(b"authorization"))
    if not scope:
        return None
    signed_at = datetime.strptime(request.header(b"x-amz-date").decode(), STAMP)
    return Signature(scope[1].decode(), scope[2].decode(), signed_at.replace(tzinfo=UTC))


def operation_of(request: Message) -> str:
    """`DynamoDB.Query`, `SQS.ReceiveMessage`, `SNS.PublishBatch`, `S3.GET`; "" is none of theirs."""
    target = re.match(rb"(DynamoDB|AmazonSQS)[^.]*\.(\w+)", request.header(b"x-amz-target"))
    if target:
        return f"{target[1].decode().removeprefix('Amazon')}.{target[2].decode()}"
    action = re.match(rb"Action=(\w+)", request.body)
    if action:
        return f"SNS.{action[1].decode()}"
    signature = signature_of(request)
    if signature and signature.service == "s3":
        return f"S3.{request.head.partition(b' ')[0].decode()}"
    return ""


async def read(reader: asyncio.StreamReader, *, without_body: bool = False) -> Message:
    """`without_body` is of an answer to HEAD, whose length is that of GET's."""
    head = Message((await reader.readuntil(b"\r\n\r\n"))[:-4], b"")
    if without_body:
        return head
    length = head.header(b"content-length")
    if length:
        return Message(head.head, await reader.readexactly(int(length)))
    body = b""
    if head.header(b"transfer-encoding").lower() == b"chunked":
        while size := int(await reader.readuntil(b"\r\n"), 16):
            body += await reader.readexactly(size)
            await reader.readexactly(2)
        await reader.readexactly(2)
    return Message(head.head, body)


def answer(status: int, body: bytes, headers: Iterable[bytes] = ()) -> Message:
    head = b"HTTP/1.1 %d Fault" % status + b"".join(b"\r\n" + header for header in headers)
    kind = b"text/xml" if body.startswith(b"<") else b"application/x-amz-json-1.0"
    return Message(head + b"\r\nContent-Type: " + kind, b"").with_body(body)
