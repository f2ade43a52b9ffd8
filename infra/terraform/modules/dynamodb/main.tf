# The tables of platform/store/dynamodb_tables.cpp: whoever changes keys or names there changes them here.

variable "prefix" {
  description = "What the names of tables begin with: aws-prefix of the programs."
  type        = string
}

variable "tables" {
  description = "The tables of each store, as open_store names both."
  type        = map(list(string))
  default = {
    user = ["users", "outbox", "idempotency"]
    post = ["posts", "idempotency", "outbox"]
    push = ["push", "idempotency"]
  }
}

variable "deletion_protection" {
  description = "Whether a table cannot be deleted before this is taken back."
  type        = bool
}

locals {
  names = toset(flatten([for store, tables in var.tables : [for table in tables : "${store}-${table}"]]))
}

resource "aws_dynamodb_table" "this" {
  #checkov:skip=CKV_AWS_119:A key of our own costs per request and protects against nobody who could not use the table anyway; AWS's key encrypts at rest
  for_each = local.names

  name                        = "${var.prefix}${each.key}"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "pk"
  range_key                   = "sk"
  deletion_protection_enabled = var.deletion_protection

  attribute {
    name = "pk"
    type = "S"
  }

  attribute {
    name = "sk"
    type = "S"
  }

  ttl {
    attribute_name = "expires"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled = true
  }
}

output "arns" {
  description = "The tables' ARNs by store."
  value = {
    for store, tables in var.tables :
    store => [for table in tables : aws_dynamodb_table.this["${store}-${table}"].arn]
  }
}

output "names" {
  description = "The tables' names."
  value       = sort([for table in aws_dynamodb_table.this : table.name])
}
