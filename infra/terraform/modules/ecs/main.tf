# The services on Fargate, stateless: any number of copies of each.

variable "prefix" {
  description = "What the names begin with."
  type        = string
}

variable "region" {
  description = "Where they run."
  type        = string
}

variable "vpc_id" {
  description = "The VPC."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets."
  type        = list(string)
}

variable "load_balancer_security_group_id" {
  description = "From where requests come."
  type        = string
}

variable "services" {
  description = "By program."
  type = map(object({
    port             = number
    image            = string
    repository_arn   = string
    role_arn         = string
    target_group_arn = string
    environment      = map(string)
  }))
}

variable "architecture" {
  description = "X86_64 or ARM64, as the images."
  type        = string
  default     = "ARM64"
}

variable "least_copies" {
  description = "Of each service."
  type        = number
}

variable "most_copies" {
  description = "Of each service."
  type        = number
}

variable "log_days" {
  description = "How long logs are kept."
  type        = number
}

resource "aws_ecs_cluster" "this" {
  name = trimsuffix(var.prefix, "-")

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_cloudwatch_log_group" "this" {
  #checkov:skip=CKV_AWS_158:CloudWatch's own key encrypts logs at rest
  #checkov:skip=CKV_AWS_338:An environment says how long; prod keeps a year
  for_each = var.services

  name              = "/${var.prefix}${each.key}"
  retention_in_days = var.log_days
}

# What starts the containers: fetches the image, writes the log.
resource "aws_iam_role" "start" {
  for_each = var.services

  name = "${var.prefix}${each.key}-start"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "start" {
  #checkov:skip=CKV_AWS_290:GetAuthorizationToken takes no resource
  #checkov:skip=CKV_AWS_355:GetAuthorizationToken takes no resource
  for_each = var.services

  name = "start"
  role = aws_iam_role.start[each.key].name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "SignIn", Effect = "Allow", Action = ["ecr:GetAuthorizationToken"], Resource = ["*"] },
      {
        Sid      = "Image"
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = [each.value.repository_arn]
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["${aws_cloudwatch_log_group.this[each.key].arn}:*"]
      },
    ]
  })
}

resource "aws_security_group" "this" {
  #checkov:skip=CKV_AWS_382:Push services have any address; the program refuses private ones
  name        = "${var.prefix}services"
  description = "The services"
  vpc_id      = var.vpc_id

  ingress {
    description     = "From the load balancer"
    from_port       = 8080
    to_port         = 8082
    protocol        = "tcp"
    security_groups = [var.load_balancer_security_group_id]
  }

  egress {
    description = "AWS and push services"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_ecs_task_definition" "this" {
  for_each = var.services

  family                   = "${var.prefix}${each.key}"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = "256"
  memory                   = "512"
  execution_role_arn       = aws_iam_role.start[each.key].arn
  task_role_arn            = each.value.role_arn

  runtime_platform {
    cpu_architecture        = var.architecture
    operating_system_family = "LINUX"
  }

  # The only place that can be written: locks and keys of the process, gone with the task.
  volume {
    name = "data"
  }

  container_definitions = jsonencode([{
    name                   = each.key
    image                  = each.value.image
    essential              = true
    readonlyRootFilesystem = true
    privileged             = false
    user                   = "10001:10001"
    linuxParameters        = { capabilities = { drop = ["ALL"] }, initProcessEnabled = true }
    portMappings           = [{ containerPort = each.value.port, protocol = "tcp" }]
    mountPoints            = [{ sourceVolume = "data", containerPath = "/data", readOnly = false }]
    stopTimeout            = 30
    environment = [
      for name, value in merge(each.value.environment, {
        DAILYGRIND_LISTEN = "0.0.0.0:${each.value.port}"
        DAILYGRIND_DATA   = "/data"
      }) : { name = name, value = value }
    ]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.this[each.key].name
        awslogs-region        = var.region
        awslogs-stream-prefix = "task"
      }
    }
  }])
}

resource "aws_ecs_service" "this" {
  for_each = var.services

  name                               = each.key
  cluster                            = aws_ecs_cluster.this.id
  task_definition                    = aws_ecs_task_definition.this[each.key].arn
  launch_type                        = "FARGATE"
  desired_count                      = var.least_copies
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = 30
  propagate_tags                     = "SERVICE"

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [aws_security_group.this.id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = each.value.target_group_arn
    container_name   = each.key
    container_port   = each.value.port
  }

  # A release that does not become ready is taken back.
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  # Autoscaling sets it.
  lifecycle {
    ignore_changes = [desired_count]
  }
}

resource "aws_appautoscaling_target" "this" {
  for_each = var.services

  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${aws_ecs_cluster.this.name}/${aws_ecs_service.this[each.key].name}"
  min_capacity       = var.least_copies
  max_capacity       = var.most_copies
}

resource "aws_appautoscaling_policy" "cpu" {
  for_each = var.services

  name               = "${var.prefix}${each.key}-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this[each.key].service_namespace
  scalable_dimension = aws_appautoscaling_target.this[each.key].scalable_dimension
  resource_id        = aws_appautoscaling_target.this[each.key].resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = 50
    scale_out_cooldown = 30
    scale_in_cooldown  = 300

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

output "cluster_name" {
  description = "For metrics."
  value       = aws_ecs_cluster.this.name
}
