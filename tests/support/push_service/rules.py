"""What a push service demands of a message: RFC 8030, 8188, 8291 and 8292, as strictly as the strictest."""

from __future__ import annotations

import json
import re
import struct
import time
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from support.push_service.device import Device, from_base64url

MOST_BYTES = 4096
DAY = 24 * 60 * 60
AUTHORIZATION = re.compile(r"vapid\s+t=([\w.-]+)\s*,\s*k=([\w-]+)", re.ASCII | re.IGNORECASE)
TOPIC = re.compile(r"[A-Za-z0-9_-]{1,32}")
URGENCIES = ("very-low", "low", "normal", "high")
# Apple refuses tokens with these as their contact.
PLACEHOLDERS = ("example.com", "example.org", "localhost")


class Refusal(Exception):
    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


def demand(holds: object, status: int, text: str) -> None:
    if not holds:
        raise Refusal(status, text)


def check_message(headers: dict[str, str], body: bytes) -> tuple[int, str, str]:
    """Its TTL, urgency and topic."""
    demand(len(body) <= MOST_BYTES, 413, f"{len(body)} bytes are more than {MOST_BYTES}")
    ttl = headers.get("ttl", "")
    demand(ttl.isascii() and ttl.isdigit(), 400, f"TTL is {ttl!r}")
    urgency = headers.get("urgency", "normal")
    demand(urgency in URGENCIES, 400, f"Urgency is {urgency!r}")
    topic = headers.get("topic", "")
    demand("topic" not in headers or TOPIC.fullmatch(topic), 400, f"Topic is {topic!r}")
    encoding = headers.get("content-encoding")
    demand(encoding == "aes128gcm", 415, f"Content-Encoding is {encoding!r}")
    check_record(body)
    return int(ttl), urgency, topic


def check_record(body: bytes) -> None:
    """One record with a P-256 point as its key id (RFC 8291 §4)."""
    demand(len(body) > 86 + 16, 400, f"{len(body)} bytes are too few for a message")
    record_size, key_length = struct.unpack("!LB", body[16:21])
    demand(key_length == 65 and body[21] == 4, 400, "the key id is no uncompressed point")
    demand(record_size >= len(body) - 86, 400, f"more than one record of {record_size} bytes")


class VapidRules:
    """Checks `Authorization`; remembers tokens whose signature it has verified. Of one thread."""

    def __init__(self, audience: str) -> None:
        self._audience = audience
        self._verified: dict[str, tuple[dict, str]] = {}

    def check(self, device: Device, authorization: str) -> None:
        if authorization not in self._verified:
            self._verified[authorization] = self._verify(authorization)
        claims, key = self._verified[authorization]
        now = time.time()
        demand(now < claims["exp"] <= now + DAY, 403, f"exp is {claims['exp'] - now:.0f} s ahead")
        known = device.application_key
        demand(not known or known == key, 403, "another application server's subscription")

    def _verify(self, authorization: str) -> tuple[dict, str]:
        found = AUTHORIZATION.fullmatch(authorization)
        demand(found, 401, f"Authorization is {authorization!r}")
        assert found
        token, key = found.groups()
        try:
            signed, signature = token.rsplit(".", 1)
            header, claims = (json.loads(from_base64url(part)) for part in signed.split("."))
            raw = from_base64url(signature)
            demand(header.get("alg") == "ES256" and len(raw) == 64, 403, f"not ES256: {header}")
            point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_base64url(key))
            r, s = (int.from_bytes(half, "big") for half in (raw[:32], raw[32:]))
            point.verify(encode_dss_signature(r, s), signed.encode(), ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            raise Refusal(403, "the signature is not k's") from None
        except (ValueError, TypeError) as error:
            raise Refusal(403, f"malformed token: {error}") from None
        self._check_claims(claims)
        return claims, key

    def _check_claims(self, claims: dict) -> None:
        demand(claims.get("aud") == self._audience, 403, f"aud is {claims.get('aud')!r}")
        demand(isinstance(claims.get("exp"), int), 403, f"exp is {claims.get('exp')!r}")
        contact = urlsplit(str(claims.get("sub", "")))
        demand(contact.scheme in ("mailto", "https"), 403, f"sub is {claims.get('sub')!r}")
        host = (contact.hostname or contact.path.rpartition("@")[2]).lower()
        demand(host and host not in PLACEHOLDERS, 403, f"sub is a placeholder: {claims.get('sub')!r}")
