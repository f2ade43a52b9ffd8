#!/usr/bin/env python3
"""Runs a command against MiniStack, an emulator of AWS, on a free port of the loopback address.

    with_ministack.py build/tests/dynamodb_contract_test --gtest_filter='*Expire*'

The command gets DAILYGRIND_TEST_AWS_ENDPOINT and the keys of an IAM user in AWS_ACCESS_KEY_ID and
AWS_SECRET_ACCESS_KEY: signatures are verified for those alone. Exits with the command's code.

Needs the packages of requirements.txt beside this file; `./test aws` sees to that.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import boto3

READY_WITHIN = 30.0
STOPPED_WITHIN = 10.0
REGION = "us-east-1"
# Root, whose signature MiniStack does not look at.
ROOT_KEY = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": "dynamodb:*", "Resource": "*"},
        {
            "Effect": "Allow",
            "Action": ["s3:CreateBucket", "s3:ListBucket"],
            "Resource": "arn:aws:s3:::dailygrind-test-*",
        },
        {
            "Effect": "Allow",
            "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
            "Resource": "arn:aws:s3:::dailygrind-test-*/*",
        },
    ],
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment_of(folder: Path, port: int) -> dict[str, str]:
    """Everything that MiniStack gets to see."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "AUTH": "true",
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "STATE_DIR": str(folder / "state"),
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
    }


def await_ready(process: subprocess.Popen[bytes], endpoint: str, log: Path) -> None:
    end = time.monotonic() + READY_WITHIN
    while time.monotonic() < end and process.poll() is None:
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"{endpoint}/_ministack/health", timeout=2) as answer,
        ):
            if answer.status == 200:
                return
        time.sleep(0.05)
    sys.exit(f"MiniStack is not ready; its log ends with\n{log.read_text(errors='replace')[-2000:]}")


@contextlib.contextmanager
def ministack() -> Iterator[str]:
    """Its address."""
    port = free_port()
    endpoint = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="ministack-") as name:
        folder = Path(name)
        log = folder / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [Path(sys.executable).parent / "ministack"],
                env=environment_of(folder, port),
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        try:
            await_ready(process, endpoint, log)
            yield endpoint
        finally:
            process.terminate()
            try:
                process.wait(STOPPED_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def keys_of_a_user(endpoint: str) -> dict[str, str]:
    iam = boto3.client("iam", endpoint_url=endpoint, region_name=REGION, **ROOT_KEY)
    iam.create_user(UserName="tests")
    iam.put_user_policy(UserName="tests", PolicyName="tests", PolicyDocument=json.dumps(POLICY))
    key = iam.create_access_key(UserName="tests")["AccessKey"]
    return {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}


def main() -> int:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    with ministack() as endpoint:
        environment = {
            **os.environ,
            **keys_of_a_user(endpoint),
            "DAILYGRIND_TEST_AWS_ENDPOINT": endpoint,
        }
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
