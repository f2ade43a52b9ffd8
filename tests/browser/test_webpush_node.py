"""Message encryption against npm's web-push and the http_ece that it uses, in both directions."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from support.webpush_crypto import SIZES, Crypto, Keys


@pytest.fixture
def ours(binaries: Path) -> Crypto:
    return Crypto(binaries / "webpush_vectors")


@pytest.fixture
def node() -> Crypto:
    return Crypto("node", Path(__file__).resolve().parent / "crypto.mjs")


@pytest.mark.parametrize("size", SIZES)
def test_http_ece_reads_what_we_encrypt(ours: Crypto, node: Crypto, size: int) -> None:
    keys, text = Keys(), os.urandom(size)
    body = ours.encrypt(text, keys)
    assert node.decrypt(body, keys) == text
    with pytest.raises(subprocess.CalledProcessError):
        node.decrypt(body, keys, auth=os.urandom(16))


@pytest.mark.parametrize("size", SIZES)
def test_we_read_what_web_push_encrypts(ours: Crypto, node: Crypto, size: int) -> None:
    keys, text = Keys(), os.urandom(size)
    body = node.encrypt(text, keys)
    assert ours.decrypt(body, keys) == text
    with pytest.raises(subprocess.CalledProcessError):
        ours.decrypt(body, keys, auth=os.urandom(16))
