"""Which tokens are accepted, and that everything else is 401 with WWW-Authenticate."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from support import settings
from support.checks import expect, expect_problem
from support.deployment import Deploy, Deployment
from support.issuer import CLIENT, Issuer, ec_key, rsa_key
from support.people import Person
from support.waiting import eventually

pytestmark = pytest.mark.own_accounts("mints tokens of its own")


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with Issuer() as issuer:
        yield issuer


@pytest.fixture(scope="module")
def trusting(deploy_for_module: Deploy, issuer: Issuer) -> Iterator[Deployment]:
    """A server that takes the tokens of another OpenID provider. Theirs live on the system's clock."""
    options = settings.external_issuer(issuer.url, issuer.jwks_url, CLIENT, "second-client")
    with deploy_for_module(*options) as deployment:
        yield deployment


def read_with(server: Deployment, token: str, path: str = "/users/me") -> httpx.Response:
    return server.call("GET", path, headers={"Authorization": f"Bearer {token}"})


def refused(server: Deployment, token: str) -> None:
    for path in ("/users/me", "/posts/users/me/timeline"):
        expect_problem(read_with(server, token, path), 401)


def encode(part: dict | bytes) -> str:
    raw = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


GOOD = {
    "rs256": lambda issuer: issuer.token(),
    "es256": lambda issuer: issuer.token("ec-1"),
    "second client": lambda issuer: issuer.token(client_id="second-client"),
    "id token": lambda issuer: issuer.token(token_use="id", client_id=None, aud=CLIENT),
    "nbf in the past": lambda issuer: issuer.token(nbf=int(time.time()) - 5),
    "just expired": lambda issuer: issuer.token(exp=int(time.time()) - 5),
    "an odd but printable sub": lambda issuer: issuer.token(sub="auth0|0123~!@#$%^&*()"),
    "the longest sub": lambda issuer: issuer.token(sub="x" * 128),
    "unknown claims": lambda issuer: issuer.token(nonsense={"deep": [1, 2, {"a": None}]}),
}


@pytest.mark.parametrize("name", GOOD)
def test_good_tokens(trusting: Deployment, issuer: Issuer, name: str) -> None:
    expect(read_with(trusting, GOOD[name](issuer)), 204)


def hs256_with_the_public_key(issuer: Issuer) -> str:
    """The classic: the public RSA key taken for an HMAC secret."""
    pem = issuer.keys["rsa-1"].public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signed = f"{encode({'alg': 'HS256', 'kid': 'rsa-1', 'typ': 'JWT'})}.{encode(issuer.claims())}"
    return f"{signed}.{encode(hmac.digest(pem, signed.encode(), hashlib.sha256))}"


def tampered(issuer: Issuer) -> str:
    head, _, signature = issuer.token().split(".")
    return f"{head}.{encode(issuer.claims(sub='somebody-else'))}.{signature}"


def unsigned(alg: str) -> str:
    return f"{encode({'alg': alg, 'kid': 'rsa-1'})}.PAYLOAD."


BAD = {
    "expired": lambda i: i.token(exp=int(time.time()) - 120),
    "no exp": lambda i: i.token(exp=None),
    "exp is text": lambda i: raw_token(i, {**i.claims(), "exp": "tomorrow"}),
    "not yet valid": lambda i: i.token(nbf=int(time.time()) + 300),
    "issued in the future": lambda i: i.token(iat=int(time.time()) + 3600),
    "wrong issuer": lambda i: i.token(iss="https://evil.example"),
    "no issuer": lambda i: i.token(iss=None),
    "issuer with a slash": lambda i: i.token(iss=i.url + "/"),
    "wrong client": lambda i: i.token(client_id="another"),
    "no client": lambda i: i.token(client_id=None),
    "id token for another": lambda i: i.token(token_use="id", client_id=None, aud="another"),
    "access token by aud alone": lambda i: i.token(token_use="id", aud=None),
    "unknown use": lambda i: i.token(token_use="refresh"),
    "no sub": lambda i: i.token(sub=None),
    "empty sub": lambda i: i.token(sub=""),
    "sub with a space": lambda i: i.token(sub="some body"),
    "sub too long": lambda i: i.token(sub="x" * 129),
    "sub outside ascii": lambda i: i.token(sub="Zoë"),
    "unknown kid": lambda i: i.token("no-such-key", key=i.keys["rsa-1"]),
    "another's key": lambda i: i.token("rsa-1", key=rsa_key()),
    "another's ec key": lambda i: i.token("ec-1", key=ec_key()),
    "rs384": lambda i: i.token(alg="RS384"),
    "rs512": lambda i: i.token(alg="RS512"),
    "ps256": lambda i: i.token(alg="PS256"),
    "rsa kid, ec signature": lambda i: i.token("rsa-1", key=i.keys["ec-1"]),
    "ec kid, rsa signature": lambda i: i.token("ec-1", key=i.keys["rsa-1"]),
    "hs256 with the public key": hs256_with_the_public_key,
    "none": lambda i: unsigned("none").replace("PAYLOAD", encode(i.claims())),
    "None": lambda i: unsigned("None").replace("PAYLOAD", encode(i.claims())),
    "no alg": lambda i: f"{encode({'kid': 'rsa-1'})}.{encode(i.claims())}.{i.token().split('.')[2]}",
    "no kid": lambda i: jwt.encode(i.claims(), i.keys["rsa-1"], algorithm="RS256"),
    "tampered": tampered,
    "signature cut off": lambda i: i.token().rsplit(".", 1)[0] + ".",
    "signature of another": lambda i: i.token().rsplit(".", 1)[0] + "." + i.token(sub="x").split(".")[2],
    "payload is no object": lambda i: raw_token(i, b'["a"]'),
    "payload is no json": lambda i: raw_token(i, b"\xff\xfe{"),
    "two parts": lambda i: ".".join(i.token().split(".")[:2]),
    "four parts": lambda i: i.token() + ".x",
    "five parts (jwe)": lambda i: i.token() + ".x.y",
    "words": lambda i: "let me in",
    "dots": lambda i: "..",
    "very long": lambda i: "a" * 9000,
    "padding": lambda i: i.token() + "==",
    "the key in its own header": lambda i: embedded_key(i),
}


