#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>

#include "dailygrind/embedded/storage.hpp"
#include "platform/core/metrics.hpp"
#include "platform/core/server_config.hpp"

namespace dailygrind::aws {

/// DynamoDB, SNS, SQS and S3 as the configuration names them, with the credentials that AWS's SDKs
/// would find. Calls are sent on `loop`; all that is passed must outlive it.
[[nodiscard]] std::unique_ptr<Storage> make_aws_storage(const ServerConfig& config,
                                                        boost::asio::io_context& loop,
                                                        Random& random, metrics::Registry& metrics);

/// The URL that blobs of that service have their signed addresses under.
[[nodiscard]] std::string address_of_blobs(const ServerConfig& config, const std::string& service);

}  // namespace dailygrind::aws
