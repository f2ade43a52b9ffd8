"""Message encryption against an implementation that is not ours, in both directions."""

from __future__ import annotations

import base64
import json
import os
import subprocess
from pathlib import Path

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SIZES = [0, 1, 15, 16, 17, 220, 3992, 3993]


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Browser:
    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.auth = os.urandom(16)

    @property
    def point(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def scalar(self) -> bytes:
        return self.key.private_numbers().private_value.to_bytes(32, "big")


def ours(binaries: Path, request: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [binaries / "webpush_vectors"], input=json.dumps(request), capture_output=True, text=True, timeout=20
    )


@pytest.mark.parametrize("size", SIZES)
def test_http_ece_reads_what_we_encrypt(binaries: Path, size: int) -> None:
    browser, text = Browser(), os.urandom(size)
    result = ours(
        binaries, {"encrypt": encode(text), "p256dh": encode(browser.point), "auth": encode(browser.auth)}
    )
    assert result.returncode == 0, result.stderr
    body = decode(json.loads(result.stdout)["body"])
    assert (
        http_ece.decrypt(body, private_key=browser.key, auth_secret=browser.auth, version="aes128gcm") == text
    )


# http_ece makes no record at all of an empty text.
@pytest.mark.parametrize("size", SIZES[1:])
def test_we_read_what_http_ece_encrypts(binaries: Path, size: int) -> None:
    browser, text = Browser(), os.urandom(size)
    body = http_ece.encrypt(
        text,
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=browser.point,
        auth_secret=browser.auth,
        version="aes128gcm",
    )
    request = {"decrypt": encode(body), "private_key": encode(browser.scalar), "auth": encode(browser.auth)}
    result = ours(binaries, request)
    assert result.returncode == 0, result.stderr
    assert decode(json.loads(result.stdout)["text"]) == text
    other = ours(binaries, {**request, "auth": encode(os.urandom(16))})
    assert other.returncode == 1
