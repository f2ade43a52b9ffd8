#!/usr/bin/env python3
"""Runs the test suites by name and closes with one line that counts everything.

./test                 every suite but those that --list says are only named
./test unit system     these suites
./test --list          what there is
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from contract_table import ContractTable

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
AWS_VENV = ROOT / ".venv-aws"  # the emulator pins packages that the other tests want newer
SYMBOLIZER = "/usr/bin/llvm-symbolizer-19"  # names the lines in the sanitizers' reports

# What pytest, ctest and ninja print of a failure. Repeated at the end, so that
# a log that is thousands of lines long says there what went wrong.
FAILURE = re.compile(
    r"^(?:FAILED|ERROR) |^\[  FAILED  \] \S+\.\S+|^\s*\d+ - .+\((?:Failed|Timeout|SEGFAULT|Subprocess|ILLEGAL|SIG)|: error: "
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


def pytest(*arguments: str, within: tuple[str | Path, ...] = ()) -> Counts:
    """`within` is a command that runs the tests as its own."""
    if not build("release", "build", "programs"):
        return Counts(failed=1)
    code, output = run(*within, venv_python(), "-m", "pytest", "-q", "--color=no", *arguments)
    last = {name: int(n) for n, name in re.findall(r"(\d+) (passed|failed|error|skipped)", output)}
    failed = last.get("failed", 0) + last.get("error", 0)
    return Counts(last.get("passed", 0), max(failed, int(code != 0)), last.get("skipped", 0))


def style() -> Counts:
    """Layout, structure, and that generated files are what the code generates."""
    sources = subprocess.run(
        ["git", "ls-files", "*.cpp", "*.hpp"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    counts = check("clang-format-19", "--dry-run", "-Werror", *sources)
    counts += check("python3", "tools/check_structure.py")
    ruff = venv_python().parent / "ruff"
    counts += check(ruff, "check", "--no-cache", "tests", "bench", "tools")
    counts += check(ruff, "format", "--no-cache", "--check", "tests", "bench", "tools")
    if not build("release", "build", "programs"):
        return Counts(failed=1)
    counts += check("tools/generate.sh", "--check")
    counts += check("python3", "tools/scaling.py", "--check")
    return counts


def tidy() -> Counts:
    if not build("release", "build"):
        return Counts(failed=1)
    return check("python3", "tools/tidy.py")


def unit() -> Counts:
    return ctest("release", "build")


def asan() -> Counts:
    return ctest("asan", "build-asan", env={"ASAN_SYMBOLIZER_PATH": SYMBOLIZER})


def tsan() -> Counts:
    options = f"external_symbolizer_path={SYMBOLIZER}"
    return ctest("tsan", "build-tsan", env={"TSAN_OPTIONS": options})


def fuzz() -> Counts:
    if not build("asan", "build-asan", "fuzzers"):
        return Counts(failed=1)
    counts = Counts()
    for program in sorted((ROOT / "build-asan" / "fuzzers").iterdir()):
        if not program.is_file():
            continue
        corpora = [str(path) for path in ROOT.glob(f"**/fuzz_corpus/{program.name}") if path.is_dir()]
        found = ROOT / "build-asan" / "corpus" / program.name
        found.mkdir(parents=True, exist_ok=True)
        counts += check(
            program,
            "-max_total_time=15",
            "-rss_limit_mb=2048",
            "-timeout=10",
            "-verbosity=0",
            found,
            *corpora,
        )
    return counts


# Each worker has servers of its own; the tests of a file share theirs.
IN_TWO = ("-n2", "--dist=loadfile")


def system() -> Counts:
    return pytest("tests/support", "tests/system", "--topology=one", *IN_TWO)


def split() -> Counts:
    return pytest("tests/system", "--topology=split", *IN_TWO)


def fault() -> Counts:
    return pytest("tests/fault")


def browser() -> Counts:
    groups = ["browser"] if shutil.which("npm") else ["browser", "node"]
    commands = [
        ["tools/bootstrap.sh", *groups],
        ["npm", "ci", "--prefix", "tests/browser", "--no-audit", "--no-fund", "--silent"],
    ]
    if any(run(*command)[0] != 0 for command in commands):
        return Counts(failed=1)
    return pytest("tests/browser")


def gtest(*command: str | Path) -> Counts:
    """Runs a command that ends with what GoogleTest prints."""
    code, output = run(*command)
    counted = dict(re.findall(r"^\[ *(PASSED|FAILED|SKIPPED) *\] (\d+) tests?\b", output, re.MULTILINE))
    failed = int(counted.get("FAILED", 0))
    passed = int(counted.get("PASSED", 0))
    if code != 0 and not failed:
        failures.append(f"{' '.join(map(str, command))[:200]}: exit code {code}")
    return Counts(passed, max(failed, int(code != 0 or not passed)), int(counted.get("SKIPPED", 0)))


# System tests that ask the most of stores and queues.
NOON = "noon_on_lambda"
SHOW_THE_ADAPTERS = (
    "calls_to_aws",
    "cognito",
    "comments",
    "copies",
    "events",
    "faults_of_aws",
    "friends",
    "likes",
    "migrate",
    "outages_of_aws",
    "permissions",
    "push_inbox",
    "timeline",
)

# Tests of what is otherwise behind an API Gateway, with the accounts in a pool of Cognito.
SHOW_THE_GATEWAY = ("admin", "cli", "likes", "profile")
# Of each service, under load.
KILLS = ("kill_on_aws", "push_kill")


def aws() -> Counts:
    programs = (
        "dynamodb_contract_test",
        "sns_sqs_contract_test",
        "s3_contract_test",
        "cognito_contract_test",
    )
    if not build("release", "build", *programs):
        return Counts(failed=1)
    python = venv_python(AWS_VENV, "tests/aws")
    counts = Counts()
    for program in programs:
        counts += gtest(python, "tests/aws/with_ministack.py", f"build/tests/{program}")
    if not package_lambdas():
        return Counts(failed=1)
    counts += on_aws(
        *(f"tests/system/test_{name}.py" for name in (*SHOW_THE_ADAPTERS, NOON)),
        *(f"tests/fault/test_{name}.py" for name in KILLS),
    )
    counts += on_aws(*(f"tests/system/test_{name}.py" for name in SHOW_THE_GATEWAY), "--gateway")
    return counts


def package_lambdas() -> bool:
    return build("release", "build", "lambdas") and run("python3", "tools/package_lambdas.py")[0] == 0


def noon() -> Counts:
    """Called by a schedule of a minute, as a real instance is."""
    if not package_lambdas():
        return Counts(failed=1)
    return on_aws(f"tests/system/test_{NOON}.py", "--noon-subscriptions=20000")


def on_aws(*tests: str) -> Counts:
    """System tests of the separate programs on an emulator."""
    within = (venv_python(AWS_VENV, "tests/aws"), "tests/aws/with_ministack.py")
    return pytest("--topology=aws", *tests, within=within)


def aws_system() -> Counts:
    if not package_lambdas():
        return Counts(failed=1)
    return on_aws("tests/system", "--gateway")


def arm64() -> Counts:
    """Cross-built, and started under emulation."""
    commands = [
        ["tools/bootstrap.sh", "arm64"],
        ["tools/arm64_sysroot.sh"],
    ]
    if any(run(*command)[0] != 0 for command in commands) or not build("arm64", "build-arm64", "lambdas"):
        return Counts(failed=1)
    counts = check("python3", "tools/package_lambdas.py", "--architecture", "arm64")
    counts += check(venv_python(), "bench/lambda_start.py", "--architecture", "arm64", "--starts", "3")
    return counts


TERRAFORM = "infra/terraform"
# Short, and on one server, so that one apply is enough.
SHOW_THE_RIGHTS = ("likes",)


def infra() -> Counts:
    """What can be checked of the infrastructure without AWS, and the services on what it makes."""
    tools_there = all(
        run(*command)[0] == 0 for command in (["tools/bootstrap.sh", "images"], ["infra/tools/get_tools.sh"])
    )
    if not tools_there or not package_lambdas():
        return Counts(failed=1)
    tools = ROOT / ".cache" / "infra"
    tofu = tools / "bin" / "tofu"
    offline = {"TF_CLI_CONFIG_FILE": str(tools / "tofurc")}
    counts = check(tofu, "fmt", "-check", "-recursive", TERRAFORM)
    for name in ("dev", "prod"):
        at = f"-chdir={TERRAFORM}/environments/{name}"
        counts += check(tofu, at, "init", "-backend=false", "-input=false", "-no-color", env=offline)
        counts += check(tofu, at, "validate", "-no-color", env=offline)
        counts += check(tofu, at, "test", "-no-color", env=offline)
    counts += check(
        tools / "checkov" / "bin" / "checkov",
        *("-d", TERRAFORM, "--framework", "terraform", "--compact", "--quiet", "--skip-download"),
    )
    within = (venv_python(AWS_VENV, "tests/aws"), "tests/aws/with_ministack.py")
    counts += pytest("tests/infra", within=within)
    counts += pytest(
        *("--topology=aws", "--terraform", "--gateway"),
        *(f"tests/system/test_{name}.py" for name in SHOW_THE_RIGHTS),
        within=within,
    )
    return counts


def bench_smoke() -> Counts:
    if not build("release", "build"):
        return Counts(failed=1)
    counts = check(venv_python(), "bench/run.py", "--smoke")
    venv_python(AWS_VENV, "tests/aws")  # of the emulator that it starts
    counts += check(venv_python(), "bench/aws.py", "--smoke")
    return counts


SUITES: dict[str, tuple[str, Callable[[], Counts]]] = {
    "style": ("clang-format, ruff, structure, generated files", style),
    "unit": ("unit, contract and property tests, optimised build", unit),
    "system": ("black-box tests over HTTP against `dailygrind serve`", system),
    "split": ("the same against the separate programs", split),
    "fault": ("kill -9 under load, full disk, broken files", fault),
    "browser": ("Firefox receives push messages; npm's web-push and ours read each other's", browser),
    "aws": ("the AWS adapters against an emulator: contracts, a part of the system tests, kill -9", aws),
    "aws-system": (
        "all system tests behind the emulator's API Gateway; 16 minutes, so only where it is named",
        aws_system,
    ),
    "noon": ("20,000 subscriptions called by Lambda functions on the emulator; only where named", noon),
    "arm64": ("the Lambda functions cross-built, and one started under qemu; only where named", arm64),
    "infra": ("Terraform: checks, an apply to the emulator, the services on it; only where named", infra),
    "bench-smoke": ("every benchmark for a moment: does it run and answer right", bench_smoke),
    "asan": ("unit tests under the address and undefined-behaviour sanitizers", asan),
    "tsan": ("unit tests under the thread sanitizer", tsan),
    "fuzz": ("every fuzzer for 15 seconds, from its corpus", fuzz),
    "tidy": ("clang-tidy on every source; half an hour when cold, so only where it is named", tidy),
}
DEFAULT = [name for name in SUITES if name not in ("arm64", "aws-system", "infra", "noon", "tidy")]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=", ".join(SUITES))
    parser.add_argument("--list", action="store_true", help="list the suites and stop")
    options = parser.parse_args()
    if options.list:
        for name, (text, _) in SUITES.items():
            print(f"{name:12} {text}")
        return 0
    unknown = [name for name in options.suites if name not in SUITES]
    if unknown:
        parser.error(f"no such suite: {', '.join(unknown)}; there are {', '.join(SUITES)}")

    total = Counts()
    table = []
    for name in options.suites or DEFAULT:
        print(f"\n=== {name}: {SUITES[name][0]}", flush=True)
        began = time.monotonic()
        counts = SUITES[name][1]()
        table.append(f"{name:12} {time.monotonic() - began:6.0f} s   {counts}")
        total += counts
    print("\n" + "\n".join(table) + "\n")
    if contracts.counts:
        print(contracts.text() + "\n")
    if failures:
        print("\n".join(failures) + "\n")
    print(total)
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())
