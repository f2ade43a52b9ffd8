variables {
  prefix              = "dg-"
  deletion_protection = true
}

run "tables" {
  command = plan

  assert {
    condition     = length(aws_dynamodb_table.this) == 8
    error_message = "The stores have eight tables."
  }

  assert {
    condition = alltrue([
      for table in aws_dynamodb_table.this :
      table.hash_key == "pk" && table.range_key == "sk" && table.ttl[0].attribute_name == "expires" && table.point_in_time_recovery[0].enabled
    ])
    error_message = "Keys and expiry are those of platform/store."
  }
}
