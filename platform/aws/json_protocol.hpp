#pragma once

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "platform/aws/client.hpp"

namespace dailygrind::aws {

/// A call in AWS's JSON protocol 1.0, which DynamoDB and SQS speak. `target` is the name of their
/// API there, `AmazonSQS`.
[[nodiscard]] Request json_request(std::string_view target, std::string operation,
                                   const boost::json::object& document);

/// An answer's document. Its hundreds of small values lie in one piece of memory that it owns and
/// that goes at once: a value that is moved out of it must not outlive it, a copy may.
class JsonDocument {
 public:
  JsonDocument() : JsonDocument(std::make_unique<boost::json::monotonic_resource>()) {}
  JsonDocument(JsonDocument&&) = default;
  JsonDocument& operator=(JsonDocument&&) = delete;  // would copy, from memory to memory

  /// Throws Problem::unavailable, naming `service`, where the answer has none.
  static JsonDocument of(const http::ClientResponse& answer, std::string_view service);

  [[nodiscard]] boost::json::object& operator*() { return root_; }
  [[nodiscard]] const boost::json::object& operator*() const { return root_; }
  [[nodiscard]] const boost::json::object* operator->() const { return &root_; }
  /// One that lives by itself.
  [[nodiscard]] boost::json::object copy() const { return {root_, boost::json::storage_ptr{}}; }

 private:
  explicit JsonDocument(std::unique_ptr<boost::json::monotonic_resource> memory)
      : memory_(std::move(memory)), root_(boost::json::storage_ptr{memory_.get()}) {}
  JsonDocument(std::unique_ptr<boost::json::monotonic_resource> memory, boost::json::object root)
      : memory_(std::move(memory)), root_(std::move(root)) {}

  // In this order: the values go first.
  std::unique_ptr<boost::json::monotonic_resource> memory_;
  boost::json::object root_;
};

}  // namespace dailygrind::aws
