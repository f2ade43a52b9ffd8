# The place for the private keys of push notifications. Their text is put there by hand (see README.md), so that it is in no state.

variable "prefix" {
  description = "What the secret's name begins with."
  type        = string
}

resource "aws_secretsmanager_secret" "vapid" {
  #checkov:skip=CKV_AWS_149:Secrets Manager's own key encrypts it; a key of our own is for sharing with other accounts
  #checkov:skip=CKV2_AWS_57:A new VAPID key makes every subscription void; it is renewed by hand, with the old ones kept
  name        = "${var.prefix}vapid-keys"
  description = "Private keys of push notifications as PEM, the newest last."
}

output "vapid_arn" {
  description = "The secret's ARN: vapid-keys-secret of the programs."
  value       = aws_secretsmanager_secret.vapid.arn
}
