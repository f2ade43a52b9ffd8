"""The web app that `dailygrind serve` has inside: its page, its files, and what they may do."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html.parser
import json
import re
from pathlib import Path

import httpx
import pytest

from support import settings
from support.checks import expect, expect_problem
from support.deployment import Deploy, Deployment

pytestmark = pytest.mark.topology("one")

ROUTES = json.loads((Path(__file__).parents[2] / "web" / "routes.json").read_text())
REST = "/{path...}"
EVERY_LOAD = "no-cache"
FOR_EVER = "public, max-age=31536000, immutable"


def addresses() -> list[str]:
    """Of each route one or a few."""
    found = []
    for route in ROUTES:
        begin = route.removesuffix(REST)
        found += [begin, begin + "/", f"{begin}/one/more"] if route.endswith(REST) else [route]
    return found


class Page(html.parser.HTMLParser):
    """What stands in the page: addresses that it loads, scripts and styles, attributes that are code."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.inline: list[tuple[str, str]] = []
        self.code: list[str] = []
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag != "a":
            self.loaded += [given[name] or "" for name in ("src", "href") if name in given]
        self.code += [name for name in given if name == "style" or name.startswith("on")]
        self._open = tag if tag in ("script", "style") and "src" not in given else ""

    def handle_data(self, text: str) -> None:
        if self._open:
            self.inline.append((self._open, text))
            # Scripts are asked for by the one that stands in the page, once that is painted.
            self.loaded += re.findall(r'"(/assets/[^"]+)"', text)
            self._open = ""


@pytest.fixture(scope="module")
def index(server: Deployment) -> httpx.Response:
    return expect(server.call("GET", "/"), 200)


def raw(server: Deployment, path: str, *, encoding: str) -> httpx.Response:
    """With the bytes of the body as they came, as `raw`."""
    request = server.http.build_request("GET", server.url(path), headers={"Accept-Encoding": encoding})
    answer = server.http.send(request, stream=True)
    answer.raw = b"".join(answer.iter_raw())  # type: ignore[attr-defined]
    answer.close()
    return answer


def directives(page: httpx.Response) -> dict[str, list[str]]:
    parts = [part.split() for part in page.headers["content-security-policy"].split(";")]
    return {words[0]: words[1:] for words in parts}


@pytest.mark.parametrize("path", addresses())
def test_every_address_of_the_app_is_its_page(server: Deployment, index: httpx.Response, path: str) -> None:
    for target in (path, f"{path}?email=a%40example.org&code=1"):
        answer = expect(server.call("GET", target), 200)
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.text == index.text
        assert answer.headers["content-security-policy"] == index.headers["content-security-policy"]


def test_the_page_is_asked_for_each_time_and_costs_nothing_then(
    server: Deployment, index: httpx.Response
) -> None:
    assert index.headers["cache-control"] == EVERY_LOAD
    tag = index.headers["etag"]
    assert re.fullmatch(r'"[^"]+"', tag), "no strong validator"
    again = server.call("GET", "/friends", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert not again.content
    assert again.headers["etag"] == tag
    assert again.headers["vary"] == index.headers["vary"]
    expect(server.call("GET", "/", headers={"If-None-Match": '"another"'}), 200)


def test_the_page_has_the_headers_that_keep_others_out(index: httpx.Response) -> None:
    assert index.headers["x-content-type-options"] == "nosniff"
    assert index.headers["referrer-policy"] in ("same-origin", "no-referrer")
    assert index.headers["cross-origin-opener-policy"] == "same-origin"
    for feature in ("camera", "microphone", "geolocation"):
        assert f"{feature}=()" in index.headers["permissions-policy"]


def test_the_policy_allows_nothing_but_what_the_page_has(index: httpx.Response) -> None:
    policy = directives(index)
    assert "unsafe" not in index.headers["content-security-policy"]
    assert policy["default-src"] == ["'none'"]
    for name in ("base-uri", "form-action", "frame-ancestors"):
        assert policy[name] == ["'none'"]
    assert policy["require-trusted-types-for"] == ["'script'"]
    page = Page(index.text)
    assert not page.code, "attributes that the policy does not let run"
    assert {tag for tag, _ in page.inline} == {"script", "style"}
    for tag, text in page.inline:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy[f"{tag}-src"]


def test_the_policy_names_where_the_instance_is_and_who_signs_in(deploy: Deploy) -> None:
    issuer = "https://sign-in.example.org/pool"
    external = settings.external_issuer(issuer, f"{issuer}/jwks.json", "client")
    with deploy("--public-url", "https://grind.example.org/", *external) as server:
        policy = directives(server.call("GET", "/"))
        assert policy["connect-src"] == ["'self'", "https://grind.example.org", "https://sign-in.example.org"]
        assert policy["img-src"] == ["'self'", "data:", "blob:", "https://grind.example.org"]
        assert "signUp" not in server.call("GET", "/config.json").json()


def test_everything_that_the_page_loads_is_there(server: Deployment, index: httpx.Response) -> None:
    loaded = Page(index.text).loaded
    assert any(path.endswith(".js") for path in loaded)
    for path in loaded:
        assert path.startswith("/"), f"loads from elsewhere: {path}"
        answer = expect(server.call("GET", path), 200)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == (FOR_EVER if path.startswith("/assets/") else EVERY_LOAD)
        assert answer.headers["etag"]


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        (r"/assets/[^\"]+\.js", "text/javascript; charset=utf-8"),
        (r"/assets/[^\"]+\.woff2", "font/woff2"),
        (r"/icons/[^\"]+\.svg", "image/svg+xml"),
        (r"/icons/[^\"]+\.png", "image/png"),
        (r"/manifest\.webmanifest", "application/manifest+json"),
    ],
)
def test_files_say_what_they_are(
    server: Deployment, index: httpx.Response, path: str, content_type: str
) -> None:
    found = re.search(path, index.text)
    assert found, f"the page loads no {path}"
    assert server.call("GET", found.group()).headers["content-type"] == content_type


