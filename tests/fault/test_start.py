"""What stops a start, with one clear message and nothing lost."""

from __future__ import annotations

import contextlib
import socket
import sqlite3
from pathlib import Path

import pytest

from support.deployment import Deploy
from support.people import People
from support.refusals import PROGRAMS, digest, refuses, start

DATABASES = {
    "dailygrind": ["user.db", "post.db", "identity.db", "events.db"],
    "user-service": ["user.db", "identity.db", "events.db"],
    "post-service": ["post.db", "events.db"],
}
DATABASES_OF = [(program, name) for program, names in DATABASES.items() for name in names]


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_port_in_use(binaries: Path, program: str, data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refuses(start(binaries, program, data, port=port), str(port), "in use")


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_second_holder_of_the_data(deploy: Deploy, binaries: Path, program: str) -> None:
    with deploy(topology="one") as server:
        ada = People(server).one("ada")
        refuses(start(binaries, program, server.data), str(server.data))
        assert ada.read("/users/me")


def test_serve_takes_the_data_of_all_services(deploy: Deploy, binaries: Path) -> None:
    with deploy(topology="split") as server:
        refuses(start(binaries, "dailygrind", server.data), str(server.data))
        server.user.stop()
        refuses(start(binaries, "dailygrind", server.data), str(server.data))


def test_a_lock_left_by_a_dead_process_is_no_hindrance(deploy: Deploy) -> None:
    with deploy() as server:
        server.kill()
        server.start()


@pytest.mark.parametrize(("program", "name"), DATABASES_OF)
def test_a_file_that_is_no_database(binaries: Path, data: Path, program: str, name: str) -> None:
    (data / name).write_bytes(b"this is no database at all " * 500)
    for suffix in ("-wal", "-shm"):
        (data / (name + suffix)).unlink(missing_ok=True)
    before = digest(data)
    refuses(start(binaries, program, data), name)
    assert digest(data) == before


@pytest.mark.parametrize(("program", "name"), DATABASES_OF)
def test_a_damaged_database(binaries: Path, data: Path, program: str, name: str) -> None:
    with contextlib.closing(sqlite3.connect(data / name)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray((data / name).read_bytes())
    content[4096:] = b"\x5a" * (len(content) - 4096)
    (data / name).write_bytes(content)
    before = digest(data)
    refuses(start(binaries, program, data), name)
    assert digest(data) == before


@pytest.mark.parametrize(("program", "name"), DATABASES_OF)
def test_a_database_of_a_newer_version(binaries: Path, data: Path, program: str, name: str) -> None:
    with contextlib.closing(sqlite3.connect(data / name)) as db:
        db.execute("PRAGMA user_version = 9999")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = digest(data)
    refuses(start(binaries, program, data), name, "newer")
    assert digest(data) == before


def test_a_database_of_something_else(binaries: Path, data: Path) -> None:
    (data / "post.db").unlink()
    for suffix in ("-wal", "-shm"):
        (data / ("post.db" + suffix)).unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(data / "post.db")) as db:
        db.execute("CREATE TABLE mine (x)")
        db.execute("PRAGMA application_id = 12345")
        db.commit()
    before = digest(data)
    refuses(start(binaries, "dailygrind", data), "post.db")
    assert digest(data) == before


def test_a_file_where_the_folder_should_be(binaries: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    refuses(start(binaries, "dailygrind", file), str(file))
    assert file.read_text() == "mine"


def test_keys_that_are_broken(binaries: Path, data: Path) -> None:
    keys = [file for file in (data / "keys").rglob("*") if file.is_file()]
    assert keys
    for key in keys:
        key.write_bytes(b"no key")
    before = digest(data)
    refuses(start(binaries, "dailygrind", data), "key")
    assert digest(data) == before


def test_foreign_files_stay_as_they_are(deploy: Deploy, data: Path) -> None:
    (data / "notes.txt").write_text("mine")
    (data / "folder").mkdir()
    (data / "folder" / "other.db").write_text("mine, too")
    with deploy(topology="one", data=data):
        pass
    assert (data / "notes.txt").read_text() == "mine"
    assert (data / "folder" / "other.db").read_text() == "mine, too"
