#include "platform/identity/jwt.hpp"

#include <strings.h>

#include <algorithm>
#include <array>
#include <optional>

#include "platform/core/encoding.hpp"
#include "platform/identity/flat_json.hpp"

namespace dailygrind::identity {
namespace {

struct Parts {
  std::string_view header;
  std::string_view payload;
  std::string_view signature;
  std::string_view signed_bytes;
};

std::optional<Parts> split(std::string_view token) {
  if (token.size() > max_token_bytes) return std::nullopt;
  const auto first = token.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const auto second = token.find('.', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  if (token.find('.', second + 1) != std::string_view::npos) return std::nullopt;
  return Parts{token.substr(0, first), token.substr(first + 1, second - first - 1),
               token.substr(second + 1), token.substr(0, second)};
}

std::optional<FlatObject> read(std::string_view part) {
  const auto json = base64url_decode(part);
  if (!json) return std::nullopt;
  return FlatObject::parse(*json);
}

/// `typ` tells kinds of JWT apart (RFC 8725 §3.11): one that was made for another purpose (a logout
/// token, a DPoP proof) must not sign anybody in.
bool is_our_type(const FlatObject& header) {
  if (header.find("crit") != nullptr || header.find("cty") != nullptr) return false;
  if (header.find("typ") == nullptr) return true;
  const auto* type = header.text("typ");
  if (type == nullptr || type->find('\0') != std::string::npos) return false;
  constexpr std::array names{"JWT", "at+jwt", "application/jwt", "application/at+jwt"};
  return std::ranges::any_of(
      names, [&](const char* name) { return strcasecmp(type->c_str(), name) == 0; });
}

std::expected<const PublicKey*, Flaw> key_for(const FlatObject& header, const KeySet& keys) {
  if (!is_our_type(header)) return std::unexpected{Flaw::type};
  const auto* name = header.text("alg");
  const auto algorithm = name == nullptr ? std::nullopt : parse_algorithm(*name);
  if (!algorithm) return std::unexpected{Flaw::algorithm};
  const auto* kid = header.text("kid");
  if (kid == nullptr) return std::unexpected{Flaw::malformed};
  const auto* key = keys.find(*kid, *algorithm);
  if (key == nullptr) return std::unexpected{Flaw::unknown_key};
  return key;
}

std::string text_or_empty(const FlatObject& payload, std::string_view name) {
  const auto* text = payload.text(name);
  return text == nullptr ? std::string{} : *text;
}

Instant instant(std::int64_t seconds) { return Instant{std::chrono::seconds{seconds}}; }

/// The accepted client that the token names, "" where there is none.
std::string client_of(const FlatObject& payload, const std::string& use, const TokenRules& rules) {
  const auto named = payload.texts(use == "access" ? "client_id" : "aud");
  for (const auto& client : rules.clients) {
    if (std::ranges::find(named, client) != named.end()) return client;
  }
  return {};
}

/// Who the token is about, "" where it does not say so in the form that the rules demand.
std::string subject_of(const FlatObject& payload, const std::string& use, const TokenRules& rules) {
  auto sub = text_or_empty(payload, "sub");
  if (!is_subject(sub)) return {};
  if (rules.subject == TokenRules::Subject::sub) return sub;
  auto name = text_or_empty(payload, use == "access" ? "username" : "cognito:username");
  return is_uuid(name) ? name : std::string{};
}

bool read_identity(const FlatObject& payload, const TokenRules& rules, Claims& claims) {
  if (payload.find("token_use") != nullptr || rules.token_use_required) {
    claims.token_use = text_or_empty(payload, "token_use");
    if (claims.token_use != "access" && claims.token_use != "id") return false;
  }
  claims.subject = subject_of(payload, claims.token_use, rules);
  claims.client = client_of(payload, claims.token_use, rules);
  const auto* issuer = payload.text("iss");
  return issuer != nullptr && *issuer == rules.issuer && !claims.client.empty() &&
         !claims.subject.empty();
}

bool read_dates(const FlatObject& payload, Claims& claims) {
  const auto issued = payload.seconds("iat");
  const auto expires = payload.seconds("exp");
  const auto begins = payload.seconds("nbf");
  if (!issued || !expires || (payload.find("nbf") != nullptr && !begins)) return false;
  claims.issued_at = instant(*issued);
  claims.expires = instant(*expires);
  claims.not_before = instant(begins.value_or(*issued));
  return true;
}

std::expected<Claims, Flaw> read_claims(const FlatObject& payload, const TokenRules& rules,
                                        Instant now) {
  Claims claims;
  if (!read_identity(payload, rules, claims) || !read_dates(payload, claims)) {
    return std::unexpected{Flaw::claims};
  }
  if (now >= claims.expires + rules.leeway) return std::unexpected{Flaw::expired};
  if (now + rules.leeway < std::max(claims.not_before, claims.issued_at)) {
    return std::unexpected{Flaw::not_yet_valid};
  }
  claims.email = text_or_empty(payload, "email");
  claims.scope = text_or_empty(payload, "scope");
  claims.jti = text_or_empty(payload, "jti");
  claims.origin_jti = text_or_empty(payload, "origin_jti");
  claims.groups = payload.texts("cognito:groups");
  return claims;
}

}  // namespace

std::string_view detail_of(Flaw flaw) {
  switch (flaw) {
    case Flaw::expired:
      return "The token has expired.";
    case Flaw::not_yet_valid:
      return "The token is not valid yet.";
    default:
      return "The token is not valid here.";
  }
}

std::expected<Claims, Flaw> prove(std::string_view token, const KeySet& keys,
                                  const TokenRules& rules, Instant now) {
  const auto parts = split(token);
  if (!parts) return std::unexpected{Flaw::malformed};
  const auto header = read(parts->header);
  if (!header) return std::unexpected{Flaw::malformed};
  const auto key = key_for(*header, keys);
  if (!key) return std::unexpected{key.error()};
  const auto signature = base64url_decode(parts->signature);
  if (!signature) return std::unexpected{Flaw::malformed};
  if (!(*key)->verify(parts->signed_bytes, *signature)) return std::unexpected{Flaw::signature};
  const auto payload = read(parts->payload);
  if (!payload) return std::unexpected{Flaw::malformed};
  return read_claims(*payload, rules, now);
}

}  // namespace dailygrind::identity
