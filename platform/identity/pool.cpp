#include "platform/identity/pool.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <stdexcept>

#include "platform/core/encoding.hpp"
#include "platform/core/private_file.hpp"
#include "platform/identity/flat_json.hpp"

namespace dailygrind::identity {
namespace {

std::string draw(Random& random, std::string_view alphabet, std::size_t size) {
  std::string text;
  while (text.size() < size) text += alphabet[random.below(alphabet.size())];
  return text;
}

std::string fresh_pool(Random& random) {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  constexpr std::string_view small = "abcdefghijklmnopqrstuvwxyz0123456789";
  return boost::json::serialize(boost::json::object{{"poolId", "local_" + draw(random, letters, 9)},
                                                    {"clientId", draw(random, small, 26)},
                                                    {"secret", random.token(32)}}) +
         "\n";
}

bool is_word(std::string_view text) {
  return !text.empty() && text.find_first_not_of(
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvw"
                              "xyz0123456789_-") == std::string_view::npos;
}

Pool read_pool(const std::filesystem::path& path) {
  const auto object = FlatObject::parse(trim(read_file(path)));
  const auto* id = object ? object->text("poolId") : nullptr;
  const auto* client = object ? object->text("clientId") : nullptr;
  const auto* secret = object ? object->text("secret") : nullptr;
  const auto bytes = secret == nullptr ? std::nullopt : base64url_decode(*secret);
  if (id == nullptr || client == nullptr || !is_word(*id) || !is_word(*client) || !bytes ||
      bytes->size() != 32) {
    throw std::runtime_error{path.string() +
                             " is damaged: restore it from a backup; without it every sign-in and "
                             "every code that was sent is void"};
  }
  return {.id = *id, .client_id = *client, .secret = *bytes};
}

}  // namespace

std::string Pool::issuer(std::string_view public_url) const {
  while (public_url.ends_with('/')) public_url.remove_suffix(1);
  return std::string{public_url} + "/" + id;
}

Pool open_pool(const std::filesystem::path& data_folder, Random& random) {
  const auto path = data_folder / "identity.json";
  if (!std::filesystem::exists(path)) create_private_file(path, fresh_pool(random));
  return read_pool(path);
}

}  // namespace dailygrind::identity
