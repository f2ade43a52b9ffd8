variable "prefix" {
  description = "aws-prefix of the programs: what all names begin with."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}-$", var.prefix))
    error_message = "The prefix is 3 to 17 lower-case letters, digits and hyphens, and ends with a hyphen; names of load balancers are short."
  }
}

variable "region" {
  description = "Where everything lies."
  type        = string
}

variable "zones" {
  description = "Availability zones, at least two."
  type        = list(string)
}

variable "cidr" {
  description = "The VPC's addresses."
  type        = string
  default     = "10.20.0.0/16"
}

variable "origins" {
  description = "Whose pages may call the API and upload media."
  type        = list(string)
}

variable "image_tag" {
  description = "Of the services' images in ECR."
  type        = string
}

variable "archives" {
  description = "The folder with the functions' archives; \"\" is no functions, and no calls at noon: then the push service sends itself."
  type        = string
  default     = ""
}

variable "architecture" {
  description = "Of images and archives: arm64 or x86_64."
  type        = string
  default     = "arm64"
}

variable "email" {
  description = "Who is told of alarms and costs."
  type        = string
}

variable "vapid_contact" {
  description = "vapid-contact of the programs."
  type        = string
}

variable "sign_up" {
  description = "Who may sign up: mode open, domains or closed; confirm by code, which Cognito mails, or at-once."
  type = object({
    mode    = optional(string, "open")
    domains = optional(list(string), [])
    confirm = optional(string, "code")
  })
}

variable "monthly_dollars" {
  description = "What a month may cost."
  type        = number
}

variable "requests_per_second" {
  description = "Of everybody together."
  type        = number
}

variable "least_copies" {
  description = "Of each service."
  type        = number
}

variable "most_copies" {
  description = "Of each service."
  type        = number
}

variable "push_concurrency" {
  description = "Copies of push-notification at noon, taken out of the account's concurrency."
  type        = number
}

variable "log_days" {
  description = "How long logs are kept."
  type        = number
}

variable "deletion_protection" {
  description = "Whether tables, accounts and load balancer cannot be deleted before this is taken back."
  type        = bool
}

variable "trusted_arns" {
  description = "Who may assume the services' roles besides ECS: for tests on an emulator only."
  type        = list(string)
  default     = []
}

variable "programs_endpoint" {
  description = "aws-endpoint of the programs: for an emulator only."
  type        = string
  default     = ""
}

variable "site" {
  description = "Of the web app: what it is called, the pages of its imprint and privacy notice, the public key of push messages (vapidKey of the push service's /config.json), and the path of the built index.html."
  type = object({
    name        = optional(string, "DailyGrind")
    imprint_url = optional(string, "")
    privacy_url = optional(string, "")
    vapid_key   = optional(string, "")
    page        = optional(string, "")
  })
  default = {}
}
