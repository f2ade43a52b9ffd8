"""Wrong settings stop the start, with one line each."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.refusals import PROGRAMS, refuses, start

WRONG = {
    "listen": (["--listen", "nonsense"], "listen"),
    "listen without a port": (["--listen", "127.0.0.1"], "listen"),
    "port too large": (["--listen", "127.0.0.1:99999"], "listen"),
    "threads": (["--threads", "-1"], "threads"),
    "threads as text": (["--threads", "many"], "threads"),
    "body limit": (["--body-limit", "1"], "body-limit"),
    "duration": (["--drain-timeout", "soon"], "drain-timeout"),
    "log level": (["--log-level", "shout"], "log-level"),
    "origin": (["--cors-origin", "example.org/path"], "cors-origin"),
    "proxy": (["--trusted-proxy", "10.0.0.0/99"], "trusted-proxy"),
    "certificate alone": (["--tls-certificate", "/nowhere.pem"], "tls-key"),
    "issuer alone": (["--issuer", "https://issuer.example"], "issuer"),
    "sign-up mode": (["--sign-up", "maybe"], "sign-up"),
    "domains without one": (["--sign-up", "domains"], "sign-up-domain"),
    "smtp without a sender": (["--smtp-host", "mail.example"], "smtp-from"),
    "no such file": (["--config", "/nowhere/at/all.toml"], "/nowhere/at/all.toml"),
    "hooks in the open": (["--test-hooks", "--listen", "0.0.0.0:0"], "loopback"),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_wrong_setting_stops_the_start_with_one_line(
    binaries: Path, tmp_path: Path, program: str, name: str
) -> None:
    options, word = WRONG[name]
    refuses(start(binaries, program, tmp_path / "data", *options), word)
    assert not (tmp_path / "data").exists(), "nothing is made before the settings are right"


def test_every_wrong_setting_has_its_own_line(binaries: Path, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('threads = "many"\nno-such-setting = 1\n')
    result = start(
        binaries, "dailygrind", tmp_path / "data", "--config", str(file), "--body-limit", "1",
        DAILYGRIND_RATE_LIMIT_USER="none",
    )  # fmt: skip
    assert result.returncode > 0
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 4, result.stderr
    for word in ("threads", "no-such-setting", "body-limit", "DAILYGRIND_RATE_LIMIT_USER"):
        assert sum(word in line for line in lines) == 1, word


def test_a_certificate_that_cannot_be_read(binaries: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pem"
    broken.write_text("no certificate")
    options = ["--tls-certificate", str(broken), "--tls-key", str(broken)]
    refuses(start(binaries, "dailygrind", tmp_path / "data", *options), str(broken))
