"""A backup while serving is consistent, and a restored folder is the same instance."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from support.checks import expect
from support.deployment import Deploy, Deployment
from support.people import People, Person, moved

pytestmark = pytest.mark.topology("one", "split")


def view(person: Person) -> dict[str, Any]:
    """What somebody sees of everything."""
    return {
        path: person.read(path)
        for path in (
            "/users/me/details",
            "/users/me/friends",
            "/users/me/blocks",
            "/users/requests/outgoing",
            "/posts/users/me/posts",
            "/posts/users/me/timeline",
            "/posts/users/me/pinned-posts",
        )
    }


def populate(server: Deployment) -> list[Person]:
    people = People(server)
    ada, grace, joan = people.friends("ada", "grace", "joan")
    post = ada.read("/posts/users/me/daily-post")
    ada.create("/users/me/jobs", {"jobTitle": "Analyst", "companyName": "Engines"})
    expect(grace.post(f"/posts/{post['postId']}/likes"), 201)
    joan.create(f"/posts/{post['postId']}/comments", {"content": "Hm"})
    ada.create(f"/posts/users/me/pinned-posts/{post['postId']}")
    ada.ask(people.one("mary"))
    return [ada, grace, joan]


def restore(server: Deployment, file: Path, folder: Path, deploy: Deploy) -> Deployment:
    restored = deploy(data=folder)
    restored.cli("restore", str(file))
    restored.start()
    return restored


def test_a_restored_instance_is_the_same(deploy: Deploy, tmp_path: Path) -> None:
    with deploy() as server:
        friends = populate(server)
        before = [view(person) for person in friends]
        file = tmp_path / "backup"
        server.cli("backup", str(file))
        friends[0].set_profile(lastName="Changed afterwards")
    restored = restore(server, file, tmp_path / "restored", deploy)
    assert [view(moved(person, restored)) for person in friends] == before
    accounts = People(restored).accounts
    assert accounts.sign_in(friends[0].email).access
    assert accounts.refresh(friends[1].tokens.refresh).access
    restored.stop()


def test_a_backup_under_load_has_every_write_before_it_and_none_in_part(
    deploy: Deploy, tmp_path: Path
) -> None:
    with deploy() as server:
        ada, grace, _ = populate(server)
        path = f"/posts/{ada.read('/posts/users/me/daily-post')['postId']}"
        acknowledged: list[str] = []
        stop = threading.Event()

        def comment() -> None:
            while not stop.is_set():
                acknowledged.append(grace.create(f"{path}/comments", {"content": "Hm"})["commentId"])

        writer = threading.Thread(target=comment)
        writer.start()
        try:
            before = list(acknowledged)
            file = tmp_path / "backup"
            server.cli("backup", str(file))
        finally:
            stop.set()
            writer.join()
    restored = restore(server, file, tmp_path / "restored", deploy)
    reader = moved(ada, restored)
    listed = [
        entry["comment"]["commentId"] for page in reader.pages(f"{path}/comments", 100) for entry in page
    ]
    assert set(before) <= set(listed)
    assert len(listed) == reader.read(path)["commentCount"], (
        "a comment without its count, or the other way round"
    )
    restored.stop()


def test_restore_overwrites_nothing(deploy: Deploy, tmp_path: Path) -> None:
    with deploy() as server:
        ada = People(server).one("ada")
        file = tmp_path / "backup"
        server.cli("backup", str(file))
        refused = server.cli("restore", str(file), code=1)
        assert len(refused.stderr.strip().splitlines()) == 1
        assert ada.read("/users/me")


def test_a_broken_backup_is_refused(deploy: Deploy, tmp_path: Path) -> None:
    with deploy() as server:
        People(server).one("ada")
        file = tmp_path / "backup"
        server.cli("backup", str(file))
    whole = sorted(file.rglob("*")) if file.is_dir() else [file]
    victim = max((path for path in whole if path.is_file()), key=lambda path: path.stat().st_size)
    content = bytearray(victim.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 2000] = b"\x55" * 2000
    victim.write_bytes(content[:-1000])
    target = deploy(data=tmp_path / "restored")
    refused = target.cli("restore", str(file), code=1)
    assert len(refused.stderr.strip().splitlines()) == 1


def test_a_backup_is_for_its_owner_alone(deploy: Deploy, tmp_path: Path) -> None:
    """It holds keys and password hashes."""
    with deploy() as server:
        file = tmp_path / "backup"
        server.cli("backup", str(file))
        assert file.stat().st_mode & 0o077 == 0
        for key in (server.data / "keys").rglob("*"):
            if key.is_file():
                assert key.stat().st_mode & 0o077 == 0, key
