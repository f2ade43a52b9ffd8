"""The test suites by name."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

from test_steps import (
    AWS_VENV,
    ROOT,
    Counts,
    build,
    check,
    ctest,
    gtest,
    npm,
    pytest,
    run,
    venv_python,
    with_node,
)

SYMBOLIZER = "/usr/bin/llvm-symbolizer-19"  # names the lines in the sanitizers' reports


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
    node = with_node()
    commands = [
        ["tools/bootstrap.sh", "browser"],
        ["npm", "ci", "--prefix", "tests/browser", "--no-audit", "--no-fund", "--silent"],
    ]
    if any(run(*command, env=node)[0] != 0 for command in commands):
        return Counts(failed=1)
    return pytest("tests/browser", env=node)


def web_app() -> Counts:
    counts = check("tools/web.py", "npm", "run", "check")
    counts += npm("test", closing=r"^ *Tests  +.*$")
    return counts


def e2e() -> Counts:
    if run("tools/bootstrap.sh", "browser")[0] != 0 or not build("release", "build", "programs"):
        return Counts(failed=1)
    return npm("run", "e2e", closing=r"^ +\d+ (?:passed|failed|flaky|skipped|did not run)\b.*$")


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
    "web_sign_in",
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
    "web": ("types, lint, drift, component tests of the web app", web_app),
    "system": ("black-box tests over HTTP against `dailygrind serve`", system),
    "split": ("the same against the separate programs", split),
    "fault": ("kill -9 under load, full disk, broken files", fault),
    "browser": ("Firefox receives push messages; npm's web-push and ours read each other's", browser),
    "e2e": ("the web app in Chromium against the real server", e2e),
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
