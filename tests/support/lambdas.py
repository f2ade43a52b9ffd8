"""The Lambda functions on an emulator of AWS, set up as lambdas/README.md says: each with its own role."""

from __future__ import annotations

import base64
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from support.emulator import REGION, root_client
from support.push_service import Device, PushService

SHARDS = 16
# SendMessageBatch is an action of its own to the emulator alone.
STORE_ACTIONS = [
    "dynamodb:GetItem",
    "dynamodb:BatchGetItem",
    "dynamodb:Query",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
    "dynamodb:DeleteItem",
    "dynamodb:ConditionCheckItem",
]
SOURCE_ACTIONS = [
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:ChangeMessageVisibility",
]
ARCHIVES = {
    "user-confirmation": "user_confirmation",
    "schedule-notification": "schedule_notification",
    "push-notification": "push_notification",
}


def trust(service: str) -> str:
    principal = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [principal]})


class Lambdas:
    """Those of one deployment, by its prefix."""

    def __init__(self, archives: Path, prefix: str) -> None:
        self.prefix = prefix
        self.account = os.environ["DAILYGRIND_TEST_AWS_ACCOUNT"]
        self.endpoint = os.environ["DAILYGRIND_TEST_AWS_ENDPOINT"]
        self.archives = archives
        self.iam, self.sqs, self.functions, self.scheduler, self.secrets, self.cognito = (
            self.client(name)
            for name in ("iam", "sqs", "lambda", "scheduler", "secretsmanager", "cognito-idp")
        )
        self.environment = {
            "DAILYGRIND_AWS_ACCOUNT": self.account,
            "DAILYGRIND_AWS_PREFIX": prefix,
            "DAILYGRIND_AWS_ENDPOINT": self.endpoint,
        }

    def client(self, name: str) -> Any:
        return root_client(name, self.endpoint)

    def arn(self, service: str, name: str) -> str:
        return f"arn:aws:{service}:{REGION}:{self.account}:{name}"

    def role(self, name: str, service: str, *allowed: tuple[list[str], str]) -> str:
        """Its ARN."""
        full = self.prefix + name
        arn: str = self.iam.create_role(RoleName=full, AssumeRolePolicyDocument=trust(service))["Role"]["Arn"]
        statements = [
            {"Effect": "Allow", "Action": actions, "Resource": resource} for actions, resource in allowed
        ]
        if statements:
            document = json.dumps({"Version": "2012-10-17", "Statement": statements})
            self.iam.put_role_policy(RoleName=full, PolicyName=name, PolicyDocument=document)
        return arn

    def make_secret(self, keys: str) -> str:
        return self.secrets.create_secret(Name=self.prefix + "vapid", SecretString=keys)["ARN"]

    def make_queue(self) -> None:
        dead = self.sqs.create_queue(QueueName=self.prefix + "push-shards-dlq")["QueueUrl"]
        redrive = {
            "deadLetterTargetArn": self.arn("sqs", self.prefix + "push-shards-dlq"),
            "maxReceiveCount": 2,
        }
        attributes = {"VisibilityTimeout": "180", "RedrivePolicy": json.dumps(redrive)}
        self.queue = self.sqs.create_queue(QueueName=self.prefix + "push-shards", Attributes=attributes)[
            "QueueUrl"
        ]
        self.dead_letters = dead

    def make(
        self, name: str, timeout: int, memory: int, *allowed: tuple[list[str], str], **variables: str
    ) -> str:
        """A function; its ARN."""
        role = self.role(name, "lambda.amazonaws.com", *allowed)
        answer = self.functions.create_function(
            FunctionName=self.prefix + name,
            Runtime="provided.al2023",
            Handler="bootstrap",
            Role=role,
            Code={"ZipFile": (self.archives / f"{ARCHIVES[name]}.zip").read_bytes()},
            Timeout=timeout,
            MemorySize=memory,
            Environment={"Variables": {**self.environment, **variables}},
        )
        return answer["FunctionArn"]

    def make_noon(self, secret: str, **variables: str) -> None:
        """What is called by a schedule, with its queue, and what the queue calls; not the schedule."""
        self.make_queue()
        table = self.arn("dynamodb", f"table/{self.prefix}push-push")
        queue = self.arn("sqs", self.prefix + "push-shards")
        self.schedule_arn = self.make(
            "schedule-notification",
            30,
            256,
            (STORE_ACTIONS, table),
            (["sqs:SendMessage", "sqs:SendMessageBatch"], queue),
        )
        self.make(
            "push-notification",
            120,
            1769,
            (STORE_ACTIONS, table),
            (SOURCE_ACTIONS, queue),
            (["secretsmanager:GetSecretValue"], secret),
            DAILYGRIND_VAPID_KEYS_SECRET=secret,
            **variables,
        )

    def listen(self) -> None:
        """Lets the queue call its function."""
        self.functions.create_event_source_mapping(
            FunctionName=self.prefix + "push-notification",
            EventSourceArn=self.arn("sqs", self.prefix + "push-shards"),
            BatchSize=4,
            FunctionResponseTypes=["ReportBatchItemFailures"],
        )

    def schedule(self, expression: str = "") -> None:
        """Lets EventBridge Scheduler call; once and now, unless told otherwise."""
        may = (["lambda:InvokeFunction"], self.schedule_arn)
        self.scheduler.create_schedule(
            Name=self.prefix + "noon",
            ScheduleExpression=expression or f"at({datetime.now(UTC):%Y-%m-%dT%H:%M:%S})",
            FlexibleTimeWindow={"Mode": "OFF"},
            Target={
                "Arn": self.schedule_arn,
                "RoleArn": self.role("scheduler", "scheduler.amazonaws.com", may),
            },
        )

    def invoke(self, name: str, payload: object = None) -> Any:
        """The function's answer; an AssertionError with its error document and its log where it has none."""
        answer = self.functions.invoke(
            FunctionName=self.prefix + name, Payload=json.dumps(payload).encode(), LogType="Tail"
        )
        document = json.loads(answer["Payload"].read() or b"null")
        log = base64.b64decode(answer.get("LogResult", "")).decode(errors="replace")
        assert "FunctionError" not in answer, f"{document}\n{log}"
        return document

    def waiting(self, url: str) -> int:
        """Messages of a queue, those in flight too."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        found = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
        return sum(int(found[name]) for name in names)

    def take_all(self, url: str) -> list[str]:
        """The bodies of the messages of a queue, which is empty then."""
        bodies = []
        while batch := self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            for message in batch:
                bodies.append(message["Body"])
                self.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return bodies

    def copy_person(
        self, service: PushService, place: str, devices: list[Device], copies: int
    ) -> list[Device]:
        """So many more people who are called as the one person of that place is, with devices of
        their own. By their rows for the call alone: subscribing thousands of devices one by one takes the
        emulator half an hour."""
        table = self.client("dynamodb")
        name = self.prefix + "push-push"
        partition, sort = (
            key["AttributeName"] for key in table.describe_table(TableName=name)["Table"]["KeySchema"]
        )
        (row,) = (
            item
            for shard in range(SHARDS)
            for item in table.query(
                TableName=name,
                KeyConditionExpression="#p = :p",
                ExpressionAttributeNames={"#p": partition},
                ExpressionAttributeValues={":p": {"S": f"{place}{shard:02}"}},
            )["Items"]
        )
        made: list[Device] = []
        requests = []
        for number in range(copies):
            stored = json.loads(row["_devices"]["S"])
            by_endpoint = {device.endpoint: device for device in devices}
            for at, each in enumerate(stored):
                old = by_endpoint[each["endpoint"]]
                new = Device(
                    f"{service.origin}/push/copy-{number}-{at}",
                    old.application_key,
                    old.private_key,
                    old.auth,
                )
                service.adopt(new)
                made.append(new)
                each["endpoint"] = new.endpoint
            keys = {partition: {"S": f"{place}{number % SHARDS:02}"}, sort: {"S": f"copy-{number}"}}
            requests.append({"PutRequest": {"Item": {**row, **keys, "_devices": {"S": json.dumps(stored)}}}})
        for begin in range(0, len(requests), 25):
            table.batch_write_item(RequestItems={name: requests[begin : begin + 25]})
        return made

    def events_waiting(self) -> int:
        urls = self.sqs.list_queues(QueueNamePrefix=self.prefix).get("QueueUrls", [])
        return sum(self.waiting(url) for url in urls if not url.endswith("-dlq"))
