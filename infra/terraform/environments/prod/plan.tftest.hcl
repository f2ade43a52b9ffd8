variables {
  email     = "hostmaster@iana.org"
  origins   = ["https://iana.org"]
  image_tag = "1"
}

run "plan" {
  command = plan

  assert {
    condition     = length(module.instance.role_arns) == 3
    error_message = "Each of the three services has its role."
  }
}
