# Where the images of the services lie.

variable "prefix" {
  description = "What the names begin with."
  type        = string
}

variable "services" {
  description = "The programs."
  type        = set(string)
}

resource "aws_ecr_repository" "this" {
  #checkov:skip=CKV_AWS_136:ECR's own key encrypts images
  for_each = var.services

  name                 = "${var.prefix}${each.key}"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "this" {
  for_each = aws_ecr_repository.this

  repository = each.value.name
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "Keep the newest images."
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 20 }
      action       = { type = "expire" }
    }]
  })
}

output "urls" {
  description = "By program, without a tag."
  value       = { for name, repository in aws_ecr_repository.this : name => repository.repository_url }
}

output "arns" {
  description = "By program."
  value       = { for name, repository in aws_ecr_repository.this : name => repository.arn }
}
