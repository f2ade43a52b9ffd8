# Topics, queues and subscriptions of services/events.hpp, made as platform/bus/sns_sqs_setup.cpp makes them for tests; and
# the queue of push shards, which the Lambda functions use.

variable "prefix" {
  description = "What the names of topics and queues begin with: aws-prefix of the programs."
  type        = string
}

variable "max_attempts" {
  description = "Deliveries of an event until it is a dead letter: bus-max-attempts of the programs."
  type        = number
  default     = 5
}

variable "alarm_topic_arn" {
  description = "Where alarms go."
  type        = string
}

locals {
  topics = toset(["user-events", "identity-events", "post-events"])
  queues = toset(["post-service-user-events", "user-service-identity-events", "push-service-events"])

  # As events::topology() has them; no types are all types.
  subscriptions = {
    "user-events/post-service-user-events" = {
      topic = "user-events"
      queue = "post-service-user-events"
      types = ["USER_CREATED", "USER_UPDATED", "USER_DELETED", "FRIENDSHIP_CREATED", "FRIENDSHIP_DELETED", "BLOCK_CREATED", "BLOCK_DELETED"]
    }
    "user-events/push-service-events" = {
      topic = "user-events"
      queue = "push-service-events"
      types = ["USER_CREATED", "USER_UPDATED", "USER_DELETED", "FRIENDSHIP_CREATED", "FRIEND_REQUESTED", "BLOCK_CREATED", "BLOCK_DELETED"]
    }
    "post-events/push-service-events" = {
      topic = "post-events"
      queue = "push-service-events"
      types = ["POST_CREATED", "POST_DELETED", "POST_LIKED", "POST_COMMENTED"]
    }
    "identity-events/user-service-identity-events" = {
      topic = "identity-events"
      queue = "user-service-identity-events"
      types = []
    }
  }

  two_weeks = 1209600
  # Six times the time-out of the function that reads it, as AWS advises.
  shards_visibility = 720
}

resource "aws_sns_topic" "this" {
  #checkov:skip=CKV_AWS_26:SNS's own key cannot be used by queues of SQS's own key; events are kept for no time here and hold ids and names
  for_each = local.topics

  name = "${var.prefix}${each.key}"
}

resource "aws_sqs_queue" "dead" {
  for_each = setunion(local.queues, ["push-shards"])

  name                      = "${var.prefix}${each.key}-dlq"
  message_retention_seconds = local.two_weeks
  sqs_managed_sse_enabled   = true
}

resource "aws_sqs_queue" "this" {
  for_each = local.queues

  name                      = "${var.prefix}${each.key}"
  message_retention_seconds = local.two_weeks
  sqs_managed_sse_enabled   = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead[each.key].arn
    maxReceiveCount     = var.max_attempts
  })
}

resource "aws_sqs_queue" "shards" {
  name                       = "${var.prefix}push-shards"
  message_retention_seconds  = local.two_weeks
  visibility_timeout_seconds = local.shards_visibility
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead["push-shards"].arn
    maxReceiveCount     = 5
  })
}

# Only its own queue may use a dead-letter queue.
resource "aws_sqs_queue_redrive_allow_policy" "dead" {
  for_each = aws_sqs_queue.dead

  queue_url = each.value.id
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [each.key == "push-shards" ? aws_sqs_queue.shards.arn : aws_sqs_queue.this[each.key].arn]
  })
}

# SNS may send what the subscribed topics publish, and nobody else.
resource "aws_sqs_queue_policy" "this" {
  for_each = local.queues

  queue_url = aws_sqs_queue.this[each.key].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Topics"
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.this[each.key].arn
      Condition = {
        ArnEquals = {
          "aws:SourceArn" = distinct([
            for subscription in local.subscriptions : aws_sns_topic.this[subscription.topic].arn if subscription.queue == each.key
          ])
        }
      }
    }]
  })
}

resource "aws_sns_topic_subscription" "this" {
  for_each = local.subscriptions

  topic_arn            = aws_sns_topic.this[each.value.topic].arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.this[each.value.queue].arn
  raw_message_delivery = true
  filter_policy        = length(each.value.types) == 0 ? null : jsonencode({ type = each.value.types })

  # Without it SNS could not deliver what comes in between.
  depends_on = [aws_sqs_queue_policy.this]
}

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  for_each = aws_sqs_queue.dead

  alarm_name          = "${each.value.name}-not-empty"
  alarm_description   = "Events were given up: dailygrind dlq shows them."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = each.value.name }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 60
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "old_events" {
  for_each = aws_sqs_queue.this

  alarm_name          = "${each.value.name}-late"
  alarm_description   = "Events wait for longer than five minutes: is the consumer running?"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = each.value.name }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 300
  period              = 60
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
}

output "topic_arns" {
  description = "By the names in services/events.hpp."
  value       = { for name, topic in aws_sns_topic.this : name => topic.arn }
}

output "queue_arns" {
  description = "By the names in services/events.hpp: each queue's and its dead letters'."
  value       = { for name, queue in aws_sqs_queue.this : name => [queue.arn, aws_sqs_queue.dead[name].arn] }
}

output "shards_arn" {
  description = "The queue of push shards."
  value       = aws_sqs_queue.shards.arn
}
