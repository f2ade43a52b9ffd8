"""A mail server that keeps what it gets."""

from __future__ import annotations

import email
import re
from email.message import Message
from email.policy import default
from types import TracebackType
from typing import Any

from aiosmtpd.controller import Controller

from support.programs import free_port
from support.waiting import eventually


class Mailbox:
    """Listens on `port` while it is entered."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.recipients: list[str] = []
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.messages.append(email.message_from_bytes(envelope.content, policy=default))
        self.recipients += envelope.rcpt_tos
        return "250 OK"

    def __enter__(self) -> Mailbox:
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._controller.stop()

    def latest_to(self, address: str, after: int = 0) -> Message:
        """The last message to an address, once there are more than `after` of them."""

        def found() -> Message | None:
            theirs = [message for message in self.messages if address in str(message["To"])]
            return theirs[-1] if len(theirs) > after else None

        return eventually(found, 5, f"mail to {address}")

    def code_for(self, address: str, after: int = 0) -> str:
        """The six digits in the last message to an address."""
        body = self.latest_to(address, after).get_body(("plain",))  # type: ignore[attr-defined]
        found = re.search(r"\b[0-9]{6}\b", body.get_content())
        assert found, body.get_content()
        return found.group()
