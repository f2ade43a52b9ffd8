"""People who use the product: an account, a profile, and calls in their name."""

from __future__ import annotations

import itertools
import secrets
from typing import Any

import httpx

from support.accounts import PASSWORD, Accounts, Tokens
from support.deployment import Deployment
from support.waiting import eventually

PIECE = {"title": "Piece of Knowledge", "content": "Water expands when it freezes."}


class Person:
    def __init__(self, deployment: Deployment, accounts: Accounts, name: str, email: str) -> None:
        self.deployment = deployment
        self.accounts = accounts
        self.name = name
        self.email = email
        self.password = PASSWORD
        self.tokens = Tokens("", "", "")
        self.id = ""

    def __repr__(self) -> str:
        return f"<{self.name} {self.id}>"

    def sign_up(self) -> Person:
        self.id = self.accounts.sign_up(self.email, self.password)["UserSub"]
        return self.sign_in()

    def sign_in(self) -> Person:
        self.tokens = self.accounts.sign_in(self.email, self.password)
        return self

    # Calls.

    def call(self, method: str, path: str, body: Any = None, **options: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.tokens.access}", **options.pop("headers", {})}
        if body is not None:
            options["json"] = body
        url = self.deployment.url_with_token(path)
        return self.deployment.http.request(method, url, headers=headers, **options)

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.call("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> httpx.Response:
        return self.call("POST", path, body, **options)

    def put(self, path: str, body: Any = None, **options: Any) -> httpx.Response:
        return self.call("PUT", path, body, **options)

    def delete(self, path: str, **options: Any) -> httpx.Response:
        return self.call("DELETE", path, **options)

    # What a call must give; the body.

    def read(self, path: str, **options: Any) -> Any:
        answer = self.get(path, **options)
        assert answer.status_code == 200, f"GET {path} -> {answer.status_code} {answer.text}"
        return answer.json()

    def create(self, path: str, body: Any = None, **options: Any) -> Any:
        answer = self.post(path, body, **options)
        assert answer.status_code == 201, f"POST {path} -> {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def remove(self, path: str) -> None:
        answer = self.delete(path)
        assert answer.status_code == 204, f"DELETE {path} -> {answer.status_code} {answer.text}"

    def pages(self, path: str, limit: int) -> list[list[Any]]:
        """Every page of a list, by following `Link: rel=next`."""
        answer = self.get(path, params={"limit": limit})
        pages = []
        for _ in range(1000):
            assert answer.status_code == 200, answer.text
            pages.append(answer.json())
            if "next" not in answer.links:
                return pages
            target = httpx.URL(str(answer.url)).join(answer.links["next"]["url"])
            answer = self.call("GET", target.raw_path.decode())
        raise AssertionError(f"{path} never ends")

    # What people do.

    def set_profile(self, **members: Any) -> dict[str, Any]:
        body = {"firstName": self.name.capitalize(), "lastName": "Tester", **members}
        answer = self.post("/users/me", body)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    def write(self, **members: Any) -> dict[str, Any]:
        """Today's piece."""
        return self.create("/posts", {**PIECE, **members})

    def ask(self, other: Person) -> None:
        answer = self.post("/users/requests", params={"targetUserId": other.id})
        assert answer.status_code in (200, 201), answer.text

    def accept(self, other: Person) -> None:
        answer = self.post(f"/users/requests/{other.id}/accept")
        assert answer.status_code in (200, 201, 204), answer.text

    def befriend(self, *others: Person) -> None:
        for other in others:
            self.ask(other)
            other.accept(self)

    def unfriend(self, other: Person) -> None:
        self.remove(f"/users/me/friends/{other.id}/remove")

    def block(self, other: Person) -> None:
        answer = self.post(f"/users/me/blocks/{other.id}")
        assert answer.status_code in (200, 201, 204), answer.text

    def relation_to(self, other: Person) -> str:
        return self.read(f"/users/{other.id}")["relation"]

    def sees(self, post: dict[str, Any]) -> bool:
        """Whether the post service shows a post to this person."""
        return self.get(f"/posts/{post['postId']}").status_code == 200


def moved(person: Person, server: Deployment) -> Person:
    """The same person with the same tokens at another address."""
    other = Person(server, person.accounts, person.name, person.email)
    other.id, other.tokens = person.id, person.tokens
    return other


def await_sight(post: dict[str, Any], *people: Person, seen: bool = True, within: float = 2.0) -> None:
    """Waits until the post service knows by its events who may (or may not) see a post."""
    for person in people:
        eventually(lambda p=person: p.sees(post) is seen, within, f"{person} sees the post: {seen}")


class People:
    """Makes people with accounts and profiles: `ada, grace = people("ada", "grace")`."""

    _numbers = itertools.count(1)

    def __init__(self, deployment: Deployment) -> None:
        self.deployment = deployment
        self.config = deployment.call("GET", "/config.json").json()
        self.accounts = Accounts(deployment.accounts_url, self.config)

    def __call__(self, *names: str, **profile: Any) -> list[Person]:
        return [self.one(name, **profile) for name in names]

    def account(self, name: str) -> Person:
        """Somebody who has signed up and in, without a profile."""
        email = f"{name}.{next(self._numbers)}.{secrets.token_hex(4)}@example.org"
        return Person(self.deployment, self.accounts, name, email).sign_up()

    def one(self, name: str, **profile: Any) -> Person:
        person = self.account(name)
        person.set_profile(**profile)
        return person

    def many(self, count: int, **profile: Any) -> list[Person]:
        return [self.one(f"person{number}", **profile) for number in range(count)]

    def administrator(self, name: str = "root") -> Person:
        person = self.one(name)
        self.deployment.cli("admin", "add-to-group", person.email, "admin")
        return person.sign_in()

    def friends(self, *names: str) -> list[Person]:
        """People who are all friends of the first, who has posted today; all services know it."""
        people = self(*names)
        first, others = people[0], people[1:]
        first.befriend(*others)
        await_sight(first.write(), *others)
        return people
