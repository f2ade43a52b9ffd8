"""Sign-up and sign-in with a stock AWS client."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import boto3
from botocore import UNSIGNED
from botocore.config import Config

PASSWORD = "Correct-horse-1"


@dataclass
class Tokens:
    access: str
    id: str
    refresh: str

    @classmethod
    def of(cls, result: dict[str, Any], refresh: str = "") -> Tokens:
        """Of an AuthenticationResult; a refresh that does not rotate keeps the old refresh token."""
        return cls(result["AccessToken"], result["IdToken"], result.get("RefreshToken", refresh))


class Accounts:
    """Amazon Cognito's client, pointed at the address that /config.json belongs to."""

    def __init__(self, url: str, config: dict[str, Any]) -> None:
        self.pool = config["userPoolId"]
        self.client_id = config["userPoolClientId"]
        # In a pool of Cognito the user name is the person's id, and whoever signs up chooses it.
        self.names_are_ids = config["authFlow"] != "USER_PASSWORD_AUTH"
        self.aws = boto3.client(
            "cognito-idp",
            endpoint_url=url,
            region_name=self.pool.split("_")[0],
            config=Config(
                signature_version=UNSIGNED,
                retries={"total_max_attempts": 1},
                max_pool_connections=64,
                proxies={},
                parameter_validation=False,
            ),
        )
        self.errors = self.aws.exceptions

    def sign_up(self, email: str, password: str = PASSWORD, **attributes: str) -> dict[str, Any]:
        """The answer, whose UserSub is the person's id."""
        pairs = {"email": email, **attributes}
        name = str(uuid.uuid4()) if self.names_are_ids else email
        answer = self.aws.sign_up(
            ClientId=self.client_id,
            Username=name,
            Password=password,
            UserAttributes=[{"Name": name, "Value": value} for name, value in pairs.items()],
        )
        return {**answer, "UserSub": name} if self.names_are_ids else answer

    def sign_in(self, email: str, password: str = PASSWORD) -> Tokens:
        answer = self.aws.initiate_auth(
            ClientId=self.client_id,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": email, "PASSWORD": password},
        )
        return Tokens.of(answer["AuthenticationResult"])

    def refresh(self, refresh_token: str) -> Tokens:
        answer = self.aws.initiate_auth(
            ClientId=self.client_id,
            AuthFlow="REFRESH_TOKEN_AUTH",
            AuthParameters={"REFRESH_TOKEN": refresh_token},
        )
        return Tokens.of(answer["AuthenticationResult"], refresh_token)
