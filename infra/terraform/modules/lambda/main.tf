# The functions of lambdas/, whose README.md says what each needs.

variable "prefix" {
  description = "aws-prefix of the programs."
  type        = string
}

variable "archives" {
  description = "The folder with user_confirmation.zip, schedule_notification.zip and push_notification.zip, as tools/package_lambdas.py makes them."
  type        = string
}

variable "architecture" {
  description = "Which archives these are."
  type        = string
  default     = "arm64"

  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "The architecture is x86_64 or arm64."
  }
}

variable "environment" {
  description = "Variables of all functions."
  type        = map(string)
}

variable "sign_up" {
  description = "Who may sign up: mode open, domains or closed; confirm by code, which Cognito mails, or at-once."
  type = object({
    mode    = optional(string, "open")
    domains = optional(list(string), [])
    confirm = optional(string, "code")
  })
}

variable "push_table_arn" {
  description = "The table push-push."
  type        = string
}

variable "shards_arn" {
  description = "The queue of push shards."
  type        = string
}

variable "vapid_arn" {
  description = "The secret with the keys of push notifications."
  type        = string
}

variable "log_days" {
  description = "How long logs are kept."
  type        = number
}

variable "reserved_concurrency" {
  description = "Of push-notification: its share of the account's concurrency, which no other function can take."
  type        = number
}

locals {
  push_table = {
    Sid    = "PushTable"
    Effect = "Allow"
    Action = [
      "dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem", "dynamodb:DeleteItem", "dynamodb:GetItem",
      "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem",
    ]
    Resource = [var.push_table_arn]
  }
  functions = {
    user-confirmation = {
      archive  = "user_confirmation.zip"
      memory   = 256
      timeout  = 5
      reserved = -1
      environment = {
        DAILYGRIND_SIGN_UP         = var.sign_up.mode
        DAILYGRIND_SIGN_UP_DOMAIN  = join(",", var.sign_up.domains)
        DAILYGRIND_CONFIRM_SIGN_UP = var.sign_up.confirm
      }
      statements = []
    }
    schedule-notification = {
      archive     = "schedule_notification.zip"
      memory      = 256
      timeout     = 30
      reserved    = 1
      environment = {}
      statements = [local.push_table, {
        Sid      = "HandOver"
        Effect   = "Allow"
        Action   = ["sqs:SendMessage"]
        Resource = [var.shards_arn]
      }]
    }
    push-notification = {
      archive     = "push_notification.zip"
      memory      = 1769
      timeout     = 120
      reserved    = var.reserved_concurrency
      environment = { DAILYGRIND_VAPID_KEYS_SECRET = var.vapid_arn }
      statements = [local.push_table, {
        Sid      = "Shards"
        Effect   = "Allow"
        Action   = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = [var.shards_arn]
        }, {
        Sid      = "Keys"
        Effect   = "Allow"
        Action   = ["secretsmanager:GetSecretValue"]
        Resource = [var.vapid_arn]
      }]
    }
  }
}

resource "aws_cloudwatch_log_group" "this" {
  #checkov:skip=CKV_AWS_158:CloudWatch's own key encrypts logs at rest
  #checkov:skip=CKV_AWS_338:An environment says how long; prod keeps a year
  for_each = local.functions

  name              = "/aws/lambda/${var.prefix}${each.key}"
  retention_in_days = var.log_days
}

resource "aws_iam_role" "this" {
  for_each = local.functions

  name = "${var.prefix}${each.key}-function"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  for_each = local.functions

  name = "own-data"
  role = aws_iam_role.this[each.key].name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([{
      Sid      = "Log"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = ["${aws_cloudwatch_log_group.this[each.key].arn}:*"]
    }], each.value.statements)
  })
}

resource "aws_lambda_function" "this" {
  #checkov:skip=CKV_AWS_116:The event source has its dead-letter queue, the schedule its own; Cognito calls synchronously
  #checkov:skip=CKV_AWS_117:They call public endpoints of AWS and push services on the internet; a VPC would add a NAT gateway and nothing else
  #checkov:skip=CKV_AWS_173:The variables hold no secret
  #checkov:skip=CKV_AWS_272:The archives are built and uploaded by whoever applies this
  #checkov:skip=CKV_AWS_50:The functions write the trace of the caller into their log
  #checkov:skip=CKV_AWS_115:Only user-confirmation has none reserved: sign-ups must not wait for each other
  for_each = local.functions

  function_name                  = "${var.prefix}${each.key}"
  role                           = aws_iam_role.this[each.key].arn
  runtime                        = "provided.al2023"
  handler                        = "bootstrap"
  architectures                  = [var.architecture]
  filename                       = "${var.archives}/${each.value.archive}"
  source_code_hash               = filebase64sha256("${var.archives}/${each.value.archive}")
  memory_size                    = each.value.memory
  timeout                        = each.value.timeout
  reserved_concurrent_executions = each.value.reserved

  environment {
    variables = merge(var.environment, each.value.environment)
  }

  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy.this]
}

resource "aws_lambda_event_source_mapping" "shards" {
  event_source_arn        = var.shards_arn
  function_name           = aws_lambda_function.this["push-notification"].arn
  batch_size              = 4
  function_response_types = ["ReportBatchItemFailures"]

  # Of the queue's messages in flight, no more than the function can take.
  scaling_config {
    maximum_concurrency = max(2, var.reserved_concurrency)
  }
}

output "arns" {
  description = "By name."
  value       = { for name, function in aws_lambda_function.this : name => function.arn }
}
