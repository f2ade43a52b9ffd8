#include "platform/identity/key_set.hpp"

#include <boost/json/parse.hpp>

#include "platform/core/encoding.hpp"

namespace dailygrind::identity {
namespace {

namespace json = boost::json;

std::string_view text(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return {};
  return {value->get_string().data(), value->get_string().size()};
}

std::string decoded(const json::object& object, std::string_view name) {
  return base64url_decode(text(object, name)).value_or("");
}

bool is_for_signatures(const json::object& object) {
  if (object.contains("use") && text(object, "use") != "sig") return false;
  const auto* operations = object.if_contains("key_ops");
  if (operations == nullptr) return true;
  if (!operations->is_array()) return false;
  for (const auto& operation : operations->get_array()) {
    if (operation.is_string() && operation.get_string() == "verify") return true;
  }
  return false;
}

std::optional<PublicKey> read_key(const json::object& object) {
  if (!is_for_signatures(object) || object.contains("d")) return std::nullopt;
  std::optional<PublicKey> key;
  if (text(object, "kty") == "RSA")
    key = PublicKey::rsa(decoded(object, "n"), decoded(object, "e"));
  if (text(object, "kty") == "EC" && text(object, "crv") == "P-256") {
    key = PublicKey::p256(decoded(object, "x"), decoded(object, "y"));
  }
  const bool other =
      key && object.contains("alg") && parse_algorithm(text(object, "alg")) != key->algorithm();
  return other ? std::nullopt : key;
}

}  // namespace

std::optional<KeySet> KeySet::parse(std::string_view document) {
  if (document.size() > 256 * 1024) return std::nullopt;
  json::error_code error;
  const auto root = json::parse({document.data(), document.size()}, error);
  if (error || !root.is_object()) return std::nullopt;
  const auto* keys = root.get_object().if_contains("keys");
  if (keys == nullptr || !keys->is_array() || keys->get_array().size() > 100) return std::nullopt;
  KeySet set;
  for (const auto& entry : keys->get_array()) {
    if (!entry.is_object()) return std::nullopt;
    const auto kid = text(entry.get_object(), "kid");
    if (kid.empty()) continue;
    auto key = read_key(entry.get_object());
    if (key && set.find(kid, key->algorithm()) == nullptr) {
      set.keys_.push_back({std::string{kid}, std::move(*key)});
    }
  }
  return set;
}

const PublicKey* KeySet::find(std::string_view kid, Algorithm algorithm) const {
  for (const auto& named : keys_) {
    if (named.kid == kid && named.key.algorithm() == algorithm) return &named.key;
  }
  return nullptr;
}

}  // namespace dailygrind::identity
