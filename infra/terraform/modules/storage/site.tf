# The web app: a private bucket behind CloudFront. Its headers are those of dailygrind/web.

variable "api_url" {
  description = "Where people reach the API."
  type        = string
}

variable "sign_in_url" {
  description = "Where people sign in."
  type        = string
}

variable "page" {
  description = "The built app's index.html, which the hashes of what stands in it are taken of; \"\" before there is one."
  type        = string
}

variable "config" {
  description = "What the app has to know: config.json, as `dailygrind serve` tells it."
  type        = map(string)
}

locals {
  page = var.page == "" ? "" : file(var.page)
  inline = {
    for element in ["script", "style"] : element => [
      for text in regexall("(?s)<${element}>(.*?)</${element}>", local.page) : "'sha256-${base64sha256(text[0])}'"
    ]
  }

  # See dailygrind/web/policy.cpp, also for the two hashes.
  policy = join("; ", [
    "default-src 'none'",
    join(" ", concat(["script-src 'self'"], local.inline["script"])),
    join(" ", concat([
      "style-src 'self'",
      "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    ], local.inline["style"])),
    "img-src 'self' data: blob: ${var.api_url}",
    "font-src 'self'",
    "connect-src 'self' ${var.api_url} ${var.sign_in_url} https://${aws_s3_bucket.this["media"].bucket_regional_domain_name}",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types default",
  ])
}

resource "aws_s3_object" "config" {
  #checkov:skip=CKV_AWS_186:S3's own key encrypts at rest
  bucket        = aws_s3_bucket.this["web"].id
  key           = "config.json"
  content       = jsonencode(var.config)
  content_type  = "application/json"
  cache_control = "no-cache"
}

resource "aws_cloudfront_origin_access_control" "web" {
  name                              = "${var.prefix}web"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

# Each address of the app is its page.
resource "aws_cloudfront_function" "pages" {
  name    = "${var.prefix}pages"
  runtime = "cloudfront-js-2.0"
  publish = true
  code    = templatefile("${path.module}/pages.js.tftpl", { routes = trimspace(file("${path.module}/routes.json")) })
}

resource "aws_cloudfront_response_headers_policy" "web" {
  name = "${var.prefix}web"

  security_headers_config {
    content_security_policy {
      content_security_policy = local.policy
      override                = true
    }

    content_type_options {
      override = true
    }

    frame_options {
      frame_option = "DENY"
      override     = true
    }

    referrer_policy {
      referrer_policy = "no-referrer"
      override        = true
    }

    strict_transport_security {
      access_control_max_age_sec = 31536000
      include_subdomains         = true
      preload                    = true
      override                   = true
    }
  }

  custom_headers_config {
    items {
      header   = "Cross-Origin-Opener-Policy"
      value    = "same-origin"
      override = true
    }

    items {
      header   = "Permissions-Policy"
      value    = "camera=(), microphone=(), geolocation=()"
      override = true
    }
  }
}

resource "aws_cloudfront_response_headers_policy" "assets" {
  name = "${var.prefix}assets"

  security_headers_config {
    content_type_options {
      override = true
    }

    strict_transport_security {
      access_control_max_age_sec = 31536000
      include_subdomains         = true
      preload                    = true
      override                   = true
    }
  }

  custom_headers_config {
    items {
      header   = "Cache-Control"
      value    = "public, max-age=31536000, immutable"
      override = true
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
    # AWS's "CachingOptimized", which keeps to what the files say of themselves.
    cache_policy_id = "658327ea-f89d-4fab-a63d-7e88639e58f6"

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.pages.arn
    }
  }

  # Other content has another name.
  ordered_cache_behavior {
    path_pattern               = "/assets/*"
    target_origin_id           = "web"
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    response_headers_policy_id = aws_cloudfront_response_headers_policy.assets.id
    cache_policy_id            = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  }

  # What is not in the bucket S3 calls forbidden, because nobody may list it. The page says so.
  custom_error_response {
    error_code         = 403
    response_code      = 404
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
