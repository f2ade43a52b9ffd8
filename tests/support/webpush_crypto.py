"""Message encryption by programs: a JSON object on standard input, one on standard output."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from support.push_service.device import base64url, from_base64url, point_of

SIZES = [0, 1, 15, 16, 17, 220, 3992, 3993]  # of texts; the last is the largest


class Keys:
    """A browser's, of one subscription."""

    def __init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.auth = os.urandom(16)

    @property
    def point(self) -> bytes:
        return point_of(self.private.public_key())

    @property
    def scalar(self) -> bytes:
        return self.private.private_numbers().private_value.to_bytes(32, "big")


class Crypto:
    """What webpush_vectors and its like do; a CalledProcessError where it cannot be done."""

    def __init__(self, *program: str | Path) -> None:
        self._program = program

    def encrypt(self, text: bytes, keys: Keys) -> bytes:
        return self._ask("body", encrypt=text, p256dh=keys.point, auth=keys.auth)

    def decrypt(self, body: bytes, keys: Keys, *, auth: bytes | None = None) -> bytes:
        return self._ask("text", decrypt=body, private_key=keys.scalar, auth=auth or keys.auth)

    def _ask(self, wanted: str, **request: bytes) -> bytes:
        text = json.dumps({name: base64url(value) for name, value in request.items()})
        result = subprocess.run(
            self._program, input=text, stdout=subprocess.PIPE, text=True, timeout=20, check=True
        )
        return from_base64url(json.loads(result.stdout)[wanted])
