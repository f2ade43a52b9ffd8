"""The emulator of AWS, as its root sees it."""

from __future__ import annotations

from typing import Any

import boto3

REGION = "us-east-1"
# Whose signature MiniStack does not look at: for setting things up. Programs hold other keys.
ROOT_KEY = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}


def root_client(service: str, endpoint: str) -> Any:
    """May do everything."""
    return boto3.client(service, endpoint_url=endpoint, region_name=REGION, **ROOT_KEY)
