# One DailyGrind: everything that an environment consists of.

data "aws_caller_identity" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id

  programs = {
    user-service              = { port = 8082, paths = ["/users", "/users/*"] }
    post-service              = { port = 8080, paths = ["/posts", "/posts/*"] }
    push-notification-service = { port = 8081, paths = ["/push-notifications", "/push-notifications/*"] }
  }

  # What docs/configuration.md calls storage, aws-region, aws-account, aws-prefix …
  settings = merge({
    DAILYGRIND_AWS_REGION  = var.region
    DAILYGRIND_AWS_ACCOUNT = local.account
    DAILYGRIND_AWS_PREFIX  = var.prefix
  }, var.programs_endpoint == "" ? {} : { DAILYGRIND_AWS_ENDPOINT = var.programs_endpoint })

  site_url = "https://${module.storage.web_domain}"

  # All copies and the functions send with the same keys. See lambdas/README.md.
  push_settings = merge(
    { DAILYGRIND_VAPID_KEYS_SECRET = module.secrets.vapid_arn },
    var.archives == "" ? {} : { DAILYGRIND_PUSH_JOBS = "lambda" },
  )

  own = {
    user-service = {
      tables  = module.dynamodb.arns["user"]
      topics  = [module.messaging.topic_arns["user-events"], module.messaging.topic_arns["identity-events"]]
      queues  = module.messaging.queue_arns["user-service-identity-events"]
      buckets = [module.storage.media_arn]
      secrets = []
      pools   = [module.cognito.pool_arn]
    }
    post-service = {
      tables  = module.dynamodb.arns["post"]
      topics  = [module.messaging.topic_arns["post-events"]]
      queues  = module.messaging.queue_arns["post-service-user-events"]
      buckets = []
      secrets = []
      pools   = []
    }
    push-notification-service = {
      tables  = module.dynamodb.arns["push"]
      topics  = []
      queues  = module.messaging.queue_arns["push-service-events"]
      buckets = []
      secrets = [module.secrets.vapid_arn]
      pools   = []
    }
  }
}

resource "aws_sns_topic" "alarms" {
  #checkov:skip=CKV_AWS_26:Names of alarms are no secret, and CloudWatch could not use SNS's own key
  name = "${var.prefix}alarms"
}

resource "aws_sns_topic_subscription" "alarms" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = var.email
}

module "dynamodb" {
  source              = "../dynamodb"
  prefix              = var.prefix
  deletion_protection = var.deletion_protection
}

module "messaging" {
  source          = "../messaging"
  prefix          = var.prefix
  alarm_topic_arn = aws_sns_topic.alarms.arn
}

module "secrets" {
  source = "../secrets"
  prefix = var.prefix
}

module "iam" {
  source       = "../iam"
  prefix       = var.prefix
  services     = local.own
  trusted_arns = var.trusted_arns
  emulated     = var.programs_endpoint != ""
}

module "lambda" {
  count  = var.archives == "" ? 0 : 1
  source = "../lambda"

  prefix               = var.prefix
  archives             = var.archives
  architecture         = var.architecture
  push_table_arn       = module.dynamodb.arns["push"][0]
  shards_arn           = module.messaging.shards_arn
  vapid_arn            = module.secrets.vapid_arn
  log_days             = var.log_days
  reserved_concurrency = var.push_concurrency
  environment = merge(local.settings, {
    DAILYGRIND_VAPID_CONTACT = var.vapid_contact
    DAILYGRIND_PUBLIC_URL    = local.site_url
  })
  sign_up = var.sign_up
}

module "scheduler" {
  count  = var.archives == "" ? 0 : 1
  source = "../scheduler"

  prefix       = var.prefix
  function_arn = module.lambda[0].arns["schedule-notification"]
}

module "cognito" {
  source              = "../cognito"
  prefix              = var.prefix
  pre_sign_up_arn     = var.archives == "" ? null : module.lambda[0].arns["user-confirmation"]
  deletion_protection = var.deletion_protection
}

# Between the function and the pool, which name each other.
resource "aws_lambda_permission" "pre_sign_up" {
  count = var.archives == "" ? 0 : 1

  statement_id  = "cognito"
  action        = "lambda:InvokeFunction"
  function_name = "${var.prefix}user-confirmation"
  principal     = "cognito-idp.amazonaws.com"
  source_arn    = module.cognito.pool_arn
}

