# One role for each service: what its adapters call, on exactly its own tables, topics and queues.
# Reading: platform/store/dynamodb_reader.cpp; writing: dynamodb_writer.cpp (single writes and transactions);
# topics: platform/bus/sns_topic.cpp; queues: sqs_queue.cpp, sqs_dead_letters.cpp; blobs: platform/blob/s3_blobs.cpp;
# accounts: platform/identity/cognito/cognito_directory.cpp.

variable "prefix" {
  description = "What the roles' names begin with."
  type        = string
}

variable "services" {
  description = "By the programs' names: the ARNs of tables, of topics to publish to, of queues to consume (each with its dead letters), of buckets, of secrets to read, and of the pools whose accounts it administers."
  type = map(object({
    tables  = list(string)
    topics  = list(string)
    queues  = list(string)
    buckets = list(string)
    secrets = list(string)
    pools   = list(string)
  }))
}

variable "trusted_arns" {
  description = "Who may assume the roles besides ECS: for tests on an emulator only."
  type        = list(string)
  default     = []
}

variable "emulated" {
  description = "Whether this is the emulator, which asks for rights to the batch forms of calls by names that IAM does not have."
  type        = bool
  default     = false
}

locals {
  publish = concat(["sns:Publish"], var.emulated ? ["sns:PublishBatch"] : [])
  consume = concat(
    ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:SendMessage"],
    var.emulated ? ["sqs:ChangeMessageVisibilityBatch", "sqs:DeleteMessageBatch", "sqs:SendMessageBatch"] : [],
  )

  trust = concat(
    [{
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }],
    [for arn in var.trusted_arns : {
      Effect    = "Allow"
      Principal = { AWS = arn }
      Action    = "sts:AssumeRole"
    }]
  )
}

resource "aws_iam_role" "service" {
  for_each = var.services

  name               = "${var.prefix}${each.key}"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = local.trust })
}

resource "aws_iam_role_policy" "service" {
  for_each = var.services

  name = "own-data"
  role = aws_iam_role.service[each.key].name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid    = "Tables"
        Effect = "Allow"
        Action = [
          "dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem", "dynamodb:DeleteItem", "dynamodb:GetItem",
          "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem",
        ]
        Resource = each.value.tables
      }],
      # IAM takes no statement without a resource.
      length(each.value.topics) == 0 ? [] : [{
        Sid      = "Topics"
        Effect   = "Allow"
        Action   = local.publish
        Resource = each.value.topics
      }],
      length(each.value.queues) == 0 ? [] : [{
        Sid      = "Queues"
        Effect   = "Allow"
        Action   = local.consume
        Resource = each.value.queues
      }],
      # Without ListBucket S3 answers 403 for what is absent.
      length(each.value.buckets) == 0 ? [] : [{
        Sid      = "Buckets"
        Effect   = "Allow"
        Action   = ["s3:ListBucket"]
        Resource = each.value.buckets
        }, {
        Sid      = "Blobs"
        Effect   = "Allow"
        Action   = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
        Resource = [for arn in each.value.buckets : "${arn}/*"]
      }],
      length(each.value.secrets) == 0 ? [] : [{
        Sid      = "Secrets"
        Effect   = "Allow"
        Action   = ["secretsmanager:GetSecretValue"]
        Resource = each.value.secrets
      }],
      length(each.value.pools) == 0 ? [] : [{
        Sid    = "Accounts"
        Effect = "Allow"
        Action = [
          "cognito-idp:AdminAddUserToGroup", "cognito-idp:AdminDeleteUser", "cognito-idp:AdminDisableUser",
          "cognito-idp:AdminEnableUser", "cognito-idp:AdminGetUser", "cognito-idp:AdminListGroupsForUser",
          "cognito-idp:AdminRemoveUserFromGroup", "cognito-idp:AdminUserGlobalSignOut",
          "cognito-idp:CreateGroup", "cognito-idp:ListUsers",
        ]
        Resource = each.value.pools
      }],
    )
  })
}

output "role_arns" {
  description = "By the programs' names."
  value       = { for name, role in aws_iam_role.service : name => role.arn }
}
