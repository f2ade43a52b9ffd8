#include "platform/aws/sigv4.hpp"

#include <fmt/format.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <unordered_map>

#include "platform/aws/canonical.hpp"
#include "platform/core/encoding.hpp"

namespace dailygrind::aws {
namespace {

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";
constexpr std::string_view content_hash = "X-Amz-Content-Sha256";

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

const EVP_MD* sha256_method() {
  static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return method;
}

std::string hmac(std::string_view key, std::string_view text) {
  static EVP_MAC* const method = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  thread_local const std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)> context{
      [] {
        auto* const made = EVP_MAC_CTX_new(method);
        char name[] = "SHA256";
        const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string("digest", name, 0),
                                         OSSL_PARAM_construct_end()};
        EVP_MAC_CTX_set_params(made, parameters);
        return made;
      }(),
      &EVP_MAC_CTX_free};
  std::string mac(SHA256_DIGEST_LENGTH, '\0');
  std::size_t size = 0;
  if (EVP_MAC_init(context.get(), bytes_of(key), key.size(), nullptr) != 1 ||
      EVP_MAC_update(context.get(), bytes_of(text), text.size()) != 1 ||
      EVP_MAC_final(context.get(), reinterpret_cast<unsigned char*>(mac.data()), &size,
                    mac.size()) != 1) {
    throw std::runtime_error{"OpenSSL failed at HMAC"};
  }
  return mac;
}

/// `20150830T123600Z`
std::string basic_time(Instant now) {
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(now - day)};
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string scope_text(const Scope& scope, const std::string& time) {
  std::string text;
  text.reserve(64);
  text.append(time, 0, 8).append("/").append(scope.region).append("/").append(scope.service);
  return text.append("/aws4_request");
}

std::string string_to_sign(const std::string& canonical, const Scope& scope,
                           const std::string& time) {
  std::string text;
  text.reserve(256);
  text.append(algorithm)
      .append("\n")
      .append(time)
      .append("\n")
      .append(scope_text(scope, time))
      .append("\n");
  return text.append(sha256(canonical));
}

/// It is good for a day, a service and a secret, and making it takes four of a signature's five
/// MACs: the last ones are kept.
const std::string& signing_key(const Scope& scope, const std::string& time,
                               const std::string& secret) {
  constexpr std::size_t most = 16;
  thread_local std::unordered_map<std::string, std::string> keys;
  const auto name = scope_text(scope, time) + secret;
  if (const auto found = keys.find(name); found != keys.end()) return found->second;
  auto key = "AWS4" + secret;
  for (const auto& part :
       {time.substr(0, 8), scope.region, scope.service, std::string{"aws4_request"}}) {
    key = hmac(key, part);
  }
  if (keys.size() >= most) keys.clear();
  return keys.emplace(name, std::move(key)).first->second;
}

std::string signature_of(const std::string& text, const Scope& scope, const std::string& time,
                         const Credentials& credentials) {
  return hex_encode(hmac(signing_key(scope, time, credentials.secret_access_key), text));
}

const std::string* header_of(const http::ClientRequest& request, std::string_view wanted) {
  const auto found = std::ranges::find(
      request.headers, wanted, [](const auto& header) { return std::string_view{header.first}; });
  return found == request.headers.end() ? nullptr : &found->second;
}

}  // namespace

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, sha256_method(), nullptr) !=
      1) {
    throw std::runtime_error{"OpenSSL failed at SHA-256"};
  }
  return hex_encode({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

namespace {

SignatureTexts texts_at(const std::string& time, const http::ClientRequest& request,
                        const Scope& scope, Style style) {
  const auto target = target_of(request.url);
  const auto* hash = header_of(request, content_hash);
  auto headers = canonical_headers(request.headers, target.authority);
  auto names = headers.names;
  auto canonical = canonical_request(
      {.method = request.method,
       .path = style == Style::s3 ? std::string{target.path} : canonical_path(target.path),
       .query = canonical_query(target.query),
       .headers = std::move(headers),
       .body_hash = hash != nullptr ? *hash : sha256(request.body)});
  auto text = string_to_sign(canonical, scope, time);
  return {std::move(canonical), std::move(text), std::move(names)};
}

}  // namespace

SignatureTexts texts_of(const http::ClientRequest& request, const Scope& scope, Instant now,
                        Style style) {
  return texts_at(basic_time(now), request, scope, style);
}

void sign(http::ClientRequest& request, const Scope& scope, const Credentials& credentials,
          Instant now, Style style) {
  const auto time = basic_time(now);
  request.headers.emplace_back("X-Amz-Date", time);
  if (!credentials.session_token.empty()) {
    request.headers.emplace_back("X-Amz-Security-Token", credentials.session_token);
  }
  if (style == Style::s3 && header_of(request, content_hash) == nullptr) {
    request.headers.emplace_back(content_hash, sha256(request.body));
  }
  const auto texts = texts_at(time, request, scope, style);
  request.headers.emplace_back(
      "Authorization",
      fmt::format("{} Credential={}/{}, SignedHeaders={}, Signature={}", algorithm,
                  credentials.access_key_id, scope_text(scope, time), texts.signed_headers,
                  signature_of(texts.string_to_sign, scope, time, credentials)));
}

std::string presign(const Presigned& request, const Scope& scope, const Credentials& credentials,
                    Instant now) {
  const auto time = basic_time(now);
  const auto target = target_of(request.url);
  auto headers = canonical_headers(request.headers, target.authority);
  const auto credential = credentials.access_key_id + "/" + scope_text(scope, time);
  auto query = fmt::format(
      "X-Amz-Algorithm={}&X-Amz-Credential={}&X-Amz-Date={}&X-Amz-Expires={}&X-Amz-SignedHeaders={"
      "}",
      algorithm, percent_encode(credential), time, request.lasts.count(),
      percent_encode(headers.names));
  if (!credentials.session_token.empty()) {
    query += "&X-Amz-Security-Token=" + percent_encode(credentials.session_token);
  }
  if (!target.query.empty()) query = std::string{target.query} + "&" + query;
  const auto canonical = canonical_request({.method = request.method,
                                            .path = std::string{target.path},
                                            .query = canonical_query(query),
                                            .headers = std::move(headers),
                                            .body_hash = "UNSIGNED-PAYLOAD"});
  const auto signature =
      signature_of(string_to_sign(canonical, scope, time), scope, time, credentials);
  const std::string_view url = request.url;
  return std::string{url.substr(0, url.find('?'))} + "?" + query + "&X-Amz-Signature=" + signature;
}

}  // namespace dailygrind::aws
