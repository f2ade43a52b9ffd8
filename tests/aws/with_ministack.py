#!/usr/bin/env python3
"""Runs a command against MiniStack, an emulator of AWS, on a free port of the loopback address.

    with_ministack.py build/tests/dynamodb_contract_test --gtest_filter='*Expire*'

The command gets DAILYGRIND_TEST_AWS_ENDPOINT, DAILYGRIND_TEST_AWS_ACCOUNT and the keys of an IAM
user in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: signatures are verified for those alone. What is
written to the file DAILYGRIND_TEST_AWS_CLOCK, milliseconds since the epoch as 8 bytes, is the time
of SQS from then on (see mended_ministack.py). Exits with the command's code.

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
# How everything is named that tests make.
OURS = "dailygrind-test-"
POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": "dynamodb:*", "Resource": f"arn:aws:dynamodb:*:*:table/{OURS}*"},
        {
            "Effect": "Allow",
            "Action": "secretsmanager:GetSecretValue",
            "Resource": f"arn:aws:secretsmanager:*:*:secret:{OURS}*",
        },
        {"Effect": "Allow", "Action": "sns:*", "Resource": f"arn:aws:sns:*:*:{OURS}*"},
        {"Effect": "Allow", "Action": "sqs:*", "Resource": f"arn:aws:sqs:*:*:{OURS}*"},
        # A pool's ARN has its id, which nobody chooses.
        {"Effect": "Allow", "Action": "cognito-idp:*", "Resource": "*"},
        {
            "Effect": "Allow",
            "Action": ["s3:CreateBucket", "s3:ListBucket"],
            "Resource": f"arn:aws:s3:::{OURS}*",
        },
        {
            "Effect": "Allow",
            "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
            "Resource": f"arn:aws:s3:::{OURS}*/*",
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
def ministack() -> Iterator[tuple[str, Path]]:
    """Its address, and the file with the time of its SQS."""
    port = free_port()
    endpoint = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="ministack-") as name:
        folder = Path(name)
        log = folder / "log"
        clock = folder / "clock"
        clock.touch()
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, Path(__file__).parent / "mended_ministack.py", clock],
                env=environment_of(folder, port),
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        try:
            await_ready(process, endpoint, log)
            yield endpoint, clock
        finally:
            process.terminate()
            try:
                process.wait(STOPPED_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def user_of(endpoint: str) -> dict[str, str]:
    """A new one, who may do what the tests do."""
    iam = boto3.client("iam", endpoint_url=endpoint, region_name=REGION, **ROOT_KEY)
    arn = iam.create_user(UserName="tests")["User"]["Arn"]
    iam.put_user_policy(UserName="tests", PolicyName="tests", PolicyDocument=json.dumps(POLICY))
    key = iam.create_access_key(UserName="tests")["AccessKey"]
    return {
        "AWS_ACCESS_KEY_ID": key["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"],
        "DAILYGRIND_TEST_AWS_ACCOUNT": arn.split(":")[4],
    }


def main() -> int:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    with ministack() as (endpoint, clock):
        environment = {
            **os.environ,
            **user_of(endpoint),
            "DAILYGRIND_TEST_AWS_ENDPOINT": endpoint,
            "DAILYGRIND_TEST_AWS_CLOCK": str(clock),
        }
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
