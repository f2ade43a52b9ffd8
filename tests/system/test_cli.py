"""The command line: help, version, completion, configuration, administration, tokens."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from support.checks import expect
from support.deployment import Deploy, Deployment
from support.people import People, Person
from support.waiting import eventually

COMMANDS = ["serve", "seed", "admin", "backup", "restore", "dlq", "config", "completion", "version"]


def run(
    binaries: Path, *words: str, code: int | None = 0, **environment: str
) -> subprocess.CompletedProcess[str]:
    result = subprocess.run(
        [str(binaries / "dailygrind"), *words],
        capture_output=True,
        text=True,
        timeout=30,
        stdin=subprocess.DEVNULL,
        env={"PATH": "/usr/bin:/bin", **environment},
    )
    if code is not None:
        assert result.returncode == code, (
            f"{result.args}: {result.returncode}\n{result.stdout}{result.stderr}"
        )
    return result


def test_help_names_every_command(binaries: Path) -> None:
    text = run(binaries, "--help").stdout
    for command in COMMANDS:
        assert re.search(rf"^\s+{command}\b", text, re.M), f"{command} is not in the help"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(binaries: Path, command: str) -> None:
    text = run(binaries, command, "--help").stdout
    assert len(text.splitlines()) > 3
    assert command in text


@pytest.mark.parametrize("program", ["user-service", "post-service"])
def test_the_services_explain_themselves(binaries: Path, program: str) -> None:
    text = subprocess.run([str(binaries / program), "--help"], capture_output=True, text=True, timeout=10)
    assert text.returncode == 0
    assert "--listen" in text.stdout
    assert "--data" in text.stdout


def test_every_setting_of_serve_says_what_it_is(binaries: Path) -> None:
    text = run(binaries, "serve", "--help").stdout
    for flag in ("--listen", "--data", "--threads", "--cors-origin", "--trusted-proxy", "--test-hooks"):
        assert flag in text


@pytest.mark.parametrize(
    "words",
    [[], ["nonsense"], ["serve", "--nonsense"], ["admin"], ["dlq"], ["config"], ["backup"], ["restore"]],
)
def test_misuse_is_told_and_fails(binaries: Path, words: list[str], tmp_path: Path) -> None:
    result = run(binaries, *words, code=None)
    assert result.returncode != 0
    assert result.stderr.strip() or result.stdout.strip()


def test_version(binaries: Path) -> None:
    assert re.fullmatch(r"dailygrind \d+\.\d+(\.\d+)?\S*\n", run(binaries, "version").stdout)


def test_completion_completes(binaries: Path) -> None:
    def complete(*words: str) -> set[str]:
        quoted = " ".join(f"'{word}'" for word in words)
        script = (
            f"source <('{binaries}/dailygrind' completion); COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1};"
            "_dailygrind; printf '%s\\n' \"${COMPREPLY[@]}\""
        )
        result = subprocess.run(
            ["bash", "-c", script], capture_output=True, text=True, timeout=10, check=True
        )
        return set(result.stdout.split())

    assert set(COMMANDS) <= complete("dailygrind", "")
    assert complete("dailygrind", "ver") == {"version"}
    assert {"list", "disable", "enable", "token"} <= complete("dailygrind", "admin", "")
    assert "--cors-origin" in complete("dailygrind", "serve", "--co")


# Configuration.


def printed(binaries: Path, *words: str, **environment: str) -> dict:
    return tomllib.loads(run(binaries, "config", "print", *words, **environment).stdout)


def test_config_print_is_toml_with_every_setting(binaries: Path) -> None:
    settings = printed(binaries)
    assert settings["listen"] == "127.0.0.1:9000"
    assert settings["rate-limit-loopback"] is False


def test_a_flag_wins_over_the_environment_and_that_over_the_file(binaries: Path, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('threads = 1\ninstance-name = "From the file"\nlog-level = "error"\n')
    settings = printed(
        binaries,
        "--config",
        str(file),
        "--threads",
        "3",
        DAILYGRIND_THREADS="2",
        DAILYGRIND_LOG_LEVEL="debug",
    )
    assert settings["threads"] == 3
    assert settings["log-level"] == "debug"
    assert settings["instance-name"] == "From the file"


def test_config_print_shows_no_secret(binaries: Path) -> None:
    environment = {"DAILYGRIND_SMTP_HOST": "mail", "DAILYGRIND_SMTP_FROM": "a@b.c"}
    text = run(binaries, "config", "print", DAILYGRIND_SMTP_PASSWORD="hunter2", **environment).stdout
    assert "hunter2" not in text


# Administration.


@pytest.fixture(scope="module")
def own(deploy_for_module: Deploy) -> Iterator[Deployment]:
    """On the system's clock, which the command line has."""
    with deploy_for_module(noon=False) as deployment:
        yield deployment


