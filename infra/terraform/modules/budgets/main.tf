# Somebody is told before the bill is a surprise.

variable "prefix" {
  description = "What the name begins with."
  type        = string
}

variable "monthly_dollars" {
  description = "What a month may cost."
  type        = number
}

variable "email" {
  description = "Who is told at 80 % spent, and at 100 % foreseen."
  type        = string
}

resource "aws_budgets_budget" "this" {
  name         = "${var.prefix}monthly"
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_amount = tostring(var.monthly_dollars)
  limit_unit   = "USD"

  notification {
    comparison_operator        = "GREATER_THAN"
    notification_type          = "ACTUAL"
    threshold                  = 80
    threshold_type             = "PERCENTAGE"
    subscriber_email_addresses = [var.email]
  }

  notification {
    comparison_operator        = "GREATER_THAN"
    notification_type          = "FORECASTED"
    threshold                  = 100
    threshold_type             = "PERCENTAGE"
    subscriber_email_addresses = [var.email]
  }
}
