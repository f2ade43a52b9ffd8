terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.25"
    }
  }

  # Which bucket and key: -backend-config, see ../../README.md.
  backend "s3" {}
}

provider "aws" {
  region = var.region

  default_tags {
    tags = { project = "dailygrind", environment = "dev" }
  }

  # Of an emulator, nothing can be looked up elsewhere.
  skip_credentials_validation = var.endpoint != ""
  skip_metadata_api_check     = var.endpoint != ""
  skip_requesting_account_id  = var.endpoint != ""
  s3_use_path_style           = var.endpoint != ""

  dynamic "endpoints" {
    for_each = var.endpoint == "" ? [] : [var.endpoint]

    content {
      apigatewayv2   = endpoints.value
      budgets        = endpoints.value
      cloudfront     = endpoints.value
      cloudwatch     = endpoints.value
      cognitoidp     = endpoints.value
      dynamodb       = endpoints.value
      ecr            = endpoints.value
      ecs            = endpoints.value
      elbv2          = endpoints.value
      iam            = endpoints.value
      lambda         = endpoints.value
      logs           = endpoints.value
      s3             = endpoints.value
      scheduler      = endpoints.value
      secretsmanager = endpoints.value
      sns            = endpoints.value
      sqs            = endpoints.value
      sts            = endpoints.value
    }
  }
}

module "instance" {
  source = "../../modules/instance"

  prefix              = var.prefix
  region              = var.region
  zones               = ["${var.region}a", "${var.region}b"]
  origins             = var.origins
  image_tag           = var.image_tag
  archives            = var.archives
  architecture        = var.architecture
  email               = var.email
  vapid_contact       = "mailto:${var.email}"
  sign_up             = var.sign_up
  site                = var.site
  monthly_dollars     = 100
  requests_per_second = 100
  least_copies        = 1
  most_copies         = 2
  push_concurrency    = 2
  log_days            = 14
  deletion_protection = false
  trusted_arns        = var.trusted_arns
  programs_endpoint   = var.endpoint
}

output "instance" {
  description = "What the next steps need; see ../../README.md."
  value       = module.instance
}
