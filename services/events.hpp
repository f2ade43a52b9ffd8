#pragma once

#include <array>
#include <optional>
#include <string>

#include "platform/bus/bus.hpp"
#include "platform/core/ids.hpp"
#include "platform/describe/describe.hpp"

/// The events that services tell each other: the only thing that two services share.
namespace dailygrind::events {

inline constexpr auto user_topic = "user-events";
inline constexpr auto identity_topic = "identity-events";
inline constexpr auto post_topic = "post-events";
inline constexpr auto post_service_queue = "post-service-user-events";
inline constexpr auto user_service_queue = "user-service-identity-events";
inline constexpr auto push_service_queue = "push-service-events";

/// USER_CREATED, USER_UPDATED: the state of a profile at this version. USER_DELETED: the id alone.
struct User {
  UserId user_id;
  std::string first_name;
  std::string last_name;
  std::string email;
  std::optional<std::string> profile_picture_url;
  std::string time_zone;
  bool disabled = false;  ///< an administrator has shut the account: hide its content
};
DAILYGRIND_DESCRIBE(User, (user_id, first_name, last_name, email, profile_picture_url, time_zone,
                           disabled))
constexpr auto rules_of(const User*) {
  return std::array{describe::line("email", 1000), describe::line("profile_picture_url", 2000)};
}

struct UserDeleted {
  UserId user_id;
};
DAILYGRIND_DESCRIBE(UserDeleted, (user_id))

/// FRIENDSHIP_CREATED, FRIENDSHIP_DELETED; the version grows per pair.
struct Friendship {
  UserId user_a_id;
  UserId user_b_id;
};
DAILYGRIND_DESCRIBE(Friendship, (user_a_id, user_b_id))

/// BLOCK_CREATED, BLOCK_DELETED; the version grows per pair.
struct Block {
  UserId by_user_id;
  UserId user_id;
};
DAILYGRIND_DESCRIBE(Block, (by_user_id, user_id))

/// FRIEND_REQUESTED
struct FriendRequest {
  UserId from_user_id;
  UserId to_user_id;
};
DAILYGRIND_DESCRIBE(FriendRequest, (from_user_id, to_user_id))

/// POST_CREATED, POST_DELETED; version 1 and 2 of the post.
struct Post {
  std::string post_id;
  UserId user_id;
  std::string day;  ///< the author's local date
};
DAILYGRIND_DESCRIBE(Post, (post_id, user_id, day))

/// POST_LIKED, POST_COMMENTED by somebody else than the author. `by_name` may be empty, where it is
/// not known.
struct Reaction {
  std::string post_id;
  UserId author_id;
  UserId by_user_id;
  std::string by_name;
  std::optional<std::string> comment_id;
};
DAILYGRIND_DESCRIBE(Reaction, (post_id, author_id, by_user_id, by_name, comment_id))

/// ACCOUNT_DISABLED, ACCOUNT_ENABLED, from the identity's administration to the user service.
struct Account {
  UserId user_id;
};
DAILYGRIND_DESCRIBE(Account, (user_id))

/// Every queue, for every program: a queue collects from the first start of any of them.
inline bus::Topology topology() {
  return {{user_topic,
           post_service_queue,
           {"USER_CREATED", "USER_UPDATED", "USER_DELETED", "FRIENDSHIP_CREATED",
            "FRIENDSHIP_DELETED", "BLOCK_CREATED", "BLOCK_DELETED"}},
          {user_topic,
           push_service_queue,
           {"USER_CREATED", "USER_UPDATED", "USER_DELETED", "FRIENDSHIP_CREATED",
            "FRIEND_REQUESTED", "BLOCK_CREATED", "BLOCK_DELETED"}},
          {post_topic,
           push_service_queue,
           {"POST_CREATED", "POST_DELETED", "POST_LIKED", "POST_COMMENTED"}},
          {identity_topic, user_service_queue, {}}};
}

}  // namespace dailygrind::events
