"""The options of the programs that tests use, in one place."""

from __future__ import annotations

from pathlib import Path


def rate_limits(per_user: int, per_address: int, *, loopback: bool = True) -> list[str]:
    options = ["--rate-limit-user", str(per_user), "--rate-limit-address", str(per_address)]
    return [*options, "--rate-limit-loopback"] if loopback else options


def cors(*origins: str) -> list[str]:
    return [word for origin in origins for word in ("--cors-origin", origin)]


def external_issuer(issuer: str, jwks_url: str, *clients: str) -> list[str]:
    options = ["--issuer", issuer, "--jwks-url", jwks_url]
    return options + [word for client in clients for word in ("--client", client)]


def on_aws(endpoint: str, account: str, prefix: str, *, create: bool = True) -> dict[str, str]:
    """Variables of the environment for items and events on an emulator, where everything that is
    missing is made, if `create`."""
    return {
        "DAILYGRIND_STORAGE": "aws",
        "DAILYGRIND_AWS_REGION": "us-east-1",
        "DAILYGRIND_AWS_ACCOUNT": account,
        "DAILYGRIND_AWS_PREFIX": prefix,
        "DAILYGRIND_AWS_ENDPOINT": endpoint,
        "DAILYGRIND_AWS_CREATE": "true" if create else "false",
    }


def on_pool(endpoint: str, pool: str, client: str) -> dict[str, str]:
    """Variables of the environment for accounts in a pool of an emulator."""
    return {
        "DAILYGRIND_ISSUER": f"https://cognito-idp.us-east-1.amazonaws.com/{pool}",
        # The emulator's tokens name the issuer that AWS would have; its keys are at its own address.
        "DAILYGRIND_JWKS_URL": f"{endpoint}/{pool}/.well-known/jwks.json",
        "DAILYGRIND_CLIENT": client,
        "DAILYGRIND_COGNITO_POOL": pool,
        "DAILYGRIND_USER_ID_CLAIM": "username",
        "DAILYGRIND_AWS_REGION": "us-east-1",
    }


def smtp(port: int) -> list[str]:
    return [
        "--smtp-host",
        "127.0.0.1",
        "--smtp-port",
        str(port),
        "--smtp-from",
        "hello@example.org",
        "--no-smtp-starttls",
    ]


def trusted_proxy(block: str) -> list[str]:
    return ["--trusted-proxy", block]


def sign_up(mode: str, *domains: str) -> list[str]:
    """`mode`: open, invitation, domains, closed."""
    options = ["--sign-up", mode]
    for domain in domains:
        options += ["--sign-up-domain", domain]
    return options


VAPID_CONTACT = "mailto:hostmaster@iana.org"


def vapid_contact(contact: str = VAPID_CONTACT) -> list[str]:
    return ["--vapid-contact", contact]


def push(ca_file: Path) -> list[str]:
    """Sends to push services on loopback whose certificate that authority has signed."""
    return [*vapid_contact(), "--push-allow-private-addresses", "--push-ca-file", str(ca_file)]
