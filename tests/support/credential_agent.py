"""The container's credential endpoint of ECS: gives a program the temporary keys of a role."""

from __future__ import annotations

import json
import secrets
from datetime import datetime

from support.emulator import root_client
from support.loopback import Serving, answering_with

EVERYTHING = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
}
ANYBODY = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}],
}


class CredentialAgent(Serving):
    """A context manager. Gives the same keys again and again, until they are renewed."""

    def __init__(self, emulator: str) -> None:
        super().__init__(answering_with(self._give))
        iam = root_client("iam", emulator)
        self._sts = root_client("sts", emulator)
        name = f"of-tasks-{secrets.token_hex(4)}"
        role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(ANYBODY))
        iam.put_role_policy(RoleName=name, PolicyName="all", PolicyDocument=json.dumps(EVERYTHING))
        self._role = role["Role"]["Arn"]
        self._keys: dict[str, str] = {}
        self.asked = 0
        self.renew()
        self.url += "/credentials"

    def _give(self) -> object:
        self.asked += 1
        return self._keys

    @property
    def key(self) -> str:
        """The id of the present one."""
        return self._keys["AccessKeyId"]

    def renew(self) -> None:
        keys = self._sts.assume_role(RoleArn=self._role, RoleSessionName="test")["Credentials"]
        expires: datetime = keys["Expiration"]
        self._keys = {
            "AccessKeyId": keys["AccessKeyId"],
            "SecretAccessKey": keys["SecretAccessKey"],
            "Token": keys["SessionToken"],
            "Expiration": expires.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
