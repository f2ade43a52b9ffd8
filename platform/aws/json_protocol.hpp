#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "platform/aws/client.hpp"

namespace dailygrind::aws {

/// A call in AWS's JSON protocol 1.0, which DynamoDB and SQS speak. `target` is the name of their
/// API there, `AmazonSQS`.
[[nodiscard]] Request json_request(std::string_view target, std::string operation,
                                   const boost::json::object& document);

/// The answer's document. Throws Problem::unavailable, naming `service`, where it has none.
[[nodiscard]] boost::json::object json_document(const http::ClientResponse& answer,
                                                std::string_view service);

}  // namespace dailygrind::aws
