#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "platform/aws/credentials.hpp"
#include "platform/aws/sigv4.hpp"
#include "platform/core/clock.hpp"
#include "platform/core/metrics.hpp"
#include "platform/core/random.hpp"
#include "platform/core/task.hpp"
#include "platform/http/client.hpp"

namespace boost::asio {
class io_context;
}

namespace dailygrind::aws {

/// A call of an AWS API.
struct Request {
  std::string operation;  ///< as AWS names it, `PutItem`: for metrics and messages
  std::string resource;   ///< the table, topic, queue or bucket it is about: for messages
  http::Method method = http::Method::post;
  std::string path = "/";  ///< encoded
  std::string query;       ///< encoded, without `?`
  http::HeaderList headers;
  std::string body;
  /// Of one attempt; longer where the service is asked to wait.
  std::chrono::milliseconds timeout{5'000};
};

/// A service refused a call, or could not be asked.
class Error : public std::runtime_error {
 public:
  Error(std::string code, int status, const std::string& text)
      : std::runtime_error(text), code_(std::move(code)), status_(status) {}

  /// As the service says it, without a namespace: `ConditionalCheckFailedException`; "" where it
  /// did not answer.
  [[nodiscard]] const std::string& code() const { return code_; }
  /// Of HTTP; 0 where there was no answer.
  [[nodiscard]] int status() const { return status_; }
  /// The whole answer, for errors with details.
  [[nodiscard]] const std::string& body() const { return body_; }
  void set_body(std::string body) { body_ = std::move(body); }

 private:
  std::string code_;
  int status_;
  std::string body_;
};

/// One AWS service at one address, asked with retries as the SDKs' "standard" mode does them: again
/// after errors that pass, with a jittered back-off, as long as a bucket of retries that successes
/// refill is not empty. Thread-safe.
class Client {
 public:
  virtual ~Client() = default;

  /// The answer with a 2xx status. Throws Error for others, the last one where it was tried again;
  /// Problem::unavailable where there are no credentials. Resumes on the caller's executor.
  ///
  /// An operation is repeated without knowing whether an earlier attempt was done: what must not
  /// happen twice carries a token of its own.
  virtual Task<http::ClientResponse> send(Request request) = 0;
};

class Refusals;

struct ClientParts {
  http::Client& http;
  CredentialsSource& credentials;
  const Clock& system;  ///< signatures need the true time
  Random& random;
  metrics::Registry& metrics;
  Refusals* refusals = nullptr;  ///< told of errors that end a call; null is nobody
};

struct ClientSettings {
  std::string service;   ///< as it signs: `dynamodb`
  std::string region;    ///< `eu-central-1`
  std::string endpoint;  ///< `https://dynamodb.eu-central-1.amazonaws.com`, without a path
  Style style = Style::usual;
  int attempts = 3;  ///< of a call, at most
  std::chrono::milliseconds first_backoff{50};
  std::chrono::milliseconds longest_backoff{20'000};
};

/// All parts must outlive it.
[[nodiscard]] std::unique_ptr<Client> make_client(ClientParts parts, ClientSettings settings);

/// The public address of a service in a region: `https://<service>.<region>.amazonaws.com`.
[[nodiscard]] std::string public_endpoint(const std::string& service, const std::string& region);

}  // namespace dailygrind::aws
