"""The web app's account client, as it runs in browsers, at a pool of Cognito: sign-in with SRP."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from support.emulator import root_client

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "Correct-horse-1"

pytestmark = pytest.mark.topology("aws")


def test_the_web_app_signs_in_with_srp() -> None:
    endpoint = os.environ["DAILYGRIND_TEST_AWS_ENDPOINT"]
    aws = root_client("cognito-idp", endpoint)
    pool = aws.create_user_pool(
        PoolName="dailygrind-web", AliasAttributes=["email"], AutoVerifiedAttributes=["email"]
    )["UserPool"]["Id"]
    flows = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    client = aws.create_user_pool_client(UserPoolId=pool, ClientName="web", ExplicitAuthFlows=flows)
    email = f"{uuid.uuid4()}@example.org"
    name = str(uuid.uuid4())
    attributes = [{"Name": "email", "Value": email}, {"Name": "email_verified", "Value": "true"}]
    aws.admin_create_user(UserPoolId=pool, Username=name, UserAttributes=attributes)
    aws.admin_set_user_password(UserPoolId=pool, Username=name, Password=PASSWORD, Permanent=True)
    environment = {
        **os.environ,
        "POOL_ENDPOINT": endpoint,
        "POOL_ID": pool,
        "POOL_CLIENT": client["UserPoolClient"]["ClientId"],
        "POOL_EMAIL": email,
        "POOL_PASSWORD": PASSWORD,
    }
    command = [sys.executable, ROOT / "tools" / "web.py", "npm", "run", "test:live"]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    aws.delete_user_pool(UserPoolId=pool)
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-2000:]
    assert "4 passed" in result.stdout
