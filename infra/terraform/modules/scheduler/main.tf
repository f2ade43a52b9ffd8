# Once a minute: are daily calls due anywhere?

variable "prefix" {
  description = "What the names begin with."
  type        = string
}

variable "function_arn" {
  description = "schedule-notification."
  type        = string
}

variable "enabled" {
  description = "Whether it runs: not where push-jobs of the push service is process."
  type        = bool
  default     = true
}

resource "aws_sqs_queue" "dead" {
  name                      = "${var.prefix}schedule-dlq"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}

resource "aws_iam_role" "this" {
  name = "${var.prefix}schedule"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "scheduler.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  name = "invoke"
  role = aws_iam_role.this.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Invoke", Effect = "Allow", Action = ["lambda:InvokeFunction"], Resource = [var.function_arn] },
      { Sid = "DeadLetters", Effect = "Allow", Action = ["sqs:SendMessage"], Resource = [aws_sqs_queue.dead.arn] },
    ]
  })
}

resource "aws_scheduler_schedule_group" "this" {
  name = "${var.prefix}calls"
}

resource "aws_scheduler_schedule" "this" {
  #checkov:skip=CKV_AWS_297:Its input is empty
  name                = "${var.prefix}daily-call"
  group_name          = aws_scheduler_schedule_group.this.name
  schedule_expression = "rate(1 minute)"
  state               = var.enabled ? "ENABLED" : "DISABLED"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = var.function_arn
    role_arn = aws_iam_role.this.arn
    input    = "{}"

    dead_letter_config {
      arn = aws_sqs_queue.dead.arn
    }

    # The next minute does what this one could not.
    retry_policy {
      maximum_retry_attempts       = 0
      maximum_event_age_in_seconds = 60
    }
  }

  depends_on = [aws_iam_role_policy.this]
}