@pytest.fixture
def people(own: Deployment) -> People:
    return People(own)


def test_admin_lists_accounts(own: Deployment, people: People) -> None:
    ada, grace = people("ada", "grace")
    text = own.cli("admin", "list").stdout
    for person in (ada, grace):
        [line] = [line for line in text.splitlines() if person.email in line]
        assert person.id in line


def test_admin_disables_and_enables(own: Deployment, people: People) -> None:
    ada = people.one("ada")
    own.cli("admin", "disable", ada.email)
    with pytest.raises(ada.accounts.aws.exceptions.ClientError):
        ada.accounts.sign_in(ada.email)
    own.cli("admin", "enable", ada.email)
    ada.sign_in()
    eventually(lambda: ada.get("/users/me").status_code == 200, 5, "enabled")


def test_admin_makes_the_first_administrator(own: Deployment, people: People) -> None:
    ada = people.one("ada")
    own.cli("admin", "add-to-group", ada.email, "admin")
    expect(ada.sign_in().get("/users/admin/accounts"), 200)
    own.cli("admin", "remove-from-group", ada.email, "admin")
    expect(ada.sign_in().get("/users/admin/accounts"), 403)


@pytest.mark.own_accounts("Cognito does not offer it")
def test_admin_gives_a_token(own: Deployment, people: People) -> None:
    ada = people.one("ada")
    token = own.cli("admin", "token", ada.email).stdout.strip()
    assert len(token.splitlines()) == 1
    for path in ("/users/me", "/posts/users/me/timeline"):
        expect(own.call("GET", path, headers={"Authorization": f"Bearer {token}"}), 200)


@pytest.mark.own_accounts("Cognito does not offer it")
def test_admin_resets_a_password_by_a_link(own: Deployment, people: People) -> None:
    ada: Person = people.one("ada")
    text = own.cli("admin", "reset-password", ada.email).stdout
    link = re.search(r"https?://\S+", text)
    assert link, text
    code = re.search(r"code=([^&\s]+)", link.group())
    assert code, text
    if own.topology == "one":  # elsewhere the web app is at public-url
        page = expect(own.call("GET", httpx.URL(link.group()).raw_path.decode()), 200)
        assert page.headers["content-type"].startswith("text/html")
    ada.accounts.aws.confirm_forgot_password(
        ClientId=ada.accounts.client_id,
        Username=ada.email,
        ConfirmationCode=code.group(1),
        Password="Another-horse-2",
    )
    assert ada.accounts.sign_in(ada.email, "Another-horse-2").access


@pytest.mark.parametrize(
    "words",
    [
        ["disable", "nobody@example.org"],
        ["token", "nobody@example.org"],
        ["add-to-group", "nobody@example.org", "admin"],
    ],
)
def test_admin_of_nobody_is_one_line_and_fails(own: Deployment, words: list[str]) -> None:
    result = own.cli("admin", *words, code=1)
    assert len(result.stderr.strip().splitlines()) == 1
    assert "nobody@example.org" in result.stderr


def test_commands_on_an_empty_folder_make_nothing(binaries: Path, tmp_path: Path) -> None:
    """An administration of data that is not there is a mistake, not a new instance."""
    missing = tmp_path / "missing"
    for words in (["admin", "--data", str(missing), "list"], ["dlq", "--data", str(missing), "list"]):
        result = run(binaries, *words, code=None)
        assert result.returncode != 0, words
        assert not missing.exists(), words
