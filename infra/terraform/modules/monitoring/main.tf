# Who is told, and when; a dashboard for the rest. Queues have their alarms in messaging.

variable "prefix" {
  description = "What the names begin with."
  type        = string
}

variable "region" {
  description = "For the dashboard."
  type        = string
}

variable "alarm_topic_arn" {
  description = "Where alarms go."
  type        = string
}

variable "api_id" {
  description = "The HTTP API's."
  type        = string
}

variable "load_balancer_suffix" {
  description = "As in metrics."
  type        = string
}

variable "target_group_suffixes" {
  description = "As in metrics, by program."
  type        = map(string)
}

variable "functions" {
  description = "The Lambda functions' names."
  type        = set(string)
}

variable "tables" {
  description = "The tables' names."
  type        = set(string)
}

variable "cluster_name" {
  description = "The ECS cluster."
  type        = string
}

locals {
  always = {
    errors  = { namespace = "AWS/ApiGateway", metric = "5xx", dimensions = { ApiId = var.api_id }, threshold = 10 }
    latency = { namespace = "AWS/ApiGateway", metric = "IntegrationLatency", dimensions = { ApiId = var.api_id }, threshold = 1000 }
  }
  unhealthy = {
    for name, suffix in var.target_group_suffixes : "${name}-unhealthy" => {
      namespace  = "AWS/ApplicationELB", metric = "UnHealthyHostCount", threshold = 0
      dimensions = { LoadBalancer = var.load_balancer_suffix, TargetGroup = suffix }
    }
  }
  failing = {
    for name in var.functions : "${name}-errors" => {
      namespace = "AWS/Lambda", metric = "Errors", dimensions = { FunctionName = name }, threshold = 0
    }
  }
  throttled = {
    for name in var.tables : "${name}-throttled" => {
      namespace = "AWS/DynamoDB", metric = "ThrottledRequests", dimensions = { TableName = name }, threshold = 0
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = merge(local.always, local.unhealthy, local.failing, local.throttled)

  alarm_name          = startswith(each.key, var.prefix) ? each.key : "${var.prefix}${each.key}"
  alarm_description   = "${each.value.namespace} ${each.value.metric} above ${each.value.threshold}"
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.metric == "IntegrationLatency" ? "Average" : "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  period              = 60
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = trimsuffix(var.prefix, "-")
  dashboard_body = jsonencode({
    widgets = [
      for index, widget in [
        { title = "Requests", metrics = [["AWS/ApiGateway", "Count", "ApiId", var.api_id], [".", "4xx", ".", "."], [".", "5xx", ".", "."]] },
        { title = "Latency", metrics = [["AWS/ApiGateway", "Latency", "ApiId", var.api_id]] },
        { title = "CPU of services", metrics = [for name in keys(var.target_group_suffixes) : ["AWS/ECS", "CPUUtilization", "ClusterName", var.cluster_name, "ServiceName", name]] },
        { title = "Functions", metrics = [for name in var.functions : ["AWS/Lambda", "Duration", "FunctionName", name]] },
        { title = "Units read", metrics = [for name in var.tables : ["AWS/DynamoDB", "ConsumedReadCapacityUnits", "TableName", name]] },
        { title = "Units written", metrics = [for name in var.tables : ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", name]] },
        ] : {
        type       = "metric", width = 12, height = 6, x = 12 * (index % 2), y = 6 * floor(index / 2)
        properties = { title = widget.title, region = var.region, period = 60, stat = "Sum", metrics = widget.metrics }
      }
    ]
  })
}
