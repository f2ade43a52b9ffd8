variables {
  prefix = "dg-"
  services = {
    a = { tables = ["arn:aws:dynamodb:r:1:table/a"], topics = [], queues = ["arn:aws:sqs:r:1:a"], buckets = [], secrets = [] }
  }
}

run "no_wildcards" {
  command = plan

  assert {
    condition     = !strcontains(aws_iam_role_policy.service["a"].policy, "*")
    error_message = "Actions and resources are named one by one."
  }

  assert {
    condition     = [for each in jsondecode(aws_iam_role_policy.service["a"].policy).Statement : each.Sid] == ["Tables", "Queues"]
    error_message = "What a service has not, has no statement."
  }
}
