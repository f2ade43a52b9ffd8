# One address for all services: tokens are checked at the edge, and again by each service.

variable "prefix" {
  description = "What the names begin with."
  type        = string
}

variable "issuer" {
  description = "Whose tokens count."
  type        = string
}

variable "client_id" {
  description = "For whom tokens must be made."
  type        = string
}

variable "origins" {
  description = "Whose pages may call the API."
  type        = list(string)
}

variable "subnet_ids" {
  description = "Private subnets."
  type        = list(string)
}

variable "security_group_id" {
  description = "Of the link into the VPC."
  type        = string
}

variable "listener_arn" {
  description = "The load balancer's."
  type        = string
}

variable "requests_per_second" {
  description = "Of everybody together; a burst may be twice that."
  type        = number
}

variable "log_days" {
  description = "How long access logs are kept."
  type        = number
}

locals {
  # What needs no token; see shared paths of the services' OpenAPI documents.
  open_routes = jsondecode(file("${path.module}/open_routes.json"))
}

resource "aws_apigatewayv2_api" "this" {
  name          = "${var.prefix}api"
  protocol_type = "HTTP"

  cors_configuration {
    allow_origins = var.origins
    allow_methods = ["GET", "HEAD", "POST", "PUT", "DELETE"]
    allow_headers = [
      "authorization", "content-type", "idempotency-key", "if-match", "if-none-match", "traceparent", "x-amz-target",
      "x-amz-user-agent", "amz-sdk-invocation-id", "amz-sdk-request", "cache-control",
    ]
    expose_headers = ["Link", "ETag", "Location", "Retry-After", "X-Unread-Count", "X-Request-Id", "RateLimit", "RateLimit-Policy"]
    max_age        = 3600
  }
}

resource "aws_apigatewayv2_authorizer" "this" {
  api_id           = aws_apigatewayv2_api.this.id
  name             = "tokens"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = var.issuer
    audience = [var.client_id]
  }
}

resource "aws_apigatewayv2_vpc_link" "this" {
  name               = "${var.prefix}link"
  subnet_ids         = var.subnet_ids
  security_group_ids = [var.security_group_id]
}

resource "aws_apigatewayv2_integration" "this" {
  api_id                 = aws_apigatewayv2_api.this.id
  integration_type       = "HTTP_PROXY"
  integration_method     = "ANY"
  integration_uri        = var.listener_arn
  connection_type        = "VPC_LINK"
  connection_id          = aws_apigatewayv2_vpc_link.this.id
  payload_format_version = "1.0"
}

resource "aws_apigatewayv2_route" "signed_in" {
  api_id             = aws_apigatewayv2_api.this.id
  route_key          = "$default"
  target             = "integrations/${aws_apigatewayv2_integration.this.id}"
  authorization_type = "JWT"
  authorizer_id      = aws_apigatewayv2_authorizer.this.id
}

resource "aws_apigatewayv2_route" "open" {
  #checkov:skip=CKV_AWS_309:What everybody may read before signing in
  for_each = toset(local.open_routes)

  api_id             = aws_apigatewayv2_api.this.id
  route_key          = each.key
  target             = "integrations/${aws_apigatewayv2_integration.this.id}"
  authorization_type = "NONE"
}

resource "aws_cloudwatch_log_group" "access" {
  #checkov:skip=CKV_AWS_158:CloudWatch's own key encrypts logs at rest
  #checkov:skip=CKV_AWS_338:An environment says how long; prod keeps a year
  name              = "/${var.prefix}access"
  retention_in_days = var.log_days
}

resource "aws_apigatewayv2_stage" "this" {
  api_id      = aws_apigatewayv2_api.this.id
  name        = "$default"
  auto_deploy = true

  default_route_settings {
    throttling_rate_limit  = var.requests_per_second
    throttling_burst_limit = 2 * var.requests_per_second
  }

  # Neither addresses nor tokens.
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access.arn
    format = jsonencode({
      requestId    = "$context.requestId"
      time         = "$context.requestTimeEpoch"
      method       = "$context.httpMethod"
      route        = "$context.routeKey"
      status       = "$context.status"
      milliseconds = "$context.responseLatency"
      bytes        = "$context.responseLength"
      error        = "$context.error.message"
      authorizer   = "$context.authorizer.error"
    })
  }
}

output "url" {
  description = "Where people reach the API."
  value       = aws_apigatewayv2_api.this.api_endpoint
}

output "id" {
  description = "For metrics."
  value       = aws_apigatewayv2_api.this.id
}
