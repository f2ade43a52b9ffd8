# Without an endpoint the stand-in provider makes values up: what is planned is looked at, nothing is applied.

variables {
  email     = "hostmaster@iana.org"
  origins   = ["https://iana.org"]
  image_tag = "1"
}

run "without_functions" {
  command = plan

  assert {
    condition     = length(module.instance.role_arns) == 3
    error_message = "Each of the three services has its role."
  }
}
