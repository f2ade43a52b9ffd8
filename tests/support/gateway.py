"""API Gateway in front of a deployment, and a pool of Cognito for its people, on an emulator of AWS."""

from __future__ import annotations

import json
import os
import uuid
from pathlib import Path
from typing import Any

from support import settings
from support.emulator import REGION, root_client
from support.lambdas import Lambdas

ROOT = Path(__file__).resolve().parent.parent.parent
OPEN_ROUTES = ROOT / "infra" / "terraform" / "modules" / "gateway" / "open_routes.json"
ARCHIVES = ROOT / "build" / "lambdas" / "x86_64"
# Tests move the services' time by days, that of the emulator goes on: tokens last. AWS allows a day.
DAYS_OF_TOKENS = 365


def new_pool() -> tuple[str, str]:
    """The ids of a pool, where the function of ours confirms sign-ups, and of its client."""
    lambdas = Lambdas(ARCHIVES, f"dailygrind-test-{uuid.uuid4().hex[:8]}-")
    confirmation = lambdas.make("user-confirmation", 5, 256)
    pool = lambdas.cognito.create_user_pool(
        PoolName="dailygrind-test",
        AliasAttributes=["email"],
        LambdaConfig={"PreSignUp": confirmation},
    )["UserPool"]["Id"]
    lambdas.functions.add_permission(
        FunctionName=confirmation,
        StatementId="cognito",
        Action="lambda:InvokeFunction",
        Principal="cognito-idp.amazonaws.com",
        SourceArn=f"arn:aws:cognito-idp:{REGION}:{lambdas.account}:userpool/{pool}",
    )
    client = lambdas.cognito.create_user_pool_client(
        UserPoolId=pool,
        ClientName="web",
        ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        AccessTokenValidity=DAYS_OF_TOKENS,
        IdTokenValidity=DAYS_OF_TOKENS,
        TokenValidityUnits={"AccessToken": "days", "IdToken": "days"},
    )["UserPoolClient"]["ClientId"]
    return pool, client


class Gateway:
    """One pool, and an HTTP API for each deployment."""

    def __init__(self, pool: str, client: str) -> None:
        self.pool = pool
        self.client = client
        self.endpoint = os.environ["DAILYGRIND_TEST_AWS_ENDPOINT"]
        self._apis = root_client("apigatewayv2", self.endpoint)

    def environment(self) -> dict[str, str]:
        """Of the programs behind it."""
        return settings.on_pool(self.endpoint, self.pool, self.client)

    def open(self, services: dict[str, str]) -> str:
        """The address of an API: the first part of a path leads to the service of that name, every other
        path to the one named ""."""
        api = self._apis.create_api(
            Name="dailygrind-test", ProtocolType="HTTP", Tags={"ms-custom-id": os.urandom(4).hex()}
        )["ApiId"]
        authorizer = self._apis.create_authorizer(
            ApiId=api,
            Name="tokens",
            AuthorizerType="JWT",
            IdentitySource=["$request.header.Authorization"],
            JwtConfiguration={"Issuer": self.environment()["DAILYGRIND_ISSUER"], "Audience": [self.client]},
        )["AuthorizerId"]
        signed_in = {"AuthorizationType": "JWT", "AuthorizerId": authorizer}
        for name, address in services.items():
            target = self._integration(api, address)
            keys = [f"ANY /{name}", f"ANY /{name}/{{proxy+}}"] if name else ["$default"]
            for key in keys:
                self._apis.create_route(ApiId=api, RouteKey=key, Target=target, **signed_in)
            if not name:
                for key in json.loads(OPEN_ROUTES.read_text()):
                    self._apis.create_route(ApiId=api, RouteKey=key, Target=target)
        self._apis.create_stage(ApiId=api, StageName="$default", AutoDeploy=True)
        return f"{self.endpoint}/_aws/execute-api/{api}/$default"

    def _integration(self, api: str, address: str) -> str:
        made: dict[str, Any] = self._apis.create_integration(
            ApiId=api,
            IntegrationType="HTTP_PROXY",
            IntegrationMethod="ANY",
            IntegrationUri=address,
            PayloadFormatVersion="1.0",
        )
        return f"integrations/{made['IntegrationId']}"
