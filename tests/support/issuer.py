"""An OpenID provider of the tests' own: any token can be minted."""

from __future__ import annotations

import json
import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from support.loopback import Serving, answering_with

CLIENT = "test-client"
PrivateKey = RSAPrivateKey | EllipticCurvePrivateKey


def rsa_key() -> RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def ec_key() -> EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def public_jwk(kid: str, key: PrivateKey) -> dict[str, Any]:
    algorithm = jwt.algorithms.RSAAlgorithm if isinstance(key, RSAPrivateKey) else jwt.algorithms.ECAlgorithm
    alg = "RS256" if isinstance(key, RSAPrivateKey) else "ES256"
    return {**json.loads(algorithm.to_jwk(key.public_key())), "kid": kid, "alg": alg, "use": "sig"}


class Issuer(Serving):
    """Serves its JWKS while it is entered; `fetches` counts how often somebody asked."""

    def __init__(self) -> None:
        super().__init__(answering_with(self._jwks))
        self.keys: dict[str, PrivateKey] = {"rsa-1": rsa_key(), "ec-1": ec_key()}
        self.fetches = 0
        self.jwks_url = self.url + "/jwks.json"

    def _jwks(self) -> object:
        self.fetches += 1
        return {"keys": [public_jwk(kid, key) for kid, key in self.keys.items()]}

    def claims(self, **changes: Any) -> dict[str, Any]:
        """Of a good access token; a change to None removes the claim."""
        now = int(time.time())
        claims = {
            "sub": "somebody",
            "iss": self.url,
            "client_id": CLIENT,
            "token_use": "access",
            "iat": now,
            "exp": now + 600,
            **changes,
        }
        return {name: value for name, value in claims.items() if value is not None}

    def token(self, kid: str = "rsa-1", key: Any = None, alg: str | None = None, **changes: Any) -> str:
        key = key or self.keys[kid]
        alg = alg or ("RS256" if isinstance(key, RSAPrivateKey) else "ES256")
        return jwt.encode(self.claims(**changes), key, algorithm=alg, headers={"kid": kid})
