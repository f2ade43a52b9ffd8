output "api_url" {
  description = "Where people reach the API."
  value       = module.gateway.url
}

output "web_domain" {
  description = "Where people find the site."
  value       = module.storage.web_domain
}

output "web_bucket" {
  description = "Where the site's files go."
  value       = module.storage.web_bucket
}

output "image_urls" {
  description = "Where the services' images go, by program."
  value       = module.ecr.urls
}

output "user_pool_id" {
  description = "The accounts'."
  value       = module.cognito.pool_id
}

output "client_id" {
  description = "The web app's."
  value       = module.cognito.client_id
}

output "role_arns" {
  description = "The services' roles, by program."
  value       = module.iam.role_arns
}

output "vapid_secret_arn" {
  description = "Where the private keys of push notifications go."
  value       = module.secrets.vapid_arn
}
