"""A running DailyGrind: the one program, or the separate ones on one data folder."""

from __future__ import annotations

import os
import secrets
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Literal

import httpx

from support import settings
from support.gateway import Gateway
from support.programs import Program
from support.terraform import Environment

Topology = Literal["one", "split", "aws"]

PUSH_PROGRAM = "push-notification-service"

# Where every test begins: noon, far from any midnight.
NOON = "2026-11-23T12:00:00Z"


def ahead_of_now(moment: str) -> timedelta:
    return datetime.fromisoformat(moment) - datetime.now(UTC)


class Clock:
    """The application clock of every program, over the test hooks."""

    def __init__(self, deployment: Deployment, begins: str | None) -> None:
        self._deployment = deployment
        self._ahead = ahead_of_now(begins) if begins else timedelta(0)

    def _each(self, method: str, path: str, body: object = None) -> list[httpx.Response]:
        answers = []
        for program in self._deployment.programs.values():
            if program.running:
                answers.append(self._deployment.http.request(method, program.url + path, json=body))
                assert answers[-1].status_code in (200, 204), answers[-1].text
        return answers

    def set(self, moment: str) -> None:
        self._ahead = ahead_of_now(moment)
        self._each("PUT", "/test/clock", {"now": moment})

    def freeze(self, moment: str) -> None:
        self._ahead = ahead_of_now(moment)
        self._each("PUT", "/test/clock", {"freeze": moment})

    def advance(self, seconds: int) -> None:
        self._ahead += timedelta(seconds=seconds)
        self._each("POST", "/test/clock/advance", {"seconds": seconds})

    def reset(self) -> None:
        self._ahead = timedelta(0)
        self._each("DELETE", "/test/clock")

    def options(self) -> list[str]:
        """With which a program starts at the time that the others have, or had before."""
        if not self._ahead:
            return []
        now = (datetime.now(UTC) + self._ahead).replace(tzinfo=None)
        return ["--test-clock", now.isoformat(timespec="milliseconds") + "Z"]


def demand_sound(answer: httpx.Response) -> None:
    """What holds for every answer to every request."""
    assert answer.status_code < 500, f"{answer.request.method} {answer.request.url} -> {answer.status_code}"
    assert answer.headers.get("x-request-id"), f"{answer.request.url}: no X-Request-Id"


