#pragma once

#include <array>
#include <optional>
#include <string>

#include "platform/blob/blob.hpp"
#include "platform/bus/bell.hpp"
#include "platform/picture/picture.hpp"
#include "services/user/records.hpp"

namespace dailygrind::user {

/// What the pictures of profiles need besides the store. Thread-safe as its parts are, which must
/// outlive it.
struct PicturePlaces {
  PicturePlaces(blob::Blobs& the_blobs, picture::Editor& the_editor, std::string the_base_url,
                bool they_cost = false)
      : blobs(the_blobs),
        editor(the_editor),
        base_url(std::move(the_base_url)),
        looks_cost(they_cost) {}

  blob::Blobs& blobs;
  picture::Editor& editor;
  std::string base_url;  ///< where people reach this service, without a slash at the end
  /// Nobody rings when an upload has arrived, and each look for one is a request that is paid for.
  bool looks_cost;
  bus::Bell bell;  ///< rung when there may be something to do
};

/// Where the routes of uploads and of finished pictures begin.
inline constexpr auto uploads_path = "/users/uploads";
inline constexpr auto pictures_path = "/users/pictures";

/// One for each person, so that nobody can fill the storage with offers.
std::string upload_key(const UserId& user);
/// The beginning of the keys of all that was made for somebody.
std::string pictures_prefix(const UserId& user);
/// Of the large and the small square.
std::array<std::string, 2> picture_keys(const UserId& user, const std::string& picture);
/// Of the large one.
std::string picture_url(const std::string& base_url, const UserId& user,
                        const std::string& picture);
/// The key of what a URL below `pictures_path` names; nothing for what can be none.
std::optional<std::string> picture_key(const std::string& owner, const std::string& file);

}  // namespace dailygrind::user
