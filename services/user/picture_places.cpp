#include "services/user/picture_places.hpp"

#include "platform/core/encoding.hpp"

namespace dailygrind::user {
namespace {

constexpr std::array<std::string_view, 2> endings{"-512.webp", "-96.webp"};

/// An id may hold slashes and dots, which a segment of a key may not.
std::string segment_of(const UserId& user) { return base64url_encode(user.str()); }

}  // namespace

std::string upload_key(const UserId& user) { return "uploads/" + segment_of(user); }

std::string pictures_prefix(const UserId& user) { return "pictures/" + segment_of(user) + '/'; }

std::array<std::string, 2> picture_keys(const UserId& user, const std::string& picture) {
  const auto stem = pictures_prefix(user) + picture;
  return {stem + std::string{endings[0]}, stem + std::string{endings[1]}};
}

std::string picture_url(const std::string& base_url, const UserId& user,
                        const std::string& picture) {
  return base_url + pictures_path + '/' + segment_of(user) + '/' + picture +
         std::string{endings[0]};
}

std::optional<std::string> picture_key(const std::string& owner, const std::string& file) {
  const auto user = base64url_decode(owner);
  if (!user || !is_subject(*user)) return std::nullopt;
  for (const auto ending : endings) {
    if (!file.ends_with(ending)) continue;
    if (!is_uuid(file.substr(0, file.size() - ending.size()))) return std::nullopt;
    return pictures_prefix(UserId{*user}) + file;
  }
  return std::nullopt;
}

}  // namespace dailygrind::user
