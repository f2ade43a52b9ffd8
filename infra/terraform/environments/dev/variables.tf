variable "region" {
  description = "Where everything lies."
  type        = string
  default     = "eu-central-1"
}

variable "prefix" {
  description = "aws-prefix of the programs."
  type        = string
  default     = "dailygrind-dev-"
}

variable "email" {
  description = "Who is told of alarms and costs."
  type        = string
}

variable "origins" {
  description = "Whose pages may call the API, such as https://…"
  type        = list(string)
}

variable "image_tag" {
  description = "Of the services' images in ECR."
  type        = string
}

variable "archives" {
  description = "The folder with the functions' archives; \"\" is none."
  type        = string
  default     = ""
}

variable "architecture" {
  description = "Of images and archives: arm64 or x86_64."
  type        = string
  default     = "x86_64"
}

variable "endpoint" {
  description = "An emulator on this machine, for tests; \"\" is AWS."
  type        = string
  default     = ""
}

variable "trusted_arns" {
  description = "Who may assume the services' roles besides ECS: for tests on an emulator."
  type        = list(string)
  default     = []
}

variable "sign_up" {
  description = "Who may sign up: mode open, domains or closed; confirm by code, which Cognito mails, or at-once."
  type = object({
    mode    = optional(string, "open")
    domains = optional(list(string), [])
    confirm = optional(string, "code")
  })
  default = {}
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
