"""`tofu apply` of the environment `dev` on an emulator, with the stand-in provider."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from support.terraform import Environment, new_environment, tools

# Nothing is made of these, because the emulator has no such thing, or nothing that would run.
MADE_UP = {
    "aws_appautoscaling_policy",
    "aws_appautoscaling_target",
    "aws_apigatewayv2_vpc_link",
    "aws_budgets_budget",
    "aws_cloudfront_distribution",
    "aws_cloudfront_function",
    "aws_cloudfront_origin_access_control",
    "aws_cloudfront_response_headers_policy",
    "aws_cloudwatch_dashboard",
    "aws_default_security_group",
    "aws_ecr_lifecycle_policy",
    "aws_ecs_cluster",
    "aws_ecs_service",
    "aws_ecs_task_definition",
    "aws_eip",
    "aws_flow_log",
    "aws_internet_gateway",
    "aws_lb",
    "aws_lb_listener",
    "aws_lb_listener_rule",
    "aws_lb_target_group",
    "aws_nat_gateway",
    "aws_route_table",
    "aws_route_table_association",
    "aws_s3_object",
    "aws_security_group",
    "aws_subnet",
    "aws_vpc",
    "aws_vpc_endpoint",
}


def test_a_second_apply_changes_nothing(environment: Environment) -> None:
    assert environment.changes() == []


def test_all_but_the_known_types_are_carried_out(environment: Environment) -> None:
    kinds = subprocess.run(
        [tools() / "bin" / "provider", "-kinds"], capture_output=True, text=True, check=True
    )
    made_up = set(environment.state_types()) - set(kinds.stdout.split())
    print("made up:", *sorted(made_up))
    assert made_up == MADE_UP


def test_tables_are_as_the_store_expects_them(environment: Environment) -> None:
    dynamodb = environment.root("dynamodb")
    names = [name for name in dynamodb.list_tables()["TableNames"] if name.startswith(environment.prefix)]
    assert {name.removeprefix(environment.prefix) for name in names} == {
        "user-users",
        "user-outbox",
        "user-idempotency",
        "post-posts",
        "post-idempotency",
        "post-outbox",
        "push-push",
        "push-idempotency",
    }
    for name in names:
        table = dynamodb.describe_table(TableName=name)["Table"]
        assert [(key["AttributeName"], key["KeyType"]) for key in table["KeySchema"]] == [
            ("pk", "HASH"),
            ("sk", "RANGE"),
        ]
        assert table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
        expiry = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
        assert (expiry["AttributeName"], expiry["TimeToLiveStatus"]) == ("expires", "ENABLED")
        backups = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
        recovery = backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"]
        assert recovery == "ENABLED"


def test_accounts_follow_the_rules_of_the_embedded_ones(environment: Environment) -> None:
    cognito = environment.root("cognito-idp")
    pools = cognito.list_user_pools(MaxResults=60)["UserPools"]
    pool_id = next(pool["Id"] for pool in pools if pool["Name"] == f"{environment.prefix}people")
    pool = cognito.describe_user_pool(UserPoolId=pool_id)["UserPool"]
    assert pool["Policies"]["PasswordPolicy"]["MinimumLength"] == 8
    assert pool["LambdaConfig"]["PreSignUp"].endswith(f":{environment.prefix}user-confirmation")
    [client] = cognito.list_user_pool_clients(UserPoolId=pool_id)["UserPoolClients"]
    settings = cognito.describe_user_pool_client(UserPoolId=pool_id, ClientId=client["ClientId"])
    flows = settings["UserPoolClient"]["ExplicitAuthFlows"]
    assert set(flows) == {"ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}


@pytest.fixture
def own(tmp_path: Path) -> Environment:
    return new_environment(tmp_path / "terraform")


def queues(environment: Environment) -> list[str]:
    return environment.root("sqs").list_queues(QueueNamePrefix=environment.prefix).get("QueueUrls", [])


def test_what_was_taken_away_is_made_again_and_destroy_leaves_nothing(own: Environment) -> None:
    role = own.role("post-service")
    own.root("iam").delete_role_policy(RoleName=role, PolicyName="own-data")
    own.root("sqs").set_queue_attributes(
        QueueUrl=next(url for url in queues(own) if url.endswith("push-service-events")),
        Attributes={"Policy": json.dumps({"Version": "2012-10-17", "Statement": []})},
    )
    assert own.changes() == [
        'module.instance.module.iam.aws_iam_role_policy.service["post-service"]',
        'module.instance.module.messaging.aws_sqs_queue_policy.this["push-service-events"]',
    ]
    own.apply()
    assert own.changes() == []
    assert own.root("iam").get_role_policy(RoleName=role, PolicyName="own-data")
    own.destroy()
    assert queues(own) == []
    for service, list_all, name in (
        ("dynamodb", "list_tables", "TableNames"),
        ("iam", "list_roles", "Roles"),
        ("lambda", "list_functions", "Functions"),
        ("sns", "list_topics", "Topics"),
        ("logs", "describe_log_groups", "logGroups"),
        ("s3", "list_buckets", "Buckets"),
        ("secretsmanager", "list_secrets", "SecretList"),
        ("cognito-idp", "list_user_pools", "UserPools"),
        ("scheduler", "list_schedules", "Schedules"),
    ):
        options = {"MaxResults": 60} if service == "cognito-idp" else {}
        rest = getattr(own.root(service), list_all)(**options)[name]
        assert own.prefix not in json.dumps(rest, default=str), (service, rest)
