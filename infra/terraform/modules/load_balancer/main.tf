# Inside of the VPC, reached by API Gateway alone; paths choose the service.

variable "prefix" {
  description = "What the names begin with; with the services' names at most 32 characters."
  type        = string
}

variable "vpc_id" {
  description = "The VPC."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of two zones."
  type        = list(string)
}

variable "cidr" {
  description = "The VPC's addresses."
  type        = string
}

variable "services" {
  description = "Port and path patterns by program; where none fits, `default_service` answers."
  type = map(object({
    port  = number
    paths = list(string)
  }))
}

variable "default_service" {
  description = "Who answers all other paths."
  type        = string
}

variable "deletion_protection" {
  description = "Whether it cannot be deleted before this is taken back."
  type        = bool
}

resource "aws_security_group" "link" {
  #checkov:skip=CKV2_AWS_5:API Gateway's VPC link has it, in another module
  name        = "${var.prefix}link"
  description = "API Gateway's way into the VPC"
  vpc_id      = var.vpc_id

  egress {
    description = "To the load balancer"
    from_port   = 80
    to_port     = 80
    protocol    = "tcp"
    cidr_blocks = [var.cidr]
  }
}

resource "aws_security_group" "this" {
  name        = "${var.prefix}load-balancer"
  description = "The load balancer"
  vpc_id      = var.vpc_id

  ingress {
    description     = "From API Gateway"
    from_port       = 80
    to_port         = 80
    protocol        = "tcp"
    security_groups = [aws_security_group.link.id]
  }

  egress {
    description = "To the services"
    from_port   = 8080
    to_port     = 8082
    protocol    = "tcp"
    cidr_blocks = [var.cidr]
  }
}

resource "aws_lb" "this" {
  #checkov:skip=CKV_AWS_150:An environment says so; prod does
  #checkov:skip=CKV_AWS_91:API Gateway logs every request, the services too
  #checkov:skip=CKV2_AWS_20:Inside of the VPC, between API Gateway and the services; the internet speaks https with API Gateway
  name                       = trimsuffix(var.prefix, "-")
  internal                   = true
  load_balancer_type         = "application"
  subnets                    = var.subnet_ids
  security_groups            = [aws_security_group.this.id]
  drop_invalid_header_fields = true
  enable_deletion_protection = var.deletion_protection
}

resource "aws_lb_target_group" "this" {
  #checkov:skip=CKV_AWS_378:Inside of the VPC
  for_each = var.services

  name                 = "${var.prefix}${substr(each.key, 0, 31 - length(var.prefix))}"
  vpc_id               = var.vpc_id
  port                 = each.value.port
  protocol             = "HTTP"
  target_type          = "ip"
  deregistration_delay = 15

  # Ready: its own tables and its queue can be read.
  health_check {
    path                = "/readyz"
    matcher             = "200"
    interval            = 10
    timeout             = 6
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }
}

resource "aws_lb_listener" "this" {
  #checkov:skip=CKV_AWS_2:Inside of the VPC; the internet speaks https with API Gateway
  #checkov:skip=CKV_AWS_103:The same
  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[var.default_service].arn
  }
}

resource "aws_lb_listener_rule" "this" {
  for_each = { for name, service in var.services : name => service if name != var.default_service }

  listener_arn = aws_lb_listener.this.arn

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[each.key].arn
  }

  condition {
    path_pattern {
      values = each.value.paths
    }
  }
}

output "listener_arn" {
  description = "Where API Gateway sends requests to."
  value       = aws_lb_listener.this.arn
}

output "target_group_arns" {
  description = "By program."
  value       = { for name, group in aws_lb_target_group.this : name => group.arn }
}

output "target_group_suffixes" {
  description = "By program, for metrics."
  value       = { for name, group in aws_lb_target_group.this : name => group.arn_suffix }
}

output "arn_suffix" {
  description = "For metrics."
  value       = aws_lb.this.arn_suffix
}

output "link_security_group_id" {
  description = "API Gateway's."
  value       = aws_security_group.link.id
}

output "security_group_id" {
  description = "The load balancer's."
  value       = aws_security_group.this.id
}
