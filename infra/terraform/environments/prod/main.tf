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
    tags = { project = "dailygrind", environment = "prod" }
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
  monthly_dollars     = 500
  requests_per_second = 2000
  least_copies        = 2
  most_copies         = 20
  push_concurrency    = 64
  log_days            = 365
  deletion_protection = true
}

output "instance" {
  description = "What the next steps need; see ../../README.md."
  value       = module.instance
}