def test_text_travels_compressed_to_whom_takes_it_and_plain_to_others(
    server: Deployment, index: httpx.Response
) -> None:
    scripts = [path for path in Page(index.text).loaded if path.endswith((".js", ".css"))]
    for path in ["/", "/worker.js", *scripts]:
        packed = raw(server, path, encoding="gzip")
        plain = raw(server, path, encoding="identity")
        if len(plain.raw) < 300:  # there gzip adds more than it saves
            continue
        assert packed.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in plain.headers
        assert int(plain.headers["content-length"]) == len(plain.raw)
        assert gzip.decompress(packed.raw) == plain.raw
        assert len(packed.raw) < len(plain.raw)
        assert packed.headers["etag"] != plain.headers["etag"], "two bodies with one strong validator"
        assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"


def test_fonts_and_pictures_travel_as_they_are(server: Deployment, index: httpx.Response) -> None:
    for path in Page(index.text).loaded:
        if path.endswith((".woff2", ".png")):
            assert "content-encoding" not in raw(server, path, encoding="gzip").headers


def test_files_are_not_sent_twice(server: Deployment, index: httpx.Response) -> None:
    for path in Page(index.text).loaded:
        tag = server.call("GET", path).headers["etag"]
        assert server.call("GET", path, headers={"If-None-Match": tag}).status_code == 304


def test_head_is_get_without_the_body(server: Deployment, index: httpx.Response) -> None:
    script = next(path for path in Page(index.text).loaded if path.endswith(".js"))
    for path in ("/", "/people/somebody", script, "/worker.js"):
        got, asked = server.call("GET", path), server.call("HEAD", path)
        assert asked.status_code == 200
        assert not asked.content
        for name in ("content-length", "etag", "content-type", "cache-control"):
            assert asked.headers[name] == got.headers[name]


def test_the_worker_is_at_the_root_and_never_old(server: Deployment) -> None:
    worker = expect(server.call("GET", "/worker.js"), 200)
    assert worker.headers["cache-control"] == EVERY_LOAD
    assert worker.headers["content-type"].startswith("text/javascript")


def test_all_that_the_worker_keeps_is_there(server: Deployment) -> None:
    worker = server.call("GET", "/worker.js").text
    kept = set(re.findall(r"""url:\s*["'`]([^"'`]+)["'`]""", worker))
    kept |= set(re.findall(r'"url":"([^"]+)"', worker))
    assert "index.html" in {path.removeprefix("/") for path in kept}, kept
    for path in kept:
        expect(server.call("GET", "/" + path.removeprefix("/")), 200)


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/assets/",
        "/assets/nothing.js",
        "/assets/%2e%2e/index.html",
        "/icons/nothing.png",
        "/mockServiceWorker.js",
        "/friendship",
    ],
)
def test_what_is_no_address_of_the_app_is_404(server: Deployment, path: str) -> None:
    url = httpx.URL(server.url("/")).copy_with(raw_path=path.encode())
    expect_problem(server.http.get(url), 404)


def test_the_api_keeps_its_addresses(server: Deployment) -> None:
    for path in ("/users/me", "/posts/users/me/timeline", "/push-notifications/preferences"):
        expect_problem(server.call("GET", path), 401)
    assert server.call("GET", "/docs").text != server.call("GET", "/").text


def test_signing_in_is_a_post_to_the_root(server: Deployment) -> None:
    answer = server.call("POST", "/")
    assert answer.status_code == 400
    assert "__type" in answer.json()
    assert server.call("DELETE", "/").status_code == 405
    assert server.call("POST", "/friends").status_code == 405


@pytest.mark.parametrize("mode", ["open", "invitation", "closed"])
def test_config_says_who_may_sign_up(deploy: Deploy, mode: str) -> None:
    with deploy(*settings.sign_up(mode)) as server:
        assert server.call("GET", "/config.json").json()["signUp"] == mode
