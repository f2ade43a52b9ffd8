# The bucket of pictures, as dailygrind/aws/aws_storage.cpp names it, and the web site: a private bucket behind CloudFront.

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

resource "aws_cloudfront_origin_access_control" "web" {
  name                              = "${var.prefix}web"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_response_headers_policy" "web" {
  name = "${var.prefix}web"

  security_headers_config {
    content_type_options {
      override = true
    }

    frame_options {
      frame_option = "DENY"
      override     = true
    }

    referrer_policy {
      referrer_policy = "same-origin"
      override        = true
    }

    strict_transport_security {
      access_control_max_age_sec = 31536000
      include_subdomains         = true
      preload                    = true
      override                   = true
    }
  }
}

resource "aws_cloudfront_distribution" "web" {
  #checkov:skip=CKV_AWS_68:The site is static files; a firewall costs more than serving them
  #checkov:skip=CKV2_AWS_47:The same
  #checkov:skip=CKV_AWS_86:No log of who reads the site is kept
  #checkov:skip=CKV_AWS_310:One bucket; versions are kept
  #checkov:skip=CKV_AWS_374:People live everywhere
  #checkov:skip=CKV_AWS_174:The certificate is CloudFront's own until a domain is set
  #checkov:skip=CKV2_AWS_42:The same
  enabled             = true
  is_ipv6_enabled     = true
  default_root_object = "index.html"
  price_class         = "PriceClass_100"

  origin {
    origin_id                = "web"
    domain_name              = aws_s3_bucket.this["web"].bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.web.id
  }

  default_cache_behavior {
    target_origin_id           = "web"
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    response_headers_policy_id = aws_cloudfront_response_headers_policy.web.id
    # AWS's "CachingOptimized".
    cache_policy_id = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  }

  # The app has addresses of its own that are no files.
  custom_error_response {
    error_code         = 403
    response_code      = 200
    response_page_path = "/index.html"
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = true
  }
}

resource "aws_s3_bucket_policy" "web" {
  bucket = aws_s3_bucket.this["web"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OurDistribution"
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.this["web"].arn}/*"
      Condition = { StringEquals = { "AWS:SourceArn" = aws_cloudfront_distribution.web.arn } }
    }]
  })

  depends_on = [aws_s3_bucket_public_access_block.this]
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
