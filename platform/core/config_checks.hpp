#pragma once

#include <string>

/// Checks (see config.hpp) for the values of settings.
namespace dailygrind::config {

/// `127.0.0.1:9000`
[[nodiscard]] std::string check_endpoint(const std::string& text);
/// An address or a CIDR block.
[[nodiscard]] std::string check_network(const std::string& text);
/// An absolute http or https URL without user name or fragment.
[[nodiscard]] std::string check_url(const std::string& text);
/// Scheme, host and perhaps a port, as browsers send it in `Origin` (RFC 6454 §6.2), or `*`.
[[nodiscard]] std::string check_origin(const std::string& text);
/// A DNS name with at least one dot, in lower case.
[[nodiscard]] std::string check_domain(const std::string& text);
/// As the names of AWS's regions are made.
[[nodiscard]] std::string check_aws_region(const std::string& text);
/// 12 digits.
[[nodiscard]] std::string check_aws_account(const std::string& text);
/// What every name in DynamoDB, SNS and SQS may begin with, at most 40 characters.
[[nodiscard]] std::string check_aws_prefix(const std::string& text);
[[nodiscard]] std::string check_aws_secret(const std::string& text);
/// `name@domain`, perhaps as `Name <name@domain>`.
[[nodiscard]] std::string check_sender(const std::string& text);
/// RFC 3339 in UTC.
[[nodiscard]] std::string check_moment(const std::string& text);
/// Well-formed UTF-8 without control characters, at most 100 code points.
[[nodiscard]] std::string check_title(const std::string& text);

}  // namespace dailygrind::config
