"""Message encryption against an implementation that is not ours, in both directions."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from support.webpush_crypto import SIZES, Crypto, Keys


@pytest.fixture
def ours(binaries: Path) -> Crypto:
    return Crypto(binaries / "webpush_vectors")


@pytest.mark.parametrize("size", SIZES)
def test_http_ece_reads_what_we_encrypt(ours: Crypto, size: int) -> None:
    keys, text = Keys(), os.urandom(size)
    body = ours.encrypt(text, keys)
    read = http_ece.decrypt(body, private_key=keys.private, auth_secret=keys.auth, version="aes128gcm")
    assert read == text


# http_ece makes no record at all of an empty text.
@pytest.mark.parametrize("size", SIZES[1:])
def test_we_read_what_http_ece_encrypts(ours: Crypto, size: int) -> None:
    keys, text = Keys(), os.urandom(size)
    body = http_ece.encrypt(
        text,
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=keys.point,
        auth_secret=keys.auth,
        version="aes128gcm",
    )
    assert ours.decrypt(body, keys) == text
    with pytest.raises(subprocess.CalledProcessError):
        ours.decrypt(body, keys, auth=os.urandom(16))