module "ecr" {
  source   = "../ecr"
  prefix   = var.prefix
  services = keys(local.programs)
}

module "network" {
  source   = "../network"
  prefix   = var.prefix
  region   = var.region
  cidr     = var.cidr
  zones    = var.zones
  log_days = var.log_days
}

module "load_balancer" {
  source              = "../load_balancer"
  prefix              = var.prefix
  vpc_id              = module.network.vpc_id
  subnet_ids          = module.network.private_subnet_ids
  cidr                = module.network.cidr
  services            = local.programs
  default_service     = "user-service"
  deletion_protection = var.deletion_protection
}

module "ecs" {
  source                          = "../ecs"
  prefix                          = var.prefix
  region                          = var.region
  vpc_id                          = module.network.vpc_id
  subnet_ids                      = module.network.private_subnet_ids
  load_balancer_security_group_id = module.load_balancer.security_group_id
  architecture                    = upper(var.architecture)
  least_copies                    = var.least_copies
  most_copies                     = var.most_copies
  log_days                        = var.log_days

  services = {
    for name, program in local.programs : name => {
      port             = program.port
      image            = "${module.ecr.urls[name]}:${var.image_tag}"
      repository_arn   = module.ecr.arns[name]
      role_arn         = module.iam.role_arns[name]
      target_group_arn = module.load_balancer.target_group_arns[name]
      environment = merge(local.settings, {
        DAILYGRIND_STORAGE       = "aws"
        DAILYGRIND_ISSUER        = module.cognito.issuer
        DAILYGRIND_JWKS_URL      = "${module.cognito.issuer}/.well-known/jwks.json"
        DAILYGRIND_CLIENT        = module.cognito.client_id
        DAILYGRIND_USER_ID_CLAIM = "username"
        DAILYGRIND_TRUSTED_PROXY = module.network.cidr
        DAILYGRIND_PUBLIC_URL    = module.gateway.url
        DAILYGRIND_VAPID_CONTACT = var.vapid_contact
        },
        name == "push-notification-service" ? local.push_settings : {},
        # A click on a message leads into the app; pictures come from the API.
        name == "push-notification-service" ? { DAILYGRIND_PUBLIC_URL = local.site_url } : {},
        name == "user-service" ? { DAILYGRIND_COGNITO_POOL = module.cognito.pool_id } : {},
      )
    }
  }
}

module "gateway" {
  source              = "../gateway"
  prefix              = var.prefix
  issuer              = module.cognito.issuer
  client_id           = module.cognito.client_id
  origins             = var.origins
  subnet_ids          = module.network.private_subnet_ids
  security_group_id   = module.load_balancer.link_security_group_id
  listener_arn        = module.load_balancer.listener_arn
  requests_per_second = var.requests_per_second
  log_days            = var.log_days
}

module "storage" {
  source      = "../storage"
  prefix      = var.prefix
  account     = local.account
  origins     = var.origins
  api_url     = module.gateway.url
  sign_in_url = "https://cognito-idp.${var.region}.amazonaws.com"
  page        = var.site.page
  config = {
    instanceName     = var.site.name
    apiUrl           = module.gateway.url
    authEndpoint     = ""
    authFlow         = "USER_SRP_AUTH"
    issuer           = module.cognito.issuer
    userPoolId       = module.cognito.pool_id
    userPoolClientId = module.cognito.client_id
    vapidKey         = var.site.vapid_key
    imprintUrl       = var.site.imprint_url
    privacyUrl       = var.site.privacy_url
  }
}

module "monitoring" {
  source                = "../monitoring"
  prefix                = var.prefix
  region                = var.region
  alarm_topic_arn       = aws_sns_topic.alarms.arn
  api_id                = module.gateway.id
  load_balancer_suffix  = module.load_balancer.arn_suffix
  target_group_suffixes = module.load_balancer.target_group_suffixes
  functions             = var.archives == "" ? [] : [for name in ["user-confirmation", "schedule-notification", "push-notification"] : "${var.prefix}${name}"]
  tables                = module.dynamodb.names
  cluster_name          = module.ecs.cluster_name
}

module "budgets" {
  source          = "../budgets"
  prefix          = var.prefix
  monthly_dollars = var.monthly_dollars
  email           = var.email
}
