# Accounts: the rules of the embedded ones (platform/identity/embedded).

variable "prefix" {
  description = "What the names begin with."
  type        = string
}

variable "pre_sign_up_arn" {
  description = "The function that decides who may sign up."
  type        = string
}

variable "deletion_protection" {
  description = "Whether the pool cannot be deleted before this is taken back."
  type        = bool
}

resource "aws_cognito_user_pool" "this" {
  name = "${var.prefix}people"
  # A person's id is the user name, the e-mail its alias; see docs/decisions/0017.
  alias_attributes         = ["email"]
  auto_verified_attributes = ["email"]
  deletion_protection      = var.deletion_protection ? "ACTIVE" : "INACTIVE"

  username_configuration {
    case_sensitive = false
  }

  # As platform/identity/embedded/password_policy.cpp has it.
  password_policy {
    minimum_length                   = 8
    require_lowercase                = true
    require_uppercase                = true
    require_numbers                  = true
    require_symbols                  = true
    temporary_password_validity_days = 7
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }

  lambda_config {
    pre_sign_up = var.pre_sign_up_arn
  }
}

resource "aws_cognito_user_pool_client" "web" {
  name         = "web"
  user_pool_id = aws_cognito_user_pool.this.id
  # A page can keep no secret.
  generate_secret               = false
  explicit_auth_flows           = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
  prevent_user_existence_errors = "ENABLED"
  enable_token_revocation       = true
  access_token_validity         = 1
  id_token_validity             = 1
  refresh_token_validity        = 30

  token_validity_units {
    access_token  = "hours"
    id_token      = "hours"
    refresh_token = "days"
  }
}

resource "aws_cognito_user_group" "admin" {
  name         = "admin"
  user_pool_id = aws_cognito_user_pool.this.id
  description  = "Administrators: the claim cognito:groups that the services look at."
}

output "pool_id" {
  description = "region_id"
  value       = aws_cognito_user_pool.this.id
}

output "pool_arn" {
  description = "For the policy of the trigger."
  value       = aws_cognito_user_pool.this.arn
}

output "client_id" {
  description = "client of the programs."
  value       = aws_cognito_user_pool_client.web.id
}

output "issuer" {
  description = "issuer of the programs."
  value       = "https://${aws_cognito_user_pool.this.endpoint}"
}
