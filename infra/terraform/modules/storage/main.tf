# The bucket of pictures, as dailygrind/aws/aws_storage.cpp names it, and that of the web app's files; what stands before
# the latter is in site.tf.

variable "prefix" {
  description = "What the names begin with; with the account's number they are the world's only."
  type        = string
}

variable "account" {
  description = "The account's number."
  type        = string
}

variable "origins" {
  description = "Whose pages may upload media to signed addresses."
  type        = list(string)
}

locals {
  buckets = { media = "user-media", web = "web" }
}

resource "aws_s3_bucket" "this" {
  #checkov:skip=CKV2_AWS_61:It has one below; checkov does not follow for_each
  #checkov:skip=CKV2_AWS_6:The same
  #checkov:skip=CKV_AWS_21:The site has versions; what people delete is to be gone at once
  #checkov:skip=CKV_AWS_144:A copy in another region is a decision of who runs it
  #checkov:skip=CKV_AWS_145:S3's own key encrypts at rest; signed uploads need no key policy then
  #checkov:skip=CKV_AWS_18:Uploads are signed by the services, which log them
  #checkov:skip=CKV2_AWS_62:The function that processes media comes with media
  for_each = local.buckets

  bucket = "${var.prefix}${each.value}-${var.account}"
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each = aws_s3_bucket.this

  bucket                  = each.value.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_versioning" "web" {
  bucket = aws_s3_bucket.this["web"].id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  rule {
    id     = "unfinished"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }

    # Only the site has versions.
    noncurrent_version_expiration {
      noncurrent_days = 30
    }
  }

  depends_on = [aws_s3_bucket_versioning.web]
}

resource "aws_s3_bucket_cors_configuration" "media" {
  bucket = aws_s3_bucket.this["media"].id

  cors_rule {
    allowed_origins = var.origins
    allowed_methods = ["PUT", "GET"]
    allowed_headers = ["content-type", "content-length", "x-amz-checksum-sha256", "x-amz-content-sha256"]
    expose_headers  = ["ETag"]
    max_age_seconds = 3600
  }
}

output "media_arn" {
  description = "The bucket of pictures."
  value       = aws_s3_bucket.this["media"].arn
}

output "web_bucket" {
  description = "Where the site's files go."
  value       = aws_s3_bucket.this["web"].bucket
}

output "web_domain" {
  description = "Where people find the site."
  value       = aws_cloudfront_distribution.web.domain_name
}
