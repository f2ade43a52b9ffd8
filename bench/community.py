"""The community that the benchmarks measure with: people, posts, and a token for each person."""

from __future__ import annotations

import http.client
import json
import subprocess
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

import jwt

from servers import PROGRAMS, Server


@dataclass
class Person:
    user_id: str
    token: str
    post_id: str = ""


def seed(data: Path, graph: Path | None, people: int, days: int) -> None:
    """Makes the data once; a folder that has them is kept, so that runs are quick to repeat."""
    if (data / "seeded").exists():
        return
    data.mkdir(parents=True, exist_ok=True)
    command = [str(PROGRAMS / "dailygrind"), "seed", "--data", str(data), "--seed", "1", "--days", str(days)]
    command += ["--graph", str(graph)] if graph else ["--people", str(people)]
    subprocess.run(command, check=True)
    (data / "seeded").write_text(" ".join(command))


def get(server: Server, path: str, token: str = "") -> tuple[object, http.client.HTTPResponse]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", path, headers={"Authorization": f"Bearer {token}"} if token else {})
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise RuntimeError(f"GET {path}: {response.status} {body[:300]!r}")
    return json.loads(body), response


def mint(
    data: Path, server: Server, user_id: str, groups: tuple[str, ...] = (), at: float | None = None
) -> str:
    """An access token such as sign-in gives, made with the server's own key, which we may read; good
    for two days from `at` on."""
    config, _ = get(server, "/config.json")
    issuer = config["issuer"]
    discovery, _ = get(server, f"/{config['userPoolId']}/.well-known/jwks.json")
    key_id = discovery["keys"][0]["kid"]
    key = next((data / "keys").glob("*.pem")).read_text()
    now = int(at or time.time())
    claims: dict[str, object] = {
        "sub": user_id,
        "iss": issuer,
        "client_id": config["userPoolClientId"],
        "token_use": "access",
        "scope": "aws.cognito.signin.user.admin",
        "auth_time": now,
        "iat": now,
        "exp": now + 48 * 3600,
        "jti": str(uuid.uuid4()),
        "username": user_id,
    }
    if groups:
        claims["cognito:groups"] = list(groups)
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": key_id})


def everyone(data: Path, server: Server, at: float | None = None) -> list[Person]:
    """All people with a token, and the id of their post of today where they have one."""
    listed = subprocess.run(
        [str(PROGRAMS / "dailygrind"), "admin", "list", "--data", str(data), "--json"],
        check=True,
        capture_output=True,
        text=True,
    )
    people = []
    for line in listed.stdout.splitlines():
        user_id = json.loads(line)["userId"]
        people.append(Person(user_id, mint(data, server, user_id, at=at)))
    for person in people:
        posts, _ = get(server, "/posts/users/me/posts?limit=1", person.token)
        person.post_id = posts[0]["postId"] if posts else ""
    return people
