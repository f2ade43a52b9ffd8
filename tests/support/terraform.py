"""The environment `dev` of infra/terraform, applied to an emulator by the stand-in provider."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import boto3

from support.emulator import REGION, ROOT_KEY, root_client

ROOT = Path(__file__).resolve().parent.parent.parent
ARCHIVES = ROOT / "build" / "lambdas" / "x86_64"
TOOLS = ROOT / ".cache" / "infra"
ROOT_ENVIRONMENT = {name.upper(): value for name, value in ROOT_KEY.items()}
LOCAL_STATE = 'terraform {\n  backend "local" {}\n}\n'


@cache
def tools() -> Path:
    """The folder of OpenTofu and the stand-in provider, built where they are missing."""
    subprocess.run([ROOT / "infra" / "tools" / "get_tools.sh"], check=True, stdout=subprocess.DEVNULL)
    return TOOLS


def session(**credentials: str) -> boto3.Session:
    return boto3.Session(region_name=REGION, **credentials)


class Environment:
    """A copy of the Terraform code with a state of its own."""

    def __init__(self, endpoint: str, folder: Path, prefix: str) -> None:
        self.endpoint = endpoint
        self.prefix = prefix
        source = ROOT / "infra" / "terraform"
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns(".terraform", "*.tfstate*"))
        self._folder = folder / "environments" / "dev"
        (self._folder / "local_override.tf").write_text(LOCAL_STATE)
        self._variables = {
            "endpoint": endpoint,
            "region": REGION,
            "prefix": prefix,
            "email": "hostmaster@iana.org",
            "origins": ["https://iana.org"],
            "image_tag": "1",
            "archives": str(ARCHIVES),
            "architecture": "x86_64",
            "sign_up": {"confirm": "at-once"},
        }
        (self._folder / "terraform.tfvars.json").write_text(json.dumps(self._variables))
        self.tofu("init", "-input=false")

    def tofu(self, *words: str, codes: tuple[int, ...] = (0,)) -> subprocess.CompletedProcess[str]:
        result = subprocess.run(
            [str(tools() / "bin" / "tofu"), *words],
            cwd=self._folder,
            env={**os.environ, **ROOT_ENVIRONMENT, "TF_CLI_CONFIG_FILE": str(tools() / "tofurc")},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        assert result.returncode in codes, (
            f"tofu {words} -> {result.returncode}\n{result.stdout}{result.stderr}"
        )
        return result

    def apply(self) -> None:
        self.tofu("apply", "-auto-approve", "-input=false")

    def destroy(self) -> None:
        self.tofu("destroy", "-auto-approve", "-input=false")

    def changes(self) -> list[str]:
        """The addresses of what a second apply would change."""
        self.tofu("plan", "-input=false", "-out=plan", "-detailed-exitcode", codes=(0, 2))
        plan = json.loads(self.tofu("show", "-json", "plan").stdout)
        changed = plan.get("resource_changes", [])
        return [each["address"] for each in changed if each["change"]["actions"] not in (["no-op"], ["read"])]

    def pool(self) -> tuple[str, str]:
        """The ids of the pool and its client."""
        made = json.loads(self.tofu("output", "-json", "instance").stdout)
        return made["user_pool_id"], made["client_id"]

    def state_types(self) -> dict[str, int]:
        """How many resources of each type the state has."""
        counts: dict[str, int] = {}
        for address in self.tofu("state", "list").stdout.splitlines():
            parts = address.split(".")
            if "data" not in parts:
                kind = next(part for part in parts if part.startswith("aws_"))
                counts[kind] = counts.get(kind, 0) + 1
        return counts

    def root(self, service: str) -> Any:
        """A client that may do everything."""
        return root_client(service, self.endpoint)

    def role(self, program: str) -> str:
        return f"{self.prefix}{program}"

    def credentials(self, program: str) -> dict[str, str]:
        """Temporary keys of the program's own role, as variables of the environment."""
        roles = self.root("iam").get_role(RoleName=self.role(program))
        assumed = self.root("sts").assume_role(RoleArn=roles["Role"]["Arn"], RoleSessionName="test")
        keys = assumed["Credentials"]
        return {
            "AWS_ACCESS_KEY_ID": keys["AccessKeyId"],
            "AWS_SECRET_ACCESS_KEY": keys["SecretAccessKey"],
            "AWS_SESSION_TOKEN": keys["SessionToken"],
        }

    def as_program(self, program: str, service: str) -> Any:
        """A client with the credentials of the program."""
        keys = {name.lower(): value for name, value in self.credentials(program).items()}
        return session(**keys).client(service, endpoint_url=self.endpoint)


def new_environment(folder: Path) -> Environment:
    """Applied, with names that nothing else on the emulator has."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    endpoint = os.environ["DAILYGRIND_TEST_AWS_ENDPOINT"]
    environment = Environment(endpoint, folder, f"dg-{secrets.token_hex(4)}-")
    environment.apply()
    return environment
