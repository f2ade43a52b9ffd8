"""Midnight, days and time zones, with the clock of the test hooks."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest

from support.checks import expect, expect_problem
from support.deployment import Deploy, Deployment
from support.people import PIECE, People, Person, await_sight
from support.programs import Program
from support.waiting import eventually


@pytest.fixture(scope="module")
def days(deploy_for_module: Deploy) -> Iterator[Deployment]:
    with deploy_for_module() as deployment:
        yield deployment


@pytest.fixture
def people(days: Deployment) -> People:
    days.clock.set("2026-11-23T12:00:00Z")
    return People(days)


def at(days: Deployment, moment: str, *people: Person) -> None:
    """Moves every clock there, and signs everybody in with a token of that time."""
    days.clock.set(moment)
    for person in people:
        person.sign_in()


def timeline_days(viewer: Person) -> list[str]:
    return [entry["post"]["day"] for entry in viewer.read("/posts/users/me/timeline")]


def test_the_test_hooks_move_and_freeze_the_clock(days: Deployment) -> None:
    for program in days.programs.values():
        url = program.url + "/test/clock"
        days.http.put(url, json={"freeze": "2030-01-01T00:00:00Z"})
        first = days.http.get(url).json()["now"]
        assert first.startswith("2030-01-01T00:00:00")
        assert days.http.get(url).json()["now"] == first
        days.http.post(url + "/advance", json={"seconds": 90})
        assert days.http.get(url).json()["now"].startswith("2030-01-01T00:01:30")
        expect(days.http.put(url, json={"now": "yesterday"}), 400, 422)
        expect(days.http.delete(url), 200, 204)
        assert not days.http.get(url).json()["now"].startswith("2030")


def test_midnight_begins_a_new_day(days: Deployment, people: People) -> None:
    ada, grace = people("ada", "grace")
    ada.befriend(grace)
    at(days, "2026-11-23T23:59:00Z", ada, grace)
    first = ada.write()
    assert first["day"] == "2026-11-23"
    await_sight(first, grace)
    assert timeline_days(grace) == ["2026-11-23"]
    expect_problem(ada.post("/posts", PIECE), 409)

    at(days, "2026-11-24T00:00:00Z", ada, grace)
    assert timeline_days(grace) == [], "the timeline shows only today's pieces"
    expect(ada.get("/posts/users/me/daily-post"), 204)
    second = ada.write(title="Next day")
    assert second["day"] == "2026-11-24"
    assert timeline_days(grace) == ["2026-11-24"]
    assert [post["day"] for post in grace.read(f"/posts/users/{ada.id}/posts")] == [
        "2026-11-24",
        "2026-11-23",
    ]
    assert grace.read(f"/posts/{first['postId']}")["title"] == first["title"], "old posts stay visible"


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Pacific/Kiritimati", "2026-11-23T10:30:00Z", "2026-11-24"),
        ("Pacific/Kiritimati", "2026-11-23T09:59:59Z", "2026-11-23"),
        ("Etc/GMT+12", "2026-11-23T11:00:00Z", "2026-11-22"),
        ("Asia/Kathmandu", "2026-11-23T18:14:00Z", "2026-11-23"),
        ("Asia/Kathmandu", "2026-11-23T18:16:00Z", "2026-11-24"),
        ("America/New_York", "2026-11-24T04:59:00Z", "2026-11-23"),
        ("America/New_York", "2026-07-01T04:01:00Z", "2026-07-01"),
        ("Europe/Berlin", "2026-03-28T23:30:00Z", "2026-03-29"),
        ("Europe/Berlin", "2026-03-29T22:30:00Z", "2026-03-30"),
        ("Europe/Berlin", "2026-10-25T22:59:00Z", "2026-10-25"),
        ("UTC", "2028-02-29T23:59:59Z", "2028-02-29"),
    ],
)
def test_the_day_is_the_authors_local_date(
    days: Deployment, people: People, zone: str, moment: str, day: str
) -> None:
    ada, grace = people.one("ada", timeZone=zone), people.one("grace")
    ada.befriend(grace)
    at(days, moment, ada, grace)
    post = eventually(lambda: posted_on(ada, day), what=f"a post on {day}")
    await_sight(post, grace)
    assert timeline_days(grace) == [day], "today is the author's today"


def posted_on(author: Person, day: str) -> dict | None:
    """Today's post once the post service knows the author's time zone by its event."""
    post = author.write()
    if post["day"] == day:
        return post
    author.remove(f"/posts/{post['postId']}")
    return None


def test_an_authors_day_ends_at_the_authors_midnight(days: Deployment, people: People) -> None:
    """A friend elsewhere sees the piece for as long as it is today for its author."""
    honolulu, auckland = (
        people.one("kai", timeZone="Pacific/Honolulu"),
        people.one("mere", timeZone="Pacific/Auckland"),
    )
    honolulu.befriend(auckland)
    at(days, "2026-11-24T08:00:00Z", honolulu, auckland)  # 22:00 on the 23rd, 21:00 on the 24th
    post = eventually(lambda: posted_on(honolulu, "2026-11-23"), what="the zone is known")
    await_sight(post, auckland)
    assert timeline_days(auckland) == ["2026-11-23"]
    at(days, "2026-11-24T09:59:00Z", auckland)
    assert timeline_days(auckland) == ["2026-11-23"]
    at(days, "2026-11-24T10:00:00Z", auckland, honolulu)
    assert timeline_days(auckland) == []
    assert honolulu.write()["day"] == "2026-11-24"


def test_moving_west_does_not_give_a_second_post(days: Deployment, people: People) -> None:
    """A day that has been posted on stays taken when the time zone changes there and back."""
    ada = people.one("ada", timeZone="UTC")
    first = ada.write()
    ada.set_profile(timeZone="America/New_York")
    expect_problem(ada.post("/posts", PIECE), 409)
    assert ada.read("/posts/users/me/posts") == [first]


def test_posts_page_to_the_end_newest_first(days: Deployment, people: People) -> None:
    ada = people.one("ada")
    written = []
    for day in range(1, 8):
        at(days, f"2026-12-0{day}T12:00:00Z", ada)
        written.insert(0, ada.write(title=f"Day {day}"))
    pages = ada.pages("/posts/users/me/posts", 3)
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [post for page in pages for post in page] == written
    assert ada.read("/posts/users/me/calendar", params={"month": "2026-12"}) == [
        f"2026-12-0{d}" for d in range(1, 8)
    ]


def test_deleting_yesterdays_post_does_not_touch_today(days: Deployment, people: People) -> None:
    ada = people.one("ada")
    old = ada.write()
    at(days, "2026-11-24T12:00:00Z", ada)
    new = ada.write()
    ada.remove(f"/posts/{old['postId']}")
    assert ada.read("/posts/users/me/daily-post") == new
    expect_problem(ada.post("/posts", PIECE), 409)


def test_yesterdays_post_can_be_edited_and_liked(days: Deployment, people: People) -> None:
    ada, grace = people.friends("ada", "grace")
    post = ada.read("/posts/users/me/daily-post")
    at(days, "2026-11-25T12:00:00Z", ada, grace)
    edited = expect(ada.put(f"/posts/{post['postId']}", {"title": "Late", "content": "edit"}), 200).json()
    assert edited["day"] == "2026-11-23"
    expect(grace.post(f"/posts/{post['postId']}/likes"), 201)
    expect(ada.get("/posts/users/me/daily-post"), 204)
    assert timeline_days(grace) == []


def test_the_hooks_are_refused_away_from_loopback(days: Deployment) -> None:
    command = [str(days.binaries / "dailygrind"), "serve", "--listen", "0.0.0.0:0", "--test-hooks"]
    result = subprocess.run(
        [*command, "--data", str(days.folder / "open")], capture_output=True, text=True, timeout=20
    )
    assert result.returncode != 0
    assert "loopback" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_the_hooks_are_loud_in_the_log(days: Deployment) -> None:
    assert "test-hooks" in days.log_text() or "test hooks" in days.log_text().lower()


def test_without_the_flag_there_are_no_hooks(days: Deployment) -> None:
    program = Program(
        days.binaries / "dailygrind", ["serve"], days.folder / "plain", days.folder / "plain.log"
    )
    program.start()
    try:
        expect(days.http.get(program.url + "/test/clock"), 404)
        expect(days.http.put(program.url + "/test/clock", json={"now": "2030-01-01T00:00:00Z"}), 404)
    finally:
        program.stop()
