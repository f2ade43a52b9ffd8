"""The web app in its bucket."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from support.emulator import REGION
from support.terraform import ROOT, ROOT_ENVIRONMENT, Environment


def test_the_app_goes_into_its_bucket_with_types_and_times(environment: Environment, tmp_path: Path) -> None:
    files = {
        "index.html": ("text/html; charset=utf-8", "no-cache"),
        "worker.js": ("text/javascript; charset=utf-8", "no-cache"),
        "assets/index-abc.js": ("text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
        "icons/192.png": ("image/png", "no-cache"),
    }
    for name in files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    s3 = environment.root("s3")
    bucket = next(
        each["Name"]
        for each in s3.list_buckets()["Buckets"]
        if each["Name"].startswith(environment.prefix + "web-")
    )
    command = [sys.executable, ROOT / "tools" / "web_bucket.py", bucket, "--dist", tmp_path]
    subprocess.run(
        [*command, "--endpoint-url", environment.endpoint],
        check=True,
        env={**os.environ, **ROOT_ENVIRONMENT, "AWS_DEFAULT_REGION": REGION},
    )
    for name, (content_type, cached) in files.items():
        found = s3.get_object(Bucket=bucket, Key=name)
        assert found["Body"].read().decode() == name
        assert (found["ContentType"], found["CacheControl"]) == (content_type, cached)


def test_the_routes_before_the_bucket_are_the_app_s() -> None:
    module = ROOT / "infra" / "terraform" / "modules" / "storage"
    assert json.loads((module / "routes.json").read_text()) == json.loads(
        (ROOT / "web" / "routes.json").read_text()
    )
