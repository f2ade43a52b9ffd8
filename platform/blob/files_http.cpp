#include "platform/blob/files_http.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "platform/core/problem.hpp"
#include "platform/http/conditions.hpp"

namespace dailygrind::blob {
namespace {

using namespace std::string_view_literals;

/// Shown in place; anything else is only saved. SVG is among neither: it is a program, too.
constexpr std::array shown{"image/jpeg"sv, "image/png"sv, "image/webp"sv, "image/avif"sv,
                           "image/gif"sv,  "video/mp4"sv, "video/webm"sv};

Problem refusal(int status, std::string code, std::string detail) {
  return {status, std::move(code), std::move(detail)};
}

Grant admit(const FilesBlobs& blobs, http::Method method, const http::Request& request,
            const http::PathParameters& parameters) {
  auto grant = blobs.admit(method, parameters.front(), request.query);
  if (grant) return std::move(*grant);
  if (grant.error() == Denial::expired) {
    throw refusal(403, "link-expired", "This link has expired. Ask for a new one.");
  }
  throw refusal(403, "bad-signature", "This link is not one that was given out, or not for this.");
}

Problem wrong_size(const Grant& grant, const std::string& size) {
  return refusal(400, "wrong-size",
                 fmt::format("This link is for {} bytes, not {}.", grant.size, size));
}

/// What can be said before the body is read.
void check_upload(const Grant& grant, const http::Request& request) {
  const std::string length{request.header("Content-Length")};
  if (!length.empty() && length != std::to_string(grant.size)) throw wrong_size(grant, length);
  const bool is_part = !grant.upload_id.empty();
  if (!is_part && request.header("Content-Type") != grant.content_type) {
    throw refusal(400, "wrong-content-type",
                  fmt::format("This link is for the content type {}.", grant.content_type));
  }
}

void check(FilesBlobs::Received received) {
  if (received == FilesBlobs::Received::no_such_upload) throw Problem::not_found();
  if (received == FilesBlobs::Received::wrong_checksum) {
    throw refusal(400, "wrong-checksum", "These are not the bytes that the link was made for.");
  }
}

/// What every answer has that shows what a user has uploaded.
void describe(http::Response& response, const Info& info) {
  const bool in_place = std::ranges::find(shown, info.content_type) != shown.end();
  response.set("Content-Disposition", in_place ? "inline" : "attachment");
  response.set("Content-Security-Policy", "default-src 'none'; sandbox");
  response.set("Accept-Ranges", "bytes");
  response.set("ETag", info.etag);
}

http::Response unsatisfiable(const Info& info) {
  http::Response response{.status = 416};
  response.set("Content-Range", fmt::format("bytes */{}", info.size));
  return response;
}

/// The part that is asked for; nothing where it is everything. Only GET has ranges (RFC 9110
/// §14.2), and only of what the client has the rest of (§13.1.5).
std::optional<http::ByteRange> wanted_of(const http::Request& request, const Info& info) {
  const auto known = request.header("If-Range");
  if (request.method != http::Method::get || (!known.empty() && known != info.etag)) {
    return std::nullopt;
  }
  return http::parse_byte_range(request.header("Range"), info.size);
}

Task<http::Response> answer_get(FilesBlobs& blobs, const http::Request& request, Grant grant) {
  const auto record = co_await blobs.open(std::move(grant.key));
  if (!record) throw Problem::not_found();
  const auto& info = record->info();
  http::Response response;
  describe(response, info);
  if (!http::none_match(request.header("If-None-Match"), info.etag)) {
    response.status = 304;
    co_return response;
  }
  const auto wanted = wanted_of(request, info);
  if (wanted && wanted->size == 0) co_return unsatisfiable(info);
  if (!wanted && info.size > max_call_bytes) {
    throw refusal(400, "range-required",
                  fmt::format("This has {} bytes. Ask for ranges of it.", info.size));
  }
  const auto range = wanted ? Range{wanted->first, wanted->size} : Range{};
  response.set("Content-Type", info.content_type);
  response.body = co_await blobs.read(*record, range);
  if (wanted) {
    response.status = 206;
    const auto last = range.first + response.body.size() - 1;
    response.set("Content-Range", fmt::format("bytes {}-{}/{}", range.first, last, info.size));
  }
  co_return response;
}

}  // namespace

http::StreamingHandler files_put(FilesBlobs& blobs) {
  return [&blobs](const http::Request& request, const http::PathParameters& parameters,
                  http::BodyReader& body) -> Task<http::Response> {
    FilesBlobs::Incoming incoming{blobs, admit(blobs, http::Method::put, request, parameters)};
    const auto& grant = incoming.grant();
    check_upload(grant, request);
    for (auto piece = co_await body.next(); !piece.empty(); piece = co_await body.next()) {
      if (piece.size() > grant.size - incoming.size()) throw wrong_size(grant, "more");
      co_await incoming.append(std::move(piece));
    }
    if (incoming.size() != grant.size) {
      throw wrong_size(grant, std::to_string(incoming.size()));
    }
    check(co_await incoming.finish());
    http::Response response;
    response.set("ETag", etag_of(grant.sha256));
    co_return response;
  };
}

http::Handler files_get(FilesBlobs& blobs) {
  return [&blobs](const http::Request& request,
                  const http::PathParameters& parameters) -> Task<http::Response> {
    co_return co_await answer_get(blobs, request,
                                  admit(blobs, http::Method::get, request, parameters));
  };
}

}  // namespace dailygrind::blob
