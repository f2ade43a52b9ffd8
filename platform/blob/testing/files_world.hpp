#pragma once

#include <filesystem>
#include <memory>

#include "platform/api/problem_json.hpp"
#include "platform/blob/files_blobs.hpp"
#include "platform/blob/files_http.hpp"
#include "platform/http/testing/test_server.hpp"

namespace dailygrind::blob::testing {

/// Blobs in a folder, and a server that answers their URLs.
class FilesWorld {
 public:
  FilesWorld(const std::filesystem::path& folder, const Clock& clock)
      : server_(routes(), http::testing::test_settings(), 1, &api::problem_response),
        blobs_(std::make_unique<FilesBlobs>(
            FilesSettings{.folder = folder,
                          .base_url = "http://127.0.0.1:" + std::to_string(server_.port()) + "/b"},
            clock, random_)) {
    get_ = files_get(*blobs_);
    put_ = files_put(*blobs_);
  }

  [[nodiscard]] FilesBlobs& blobs() { return *blobs_; }

 private:
  /// The server comes first, since its port is part of what the blobs are made of.
  http::Router routes() {
    http::Router router;
    const auto ask = [](const http::Handler& handler) -> http::Handler {
      return [&handler](const http::Request& request, const http::PathParameters& parameters) {
        return handler(request, parameters);
      };
    };
    router.add(http::Method::get, "/b/{key...}", ask(get_));
    router.add_streaming(
        http::Method::put, "/b/{key...}",
        [this](const http::Request& request, const http::PathParameters& parameters,
               http::BodyReader& body) { return put_(request, parameters, body); },
        max_call_bytes);
    return router;
  }

  SystemRandom random_;
  http::Handler get_;
  http::StreamingHandler put_;
  http::testing::TestServer server_;
  std::unique_ptr<FilesBlobs> blobs_;
};

}  // namespace dailygrind::blob::testing
