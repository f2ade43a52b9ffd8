"""A server with read-only answers reads and refuses every change, for the time of a move."""

from __future__ import annotations

import httpx
import pytest

from support.checks import expect_problem
from support.deployment import Deploy
from support.people import PIECE, People, moved

pytestmark = pytest.mark.topology("one", "split")


def test_what_is_there_can_be_read_and_nothing_changed(deploy: Deploy) -> None:
    with deploy() as server:
        [ada, _] = People(server).friends("ada", "grace")
    with deploy("--read-only", data=server.data) as served:
        there = moved(ada, served)
        profile = there.read("/users/me/details")
        [post] = there.read("/posts/users/me/posts")
        for method, path in (
            ("POST", "/posts"),
            ("POST", f"/posts/{post['postId']}/likes"),
            ("PUT", "/users/me"),
            ("DELETE", "/users/me"),
        ):
            # Not by the client of the tests, which takes every 5xx for a failure.
            refused = httpx.request(
                method,
                served.url(path),
                headers={"Authorization": f"Bearer {there.tokens.access}"},
                json=None if method == "DELETE" else PIECE,
                trust_env=False,
            )
            assert expect_problem(refused, 503)["type"].endswith("read-only")
            assert int(refused.headers["Retry-After"]) > 0
        assert there.read("/users/me/details") == profile
        assert People(served).accounts.sign_in(ada.email).access, "people can sign in"
