"""What suites are made of: commands whose output is shown, and what was counted in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import web
from contract_table import ContractTable

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
AWS_VENV = ROOT / ".venv-aws"  # the emulator pins packages that the other tests want newer

# What pytest, ctest, ninja, Vitest and Playwright print of a failure. Repeated at the end, so that
# a log that is thousands of lines long says there what went wrong.
FAILURE = re.compile(
    r"^(?:FAILED|ERROR) |^\[  FAILED  \] \S+\.\S+|^\s*\d+ - .+\((?:Failed|Timeout|SEGFAULT|Subprocess|ILLEGAL|SIG)|: error: "
    r"|^ FAIL  \S|^  \d+\) .+ › "
)
failures: list[str] = []
contracts = ContractTable()


@dataclass
class Counts:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __iadd__(self, other: Counts) -> Counts:
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        return self

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def run(*command: str | Path, env: dict[str, str] | None = None) -> tuple[int, str]:
    """Runs a command, shows its output as it comes, and returns its exit code and output."""
    words = [str(word) for word in command]
    print("$ " + " ".join(words), flush=True)
    process = subprocess.Popen(
        words,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        errors="replace",
        env={**os.environ, **(env or {})},
    )
    lines = []
    assert process.stdout
    for line in process.stdout:
        print(line, end="", flush=True)
        lines.append(line)
        contracts.take(line)
        if FAILURE.search(line):
            failures.append(line.strip())
    return process.wait(), "".join(lines)


def check(*command: str | Path, env: dict[str, str] | None = None) -> Counts:
    """A command that passes or fails as a whole."""
    code, _ = run(*command, env=env)
    if code != 0:
        failures.append(f"{' '.join(map(str, command))[:200]}: exit code {code}")
    return Counts(passed=int(code == 0), failed=int(code != 0))


def build(preset: str, folder: str, *targets: str) -> bool:
    if not (ROOT / folder / "build.ninja").exists():
        code, _ = run("cmake", "--preset", preset)
        if code != 0:
            return False
    code, _ = run("cmake", "--build", folder, *(["--target", *targets] if targets else []))
    return code == 0


def ctest(preset: str, folder: str, *options: str, env: dict[str, str] | None = None) -> Counts:
    if not build(preset, folder, "unit_tests"):
        return Counts(failed=1)
    code, output = run(
        "ctest",
        "--test-dir",
        folder,
        "--output-on-failure",
        "--no-tests=error",
        "-j2",
        *options,
        env=env,
    )
    closing = re.search(r"(\d+)% tests passed, (\d+) tests failed out of (\d+)", output)
    if not closing:
        return Counts(failed=1)
    failed, total = int(closing[2]), int(closing[3])
    return Counts(passed=total - failed, failed=max(failed, int(code != 0)))


def venv_python(venv: Path = VENV, tests: str = "tests") -> Path:
    """The virtual environment of the system tests, made or renewed when its list changes; or that
    of the tests in another folder."""
    requirements = ROOT / tests / "requirements.txt"
    stamp = venv / "requirements.txt"
    if not stamp.exists() or stamp.read_text() != requirements.read_text():
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        pip = [venv / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", requirements], check=True)
        stamp.write_text(requirements.read_text())
    return venv / "bin" / "python"


def pytest(*arguments: str, within: tuple[str | Path, ...] = (), env: dict[str, str] | None = None) -> Counts:
    """`within` is a command that runs the tests as its own."""
    if not build("release", "build", "programs"):
        return Counts(failed=1)
    code, output = run(*within, venv_python(), "-m", "pytest", "-q", "--color=no", *arguments, env=env)
    last = {name: int(n) for n, name in re.findall(r"(\d+) (passed|failed|error|skipped)", output)}
    failed = last.get("failed", 0) + last.get("error", 0)
    return Counts(last.get("passed", 0), max(failed, int(code != 0)), last.get("skipped", 0))


def gtest(*command: str | Path) -> Counts:
    """Runs a command that ends with what GoogleTest prints."""
    code, output = run(*command)
    counted = dict(re.findall(r"^\[ *(PASSED|FAILED|SKIPPED) *\] (\d+) tests?\b", output, re.MULTILINE))
    failed = int(counted.get("FAILED", 0))
    passed = int(counted.get("PASSED", 0))
    if code != 0 and not failed:
        failures.append(f"{' '.join(map(str, command))[:200]}: exit code {code}")
    return Counts(passed, max(failed, int(code != 0 or not passed)), int(counted.get("SKIPPED", 0)))


# Of programs that colour what they print where they can.
PLAIN = {"NO_COLOR": "1", "FORCE_COLOR": "0"}


def npm(*arguments: str, closing: str) -> Counts:
    """Runs npm in web/ and counts what a test runner says in the lines that `closing` finds."""
    command = ("tools/web.py", "npm", *arguments)
    code, output = run(*command, env=PLAIN)
    lines = "\n".join(re.findall(closing, output, re.MULTILINE))
    found = {name: int(number) for number, name in re.findall(r"(\d+) ([a-z]+(?: [a-z]+)*)", lines)}
    failed = found.get("failed", 0) + found.get("flaky", 0) + found.get("did not run", 0)
    passed = found.get("passed", 0)
    if code != 0 and not failed:
        failures.append(f"{' '.join(command)}: exit code {code}")
    return Counts(passed, max(failed, int(code != 0 or not passed)), found.get("skipped", 0))


def with_node() -> dict[str, str]:
    """The environment of commands that start Node.js or npm."""
    return {"PATH": web.environment()["PATH"]}
