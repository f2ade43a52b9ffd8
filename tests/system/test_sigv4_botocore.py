"""Our signatures against botocore's for the same requests."""

from __future__ import annotations

import datetime
import json
import random
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote

import botocore.auth
import pytest
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

NOW = datetime.datetime(2026, 11, 26, 12, 0, 0, tzinfo=datetime.UTC)
TEXTS = ["a", "B c", "~-._", "é🚀", "x=y&z", "%41", "a+b", "/", "  two  spaces ", "0" * 70]
HOSTS = ["https://dynamodb.eu-central-1.amazonaws.com", "http://127.0.0.1:4566", "https://b.example:8443"]


def encoded(text: str) -> str:
    return quote(text, safe="-_.~")


def drawn(chance: random.Random, style: str) -> dict[str, Any]:
    path = "/" + "/".join(encoded(chance.choice(TEXTS)) for _ in range(chance.randrange(4)))
    parameters = {encoded(chance.choice(TEXTS)): encoded(chance.choice(TEXTS)) for _ in range(3)}
    query = "&".join(f"{name}={value}" for name, value in parameters.items())
    method = chance.choice(["GET", "PUT", "POST", "DELETE"])
    return {
        "method": method,
        "url": chance.choice(HOSTS) + path + chance.choice(["", "?" + query]),
        "headers": [[f"X-{name}", chance.choice(TEXTS[:7])] for name in ("Amz-Target", "Other")],
        "body": chance.choice(TEXTS) if method in ("PUT", "POST") else "",
        "region": chance.choice(["eu-central-1", "us-east-1"]),
        "service": "s3" if style == "s3" else chance.choice(["dynamodb", "sqs", "execute-api"]),
        "style": style,
        "key": "AKIDEXAMPLE",
        "secret": chance.choice(["wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "short"]),
        "token": chance.choice(["", "AQoDYXdzEPT//+/=="]),
        "seconds": int(NOW.timestamp()),
        "presign": 0,
    }


def ours(binaries: Path, requests: list[dict[str, Any]]) -> list[Any]:
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    signer = [binaries / "sigv4_signatures"]
    answer = subprocess.run(signer, input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in answer.stdout.splitlines()]


def theirs(signer: type, request: dict[str, Any], **options: Any) -> AWSRequest:
    credentials = Credentials(request["key"], request["secret"], request["token"] or None)
    signed = AWSRequest(
        method=request["method"],
        url=request["url"],
        headers=dict(request["headers"]),
        data=request["body"].encode(),
    )
    signer(credentials, request["service"], request["region"], **options).add_auth(signed)
    return signed


@pytest.fixture
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda: NOW)


@pytest.mark.parametrize(
    ("style", "signer"), [("usual", botocore.auth.SigV4Auth), ("s3", botocore.auth.S3SigV4Auth)]
)
@pytest.mark.usefixtures("_noon")
def test_headers_are_signed_as_by_botocore(binaries: Path, style: str, signer: type) -> None:
    chance = random.Random(style)
    requests = [drawn(chance, style) for _ in range(500)]
    for request, headers in zip(requests, ours(binaries, requests), strict=True):
        expected = theirs(signer, request).headers
        assert headers["Authorization"] == expected["Authorization"], request
        assert headers["X-Amz-Date"] == expected["X-Amz-Date"]
        assert headers.get("X-Amz-Content-Sha256") == expected.get("X-Amz-Content-SHA256")


@pytest.mark.usefixtures("_noon")
def test_urls_are_presigned_as_by_botocore(binaries: Path) -> None:
    chance = random.Random("presigned")
    requests = [drawn(chance, "s3") | {"body": "", "presign": 900} for _ in range(500)]
    for request, url in zip(requests, ours(binaries, requests), strict=True):
        expected = theirs(botocore.auth.S3SigV4QueryAuth, request, expires=900).url
        assert url.rsplit("&X-Amz-Signature=", 1)[1] == expected.rsplit("&X-Amz-Signature=", 1)[1], request
