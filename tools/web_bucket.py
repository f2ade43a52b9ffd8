#!/usr/bin/env python3
"""Builds the web app and puts it into a bucket, each file with its type and how long it is kept.

.venv/bin/python tools/web_bucket.py BUCKET    (./test style makes .venv, with boto3)

What a page that is open may still ask for stays: old files under assets/ are not removed. docs/web.md
says what has to stand before the bucket, and about config.json, which is not put.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import boto3
import web_assets
from web_assets import File

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "build" / "web" / "dist"
FOR_EVER = "public, max-age=31536000, immutable"
EVERY_LOAD = "no-cache"


def in_order(files: list[File]) -> list[File]:
    """What others name goes first, so that at no time a file is named that is not there yet."""
    last = ("/index.html", "/worker.js")
    return sorted(files, key=lambda file: (file.path in last, not file.fingerprinted))


def put(s3: object, bucket: str, file: File) -> None:
    s3.put_object(  # type: ignore[attr-defined]
        Bucket=bucket,
        Key=file.path.removeprefix("/"),
        Body=file.content,
        ContentType=file.content_type,
        CacheControl=FOR_EVER if file.fingerprinted else EVERY_LOAD,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("bucket", metavar="BUCKET")
    parser.add_argument("--dist", type=Path, help="what is built already (default: it is built now)")
    parser.add_argument("--endpoint-url", metavar="URL", help="an S3 that is not AWS's")
    options = parser.parse_args()
    dist = options.dist or DIST
    if not options.dist:
        build = [sys.executable, ROOT / "tools" / "web.py", "build", dist]
        if subprocess.run(build, check=False).returncode != 0:
            return 1
    s3 = boto3.client("s3", endpoint_url=options.endpoint_url)
    files = in_order(web_assets.read_files(dist))
    for file in files:
        put(s3, options.bucket, file)
    print(f"{len(files)} files are in {options.bucket}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
