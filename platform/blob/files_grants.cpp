#include "platform/blob/files_grants.hpp"

#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

#include "platform/core/encoding.hpp"
#include "platform/core/keyed_hash.hpp"
#include "platform/core/private_file.hpp"

namespace dailygrind::blob {
namespace {

constexpr std::size_t secret_bytes = 32;

/// Of the first parameter of that name, decoded; "" where there is none.
std::string parameter(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    auto one = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), one.size() + 1));
    if (!one.starts_with(name) || one.substr(name.size(), 1) != "=") continue;
    return percent_decode(one.substr(name.size() + 1)).value_or("");
  }
  return {};
}

template <typename Number>
Number number_parameter(std::string_view query, std::string_view name) {
  const auto text = parameter(query, name);
  Number number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::int64_t seconds_of(Instant moment) {
  return std::chrono::floor<std::chrono::seconds>(moment).time_since_epoch().count();
}

Grant grant_of(http::Method method, std::string_view key, std::string_view query) {
  Grant grant{
      .method = method,
      .key = std::string{key},
      .expires = Instant{std::chrono::seconds{number_parameter<std::uint32_t>(query, "expires")}}};
  if (method != http::Method::put) return grant;
  grant.content_type = parameter(query, "type");
  grant.size = number_parameter<std::uint64_t>(query, "size");
  grant.sha256 = Checksum::from_hex(parameter(query, "sha256")).value_or(Checksum{});
  grant.upload_id = parameter(query, "uploadId");
  grant.part = number_parameter<int>(query, "partNumber");
  return grant;
}

std::string terms_of(const Grant& grant) {
  if (grant.method != http::Method::put) return {};
  auto terms = fmt::format("&size={}&sha256={}", grant.size, grant.sha256.hex());
  if (grant.upload_id.empty()) return terms + "&type=" + percent_encode(grant.content_type);
  return terms +
         fmt::format("&uploadId={}&partNumber={}", percent_encode(grant.upload_id), grant.part);
}

/// Whether somebody could have been given it: a download, a whole blob or a part.
bool is_sound(const Grant& grant) {
  if (!is_key(grant.key)) return false;
  if (grant.method != http::Method::put) return true;
  const bool whole =
      grant.upload_id.empty() && grant.part == 0 && is_content_type(grant.content_type);
  const bool part = is_upload_id(grant.upload_id) && grant.part > 0 && grant.content_type.empty();
  return whole || part;
}

}  // namespace

Grants::Grants(std::string secret, std::string base_url)
    : secret_(std::move(secret)), base_url_(std::move(base_url)) {}

std::string Grants::signature_of(const Grant& grant) const {
  // Encoded, so that no text can have a line feed and reach into the next field.
  return keyed_hash(secret_, "blob url",
                    fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", http::name_of(grant.method),
                                percent_encode(grant.key), seconds_of(grant.expires),
                                percent_encode(grant.content_type), grant.size, grant.sha256.hex(),
                                percent_encode(grant.upload_id), grant.part));
}

std::string Grants::url_of(const Grant& grant) const {
  return fmt::format("{}{}?expires={}{}&signature={}", base_url_, url_path_of(grant.key),
                     seconds_of(grant.expires), terms_of(grant), signature_of(grant));
}

std::expected<Grant, Denial> Grants::read(http::Method method, std::string_view key,
                                          std::string_view query, Instant now) const {
  auto grant = grant_of(method, key, query);
  const bool ours = equal_in_constant_time(signature_of(grant), parameter(query, "signature"));
  if (!ours || !is_sound(grant)) {
    return std::unexpected{Denial::bad_signature};
  }
  if (now >= grant.expires) return std::unexpected{Denial::expired};
  return grant;
}

std::string open_secret(const std::filesystem::path& file, Random& random) {
  if (!std::filesystem::exists(file)) create_private_file(file, random.token(secret_bytes));
  const auto secret = base64url_decode(trim(read_file(file)));
  if (!secret || secret->size() != secret_bytes) {
    throw std::runtime_error{file.string() +
                             " is damaged; restore it from a backup, or remove it: then URLs that "
                             "were signed before end"};
  }
  return *secret;
}

}  // namespace dailygrind::blob