def raw_token(issuer: Issuer, payload: dict | bytes) -> str:
    """Signed well, whatever the payload."""
    raw = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return jwt.api_jws.PyJWS().encode(raw, issuer.keys["rsa-1"], algorithm="RS256", headers={"kid": "rsa-1"})


def embedded_key(issuer: Issuer) -> str:
    own = rsa_key()
    jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(own.public_key()))
    return jwt.encode(issuer.claims(), own, algorithm="RS256", headers={"jwk": jwk, "kid": "mine"})


@pytest.mark.parametrize("name", BAD)
def test_bad_tokens(trusting: Deployment, issuer: Issuer, name: str) -> None:
    refused(trusting, BAD[name](issuer))


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Basic YTpi", "bearer-ish x", "Token {}", "{}", "Bearer {} x"]
)
def test_bad_authorization_headers(trusting: Deployment, issuer: Issuer, header: str) -> None:
    answer = trusting.call("GET", "/users/me", headers={"Authorization": header.format(issuer.token())})
    expect_problem(answer, 401)


def test_the_scheme_is_case_insensitive(trusting: Deployment, issuer: Issuer) -> None:
    expect(trusting.call("GET", "/users/me", headers={"Authorization": f"bearer {issuer.token()}"}), 204)


def test_a_token_in_the_query_is_no_token(trusting: Deployment, issuer: Issuer) -> None:
    expect_problem(trusting.call("GET", f"/users/me?access_token={issuer.token()}"), 401)


def test_keys_rotate(trusting: Deployment, issuer: Issuer) -> None:
    """A new kid is fetched; asking for unknown kids again and again is not passed on to the provider."""
    issuer.keys["rsa-2"] = rsa_key()
    eventually(
        lambda: read_with(trusting, issuer.token("rsa-2")).status_code == 204,
        15,
        "the new key is known",
        pause=0.2,
    )
    before = issuer.fetches
    for number in range(30):
        refused(trusting, issuer.token(f"unknown-{number}", key=issuer.keys["rsa-1"]))
    assert issuer.fetches - before <= 2 * len(trusting.programs)
    expect(read_with(trusting, issuer.token()), 204)


def test_a_remembered_token_still_expires(trusting: Deployment, issuer: Issuer) -> None:
    token = issuer.token(exp=int(time.time()) - 28)
    expect(read_with(trusting, token), 204)
    eventually(lambda: read_with(trusting, token).status_code == 401, 8, "it expires", pause=0.1)


def test_administrators_are_a_group_of_the_token(trusting: Deployment, issuer: Issuer) -> None:
    for groups, status in (
        (["admin"], 200),
        (["administrators", "Admin"], 403),
        ("admin-not", 403),
        ([], 403),
    ):
        token = issuer.token(**{"cognito:groups": groups})
        answer = read_with(trusting, token, "/users/admin/accounts")
        assert (answer.status_code == 403) == (status == 403), (groups, answer.status_code)


# The tokens of the embedded accounts.


def test_embedded_tokens_cannot_be_changed(server: Deployment, ada: Person) -> None:
    head, payload, signature = ada.tokens.access.split(".")
    claims = jwt.decode(ada.tokens.access, options={"verify_signature": False})
    for change in ({"sub": "somebody-else"}, {"cognito:groups": ["admin"]}, {"exp": claims["exp"] + 1}):
        refused(server, f"{head}.{encode({**claims, **change})}.{signature}")
    header = jwt.get_unverified_header(ada.tokens.access)
    refused(server, f"{encode({**header, 'alg': 'none'})}.{payload}.")
    refused(server, jwt.encode(claims, rsa_key(), algorithm="RS256", headers={"kid": header["kid"]}))
    expect(ada.get("/users/me"), 200)


def test_another_instances_tokens_are_refused(server: Deployment, ada: Person, deploy: Deploy) -> None:
    with deploy() as other:
        refused(other, ada.tokens.access)
