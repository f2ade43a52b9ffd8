"""A disk that is read-only or full: nothing that was acknowledged is lost."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.deployment import Deploy
from support.people import People, Person
from support.refusals import PROGRAMS, digest, refuses, start
from support.waiting import eventually


@contextlib.contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    result = subprocess.run(["mount", *options, str(folder)], capture_output=True, text=True)
    if result.returncode != 0:
        pytest.skip(f"cannot mount here: {result.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_read_only_folder(binaries: Path, data: Path, tmp_path: Path, program: str) -> None:
    with mounted(tmp_path / "mount", "--bind", str(data)) as folder:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
        before = digest(data)
        refuses(start(binaries, program, folder), str(folder))
    assert digest(data) == before


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_disk_that_is_full_at_the_start(binaries: Path, tmp_path: Path, program: str) -> None:
    with mounted(tmp_path / "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs") as folder:
        (folder / "filler").write_bytes(b"x" * 60_000)
        refuses(start(binaries, program, folder), "full")
        assert (folder / "filler").stat().st_size == 60_000


def test_a_disk_that_fills_up(deploy: Deploy, tmp_path: Path) -> None:
    """Writes are refused with 503, reads go on, and with room again so do the writes; nothing is lost."""
    with mounted(tmp_path / "mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs") as folder:
        server = deploy(topology="one", data=folder / "data")
        server.http.event_hooks = {}
        with server:
            ada = People(server).one("ada")
            path = f"/posts/{ada.write()['postId']}"
            acknowledged = fill(ada, path)
            assert acknowledged
            filler = folder / "filler"
            refused = ada.post(f"{path}/comments", {"content": "x" * 2000})
            assert refused.status_code == 503, refused.text
            assert refused.headers["content-type"] == "application/problem+json"
            assert ada.read("/users/me")
            assert server.http.get(server.user.url + "/livez").status_code == 200

            filler.unlink(missing_ok=True)
            subprocess.run(["mount", "-o", "remount,size=64m", str(folder)], check=True)
            eventually(
                lambda: ada.post(f"{path}/comments", {"content": "again"}).status_code == 201,
                5,
                "writes go on",
            )
            check_all_there(ada, path, acknowledged)
            server.kill()
            server.start()
            check_all_there(ada, path, acknowledged)


def fill(person: Person, path: str) -> list[str]:
    """Comments until the disk is full; the ids of those that were acknowledged."""
    made = []
    for _ in range(20_000):
        answer = person.post(f"{path}/comments", {"content": "🌍" * 2000})
        if answer.status_code != 201:
            return made
        made.append(answer.json()["commentId"])
    raise AssertionError("the disk never filled up")


def check_all_there(person: Person, path: str, acknowledged: list[str]) -> None:
    pages = person.pages(f"{path}/comments", 100)
    listed = [entry["comment"]["commentId"] for page in pages for entry in page]
    assert len(listed) == len(set(listed))
    assert set(acknowledged) <= set(listed)
    assert person.read(path)["commentCount"] == len(listed)
