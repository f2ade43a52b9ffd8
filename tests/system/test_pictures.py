"""Profile pictures: from an offer to what everybody sees, and what never gets that far."""

from __future__ import annotations

import hashlib
import io
import socket
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from support.checks import expect
from support.deployment import Deploy, Deployment
from support.people import People, Person
from support.waiting import eventually

ROUTE = "/users/me/picture"
CAMERA = "DailyGrindCamera"
WITHIN = 30.0


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def photo() -> bytes:
    """800 x 600, as a phone saves it: to be turned by 90 degrees, with the place in its EXIF."""
    image = Image.new("RGB", (800, 600), (20, 20, 200))
    image.paste((200, 20, 20), (400, 0, 800, 600))
    exif = image.getexif()
    exif[0x0112] = 6
    exif[0x010F] = CAMERA
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (48.0, 8.0, 14.5), "E", (11.0, 34.0, 31.2)
    exif[0x8825] = gps
    return encoded(image, exif=exif, quality=90)


def plain(colour: tuple[int, int, int], kind: str = "JPEG") -> bytes:
    return encoded(Image.new("RGB", (640, 640), colour), kind)


def png_of(width: int, height: int) -> bytes:
    """A PNG that says how large it is, and holds next to nothing."""

    def chunk(name: bytes, content: bytes) -> bytes:
        checksum = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def terms(content: bytes, kind: str = "image/jpeg") -> dict[str, Any]:
    return {"contentType": kind, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def offer(person: Person, content: bytes, kind: str = "image/jpeg") -> dict[str, Any]:
    return expect(person.put(ROUTE, terms(content, kind)), 200).json()


def send(where: dict[str, Any], content: bytes, **headers: str) -> httpx.Response:
    """As a browser does: without a token, to wherever it was told."""
    with httpx.Client(trust_env=False, timeout=30) as client:
        return client.put(where["uploadUrl"], content=content, headers={**where["headers"], **headers})


def status(person: Person) -> dict[str, Any]:
    return person.read(ROUTE)


def decided(person: Person) -> dict[str, Any]:
    eventually(lambda: status(person)["state"] != "waiting", WITHIN, "the picture is decided")
    return status(person)


def upload(person: Person, content: bytes, kind: str = "image/jpeg") -> dict[str, Any]:
    answer = send(offer(person, content, kind), content)
    assert answer.status_code == 200, answer.text
    return decided(person)


def fetch(url: str, **headers: str) -> httpx.Response:
    with httpx.Client(trust_env=False, timeout=30) as client:
        return client.get(url, headers=headers)


def shown(url: str) -> Image.Image:
    answer = fetch(url)
    assert answer.status_code == 200, answer.text
    return Image.open(io.BytesIO(answer.content))


def is_gone(url: str) -> bool:
    return fetch(url).status_code == 404


def test_a_photo_becomes_a_picture_without_its_metadata(server: Deployment, people: People) -> None:
    ada, grace = people.friends("ada", "grace")
    content = photo()
    assert CAMERA.encode() in content
    before = ada.read("/users/me")
    assert "profilePictureUrl" not in before
    made = upload(ada, content)
    assert made["state"] == "made"
    url = made["profilePictureUrl"]
    assert ada.read("/users/me")["profilePictureUrl"] == url
    assert grace.read(f"/users/{ada.id}")["profilePictureUrl"] == url
    assert url.endswith("-512.webp")
    small = url.removesuffix("-512.webp") + "-96.webp"
    for address, side in ((url, 512), (small, 96)):
        raw = fetch(address).content
        image = Image.open(io.BytesIO(raw))
        assert image.format == "WEBP"
        assert image.size == (side, side)
        assert dict(image.getexif()) == {}
        assert image.getexif().get_ifd(0x8825) == {}
        assert "icc_profile" not in image.info
        for trace in (CAMERA.encode(), b"EXIF", b"Exif", b"XMP ", b"GPS"):
            assert trace not in raw
        # Turned clockwise: what was on the left is above.
        red, _, blue = image.convert("RGB").getpixel((side // 2, 2))
        assert blue > 150 > red
        red, _, blue = image.convert("RGB").getpixel((side // 2, side - 3))
        assert red > 150 > blue


def test_author_cards_get_the_picture(server: Deployment, people: People) -> None:
    ada, grace = people.friends("ada", "grace")
    url = upload(ada, plain((1, 200, 1)))["profilePictureUrl"]

    def card() -> str | None:
        entries = [entry["user"] for entry in grace.read("/posts/users/me/timeline")]
        return next((user.get("profilePictureUrl") for user in entries if user["userId"] == ada.id), None)

    eventually(lambda: card() == url, WITHIN, "the card has the picture")
    expect(ada.delete(ROUTE), 204)
    eventually(lambda: card() is None, WITHIN, "the card has it no more")


def test_pictures_are_served_so_that_browsers_keep_and_never_run_them(
    server: Deployment, people: People
) -> None:
    url = upload(people.one("ada"), photo())["profilePictureUrl"]
    answer = fetch(url)
    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    again = fetch(url, **{"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert not again.content
    assert fetch(url.replace("-512.webp", "-513.webp")).status_code == 404
    assert fetch(url.rsplit("/", 1)[0] + "/../../uploads").status_code in (401, 404)


def test_a_new_picture_replaces_the_old_one(server: Deployment, people: People) -> None:
    ada = people.one("ada")
    first = upload(ada, plain((200, 1, 1)))["profilePictureUrl"]
    second = upload(ada, plain((1, 1, 200)))["profilePictureUrl"]
    assert first != second
    assert shown(second).convert("RGB").getpixel((9, 9))[2] > 150
    eventually(lambda: is_gone(first), WITHIN, "the old picture is gone")


def test_a_replaced_profile_keeps_its_picture(server: Deployment, people: People) -> None:
    ada = people.one("ada")
    url = upload(ada, photo())["profilePictureUrl"]
    ada.set_profile(headline="Analyst")
    assert ada.read("/users/me")["profilePictureUrl"] == url


def test_deleting_it_removes_it_everywhere(server: Deployment, people: People) -> None:
    ada = people.one("ada")
    content = photo()
    expect(ada.delete(ROUTE), 204)
    url = upload(ada, content)["profilePictureUrl"]
    expect(ada.delete(ROUTE), 204)
    assert is_gone(url)
    assert is_gone(url.replace("-512.webp", "-96.webp"))
    assert "profilePictureUrl" not in ada.read("/users/me")
    assert status(ada) == {"state": "none"}
    expect(ada.delete(ROUTE), 204)


def test_an_account_takes_its_pictures_along(server: Deployment, people: People) -> None:
    ada = people.one("ada")
    content = photo()
    url = upload(ada, content)["profilePictureUrl"]
    pending = offer(ada, plain((3, 3, 3)))
    expect(ada.delete("/users/me"), 204)
    assert is_gone(url)
    # The URL is still good for its bytes, but nobody makes anything of them.
    send(pending, plain((3, 3, 3)))
    assert is_gone(url)


@pytest.mark.parametrize(
    ("content", "kind", "flaw"),
    [
        (b"no picture at all", "image/png", "unknown_format"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png", "unknown_format"),
        (b"<script>alert(1)</script>", "image/jpeg", "unknown_format"),
        (b"GIF89a", "image/gif", "damaged"),
        (png_of(30_000, 30_000), "image/png", "too_many_pixels"),
        (png_of(2_000_000_000, 2_000_000_000), "image/png", "damaged"),
        (png_of(4000, 4000), "image/png", "damaged"),
        (photo()[:-2000], "image/jpeg", "damaged"),
        (photo()[:300], "image/jpeg", "damaged"),
        (encoded(Image.new("RGB", (64, 64)), "TIFF"), "image/jpeg", "unknown_format"),
        (encoded(Image.new("RGB", (64, 64)), "BMP"), "image/png", "unknown_format"),
    ],
)
def test_what_is_no_picture_is_refused(
    server: Deployment, people: People, content: bytes, kind: str, flaw: str
) -> None:
    ada = people.one("ada")
    assert upload(ada, content, kind) == {"state": "refused", "flaw": flaw}
    assert "profilePictureUrl" not in ada.read("/users/me")
    # The next one is as welcome as the first.
    assert upload(ada, plain((9, 9, 9)))["state"] == "made"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_the_usual_formats_are_taken(server: Deployment, people: People, kind: str) -> None:
    content = plain((120, 120, 120), kind)
    # What counts is what it is, not what it was called.
    assert upload(people.one("ada"), content, "image/png")["state"] == "made"


@pytest.mark.parametrize(
    "change",
    [
        {"contentType": "image/svg+xml"},
        {"contentType": ""},
        {"size": 0},
        {"size": 10 * 1024 * 1024 + 1},
        {"size": -1},
        {"sha256": "abc"},
        {"sha256": "Z" * 64},
        {"sha256": "A" * 64},
    ],
)
def test_an_offer_is_checked(server: Deployment, people: People, change: dict[str, Any]) -> None:
    problem = expect(people.one("ada").put(ROUTE, terms(b"x") | change), 422).json()
    assert problem["errors"][0]["pointer"] == "/" + next(iter(change))


def test_an_upload_is_for_its_bytes_alone(server: Deployment, people: People) -> None:
    ada = people.one("ada")
    content = photo()
    where = offer(ada, content)
    other = bytes(len(content))
    for wrong in (other, content[:-1], content + b"x"):
        assert 400 <= send(where, wrong).status_code < 500
    assert 400 <= send(where, content, **{"Content-Type": "text/html"}).status_code < 500
    assert status(ada)["state"] == "waiting"
    assert send(where, content).status_code == 200
    assert decided(ada)["state"] == "made"


@pytest.mark.topology("one", "split")
def test_a_large_body_is_refused_before_it_is_read(server: Deployment, people: People) -> None:
    url = httpx.URL(offer(people.one("ada"), photo())["uploadUrl"])

    def status_for(size: int) -> bytes:
        """Of a request that has said no more than its header."""
        head = f"PUT {url.raw_path.decode()} HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n"
        with socket.create_connection((url.host, url.port), timeout=10) as connection:
            connection.sendall(head.encode())
            return connection.recv(12)

    assert status_for(1 << 30) == b"HTTP/1.1 413"
    assert status_for(10_000_000) == b"HTTP/1.1 400"
    assert server.call("PUT", "/users/me", content=bytes(100_000)).status_code == 413


@pytest.mark.topology("one", "split")
def test_a_url_can_be_neither_made_up_nor_changed(server: Deployment, people: People) -> None:
    ada, grace = people("ada", "grace")
    content = photo()
    where = offer(ada, content)
    hers = offer(grace, content)["uploadUrl"]
    path, query = where["uploadUrl"].split("?")
    other = hers.split("?")[0]
    for url in (path, f"{other}?{query}", where["uploadUrl"][:-1]):
        assert send({**where, "uploadUrl": url}, content).status_code == 403


def test_nobody_does_it_for_somebody_else(server: Deployment, people: People) -> None:
    ada, grace = people("ada", "grace")
    url = upload(ada, photo())["profilePictureUrl"]
    for method in ("PUT", "GET", "DELETE"):
        assert server.call(method, ROUTE, json=terms(b"x")).status_code == 401
        answer = grace.call(method, f"/users/{ada.id}/picture", terms(b"x"))
        assert answer.status_code == 404
    expect(grace.delete(ROUTE), 204)
    assert upload(grace, plain((7, 7, 7)))["profilePictureUrl"] != url
    assert shown(url).size == (512, 512)


def test_many_at_once_all_get_theirs(server: Deployment, people: People) -> None:
    crowd = people(*(f"person{n}" for n in range(8)))
    contents = [plain((n * 30, 10, 250 - n * 30)) for n in range(len(crowd))]

    def work(pair: tuple[Person, bytes]) -> dict[str, Any]:
        return upload(*pair)

    with ThreadPoolExecutor(len(crowd)) as pool:
        made = list(pool.map(work, zip(crowd, contents, strict=True)))
    assert [each["state"] for each in made] == ["made"] * len(crowd)
    for n, each in enumerate(made):
        red, _, blue = shown(each["profilePictureUrl"]).convert("RGB").getpixel((50, 50))
        assert abs(red - n * 30) < 12
        assert abs(blue - (250 - n * 30)) < 12


@pytest.mark.topology("one", "split")
def test_leftovers_are_removed(deploy: Deploy) -> None:
    """An upload that came under a URL that is still good, after the picture was made."""
    with deploy() as server:
        ada = People(server).one("ada")
        content = photo()
        where = offer(ada, content)
        assert send(where, content).status_code == 200
        assert decided(ada)["state"] == "made"
        blobs = server.data / "media" / "user" / "blobs"

        def uploads() -> list[Path]:
            return list((blobs / "uploads.d").glob("*"))

        eventually(lambda: not uploads(), WITHIN, "the upload is gone")
        assert send(where, content).status_code == 200
        assert len(uploads()) == 1
        server.clock.advance(2 * 3600)
        assert send(where, content).status_code == 403
        offer(People(server).one("grace"), content)  # wakes who removes it
        eventually(lambda: not uploads(), WITHIN, "the late upload is gone, too")
        assert len(list(blobs.rglob("*.b"))) == 2


@pytest.mark.topology("one", "split")
def test_a_picture_survives_a_kill_at_any_moment(deploy: Deploy) -> None:
    with deploy() as server:
        ada = People(server).one("ada")
        content = photo()
        where = offer(ada, content)
        assert send(where, content).status_code == 200
        server.kill()
        server.start()
        server.clock.advance(150)
        made = decided(ada)
        assert made["state"] == "made"
        assert shown(made["profilePictureUrl"]).size == (512, 512)
        assert len(list((server.data / "media" / "user" / "blobs" / "pictures.d").rglob("*.b"))) == 2


@pytest.mark.topology("one", "split")
def test_a_backup_has_the_pictures(deploy: Deploy, tmp_path: Path) -> None:
    with deploy() as server:
        ada = People(server).one("ada")
        path = upload(ada, photo())["profilePictureUrl"].removeprefix(server.user.url)
        before = fetch(server.user.url + path).content
        secret = server.data / "media" / "user" / "secret"
        assert secret.stat().st_mode & 0o077 == 0
        file = tmp_path / "backup"
        server.cli("backup", str(file))
    restored = deploy(data=tmp_path / "restored")
    restored.cli("restore", str(file))
    restored.start()
    assert fetch(restored.user.url + path).content == before
    restored.stop()


@pytest.mark.topology("one", "split")
def test_memory_stays_small_under_large_uploads(deploy: Deploy) -> None:
    """Bodies go to disk as they come."""
    with deploy() as server:
        crowd = People(server)(*(f"person{n}" for n in range(6)))
        noise = plain((1, 2, 3)) + bytes(9_500_000)

        def work(person: Person) -> int:
            return send(offer(person, noise), noise).status_code

        def high_water() -> int:
            text = (Path("/proc") / str(server.user.pid) / "status").read_text()
            return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("VmHWM"))

        before = high_water()
        with ThreadPoolExecutor(len(crowd)) as pool:
            assert list(pool.map(work, crowd)) == [200] * len(crowd)
        for person in crowd:
            assert decided(person)["state"] in ("made", "refused")
        assert high_water() - before < 12_000, "KiB more for 57 MB"