class Deployment:
    """Programs on a folder of their own. Use as a context manager: it starts on entry, stops on exit."""

    # Whether the present test talks to the services directly although there is a gateway.
    past_the_gateway = False

    def __init__(
        self,
        binaries: Path,
        topology: Topology,
        folder: Path,
        *options: str,
        noon: bool = True,
        data: Path | None = None,
        environment: dict[str, str] | None = None,
        terraform: Environment | None = None,
        gateway: Gateway | None = None,
    ) -> None:
        """On what `terraform` made, each program has the credentials of its own role. With the `data`
        and the `environment` of another it is a copy of that, on the same storage. Behind a `gateway`,
        its people have their accounts in the gateway's pool."""
        folder.mkdir(parents=True, exist_ok=True)
        self.binaries = binaries
        self.topology = topology
        self.folder = folder
        self.data = data or folder / "data"
        self.noon = noon
        flags = ["--test-hooks", *options]
        names: dict[str, dict[str, list[str]]] = {
            "one": {"dailygrind": ["serve"]},
            "split": {"user-service": [], "post-service": []},
        }
        if (binaries / PUSH_PROGRAM).exists():
            names["split"][PUSH_PROGRAM] = []
        names["aws"] = names["split"]
        # Of the programs and of the command line.
        self.environment = environment or dict(os.environ)
        self.terraform = terraform
        if topology == "aws" and not environment:
            self.environment |= settings.on_aws(
                os.environ["DAILYGRIND_TEST_AWS_ENDPOINT"],
                os.environ["DAILYGRIND_TEST_AWS_ACCOUNT"],
                terraform.prefix if terraform else f"dailygrind-test-{secrets.token_hex(6)}-",
                create=terraform is None,
            )
            if gateway:
                self.environment |= gateway.environment()
        self.clock = Clock(self, NOON if noon else None)
        self.programs = {
            name: Program(
                binaries / name,
                [*words, *flags],
                self.data,
                folder / f"{name}.log",
                at_start=self.clock.options,
                environment=self.environment | terraform.credentials(name) if terraform else self.environment,
            )
            for name, words in names[topology].items()
        }
        self.gateway = gateway if topology == "aws" else None
        self.gateway_url = (
            self.gateway.open(
                {"": self.user.url, "posts": self.post.url, "push-notifications": self.push.url}
            )
            if self.gateway
            else ""
        )
        # `trust_env`: no proxy of the surroundings stands between the tests and loopback.
        self.http = httpx.Client(
            timeout=30,
            trust_env=False,
            event_hooks={"response": [demand_sound]},
            limits=httpx.Limits(max_connections=600, max_keepalive_connections=300),
        )

    def __enter__(self) -> Deployment:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self.http.close()

    @property
    def catches_up_within(self) -> float:
        """Seconds until events are handled after a program has stopped. What a poll of it received
        while it ended comes again after SQS's visibility time-out of 30 seconds."""
        return 60 if self.topology == "aws" else 5

    @property
    def accounts_url(self) -> str:
        """Where people sign up and in."""
        return self.gateway.endpoint if self.gateway else self.user.url

    @property
    def user(self) -> Program:
        return self.programs.get("user-service") or self.programs["dailygrind"]

    @property
    def post(self) -> Program:
        return self.programs.get("post-service") or self.programs["dailygrind"]

    @property
    def push(self) -> Program:
        return self.programs.get(PUSH_PROGRAM) or self.user

    def url(self, path: str) -> str:
        """The address of a path: the service whose path it is; the user service for all the rest."""
        if path.startswith("/push-notifications"):
            return self.push.url + path
        return (self.post if path.startswith("/posts") else self.user).url + path

    def url_with_token(self, path: str) -> str:
        """The same behind the gateway, where there is one. What has no token goes to the service: the
        gateway refuses it in words of its own."""
        if self.gateway_url and not Deployment.past_the_gateway:
            return self.gateway_url + path
        return self.url(path)

    def start(self) -> None:
        """Starts what is not running. The user service goes first: it hosts the identity."""
        for program in self.programs.values():
            if program.process is None:
                program.start()
        if self.noon:
            self.clock.set(NOON)

    def copy(self, *options: str, **environment: str) -> Deployment:
        """More copies of the same programs, on the same storage; `environment` is what differs there."""
        return Deployment(
            self.binaries,
            self.topology,
            self.folder / "copy",
            *options,
            data=self.data,
            environment=self.environment | environment,
            terraform=self.terraform,
            gateway=self.gateway,
        )

    def stop(self) -> None:
        for program in reversed(self.programs.values()):
            program.stop()

    def kill(self) -> None:
        for program in self.programs.values():
            program.kill()

    def call(self, method: str, path: str, **options: object) -> httpx.Response:
        """Without a token."""
        return self.http.request(method, self.url(path), **options)  # type: ignore[arg-type]

    def command(self, command: str, *words: str) -> list[str]:
        return [str(self.binaries / "dailygrind"), command, "--data", str(self.data), *words]

    def cli(self, command: str, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        """`dailygrind COMMAND --data … WORDS`, which must end with `code`."""
        result = subprocess.run(
            self.command(command, *words),
            capture_output=True,
            text=True,
            timeout=60,
            stdin=subprocess.DEVNULL,
            env=self.environment,
        )
        assert result.returncode == code, (
            f"{result.args} -> {result.returncode}\n{result.stdout}{result.stderr}"
        )
        return result

    def log_text(self) -> str:
        return "".join(program.log_text() for program in self.programs.values())


# Makes a deployment that is not yet started, from options of the programs and settings of Deployment.
Deploy = Callable[..., Deployment]
