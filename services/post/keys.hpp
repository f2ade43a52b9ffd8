#pragma once

#include <string>
#include <string_view>

#include "platform/store/store.hpp"
#include "services/post/contract.hpp"

/// Where each item of the table "posts" lies; README.md shows the whole layout.
namespace dailygrind::post {

inline constexpr auto posts_table = "posts";
inline constexpr auto idempotency_table = "idempotency";

/// Sort keys begin with one of these.
namespace prefix {
inline constexpr std::string_view post = "post#";
inline constexpr std::string_view like = "like#";
inline constexpr std::string_view liked = "liked#";
inline constexpr std::string_view comment = "comment#";
inline constexpr std::string_view commented = "commented#";
inline constexpr std::string_view friend_ = "friend#";
inline constexpr std::string_view blocks = "blocks#";
inline constexpr std::string_view blocked_by = "blockedby#";
inline constexpr std::string_view any_block = "block";
inline constexpr std::string_view user = "user#";
}  // namespace prefix

inline std::string joined(std::string_view prefix, std::string_view rest) {
  std::string text;
  text.reserve(prefix.size() + rest.size());
  return text.append(prefix).append(rest);
}
inline std::string partition_of(const UserId& user) { return joined(prefix::user, user.str()); }
inline std::string partition_of(const PostId& post) { return joined(prefix::post, post.str()); }
/// What follows the prefix in an item's sort key.
inline std::string_view rest_of(const store::Item& item, std::string_view prefix) {
  return std::string_view{item.key.sort}.substr(prefix.size());
}

template <typename Owner>
store::Key key(const Owner& owner, std::string_view prefix, std::string_view rest = {}) {
  return {posts_table, partition_of(owner), joined(prefix, rest)};
}

/// The place of an author's post of one day: at most one post lies there.
struct Place {
  UserId author;
  std::string day;
};

inline store::Key post_key(const Place& place) {
  return key(place.author, prefix::post, place.day);
}
inline store::Key reference_key(const PostId& post) { return key(post, "ref"); }
inline store::Key like_key(const PostId& post, const UserId& by) {
  return key(post, prefix::like, by.str());
}
inline store::Key liked_key(const UserId& by, const PostId& post) {
  return key(by, prefix::liked, post.str());
}
inline store::Key comment_key(const PostId& post, const CommentId& comment) {
  return key(post, prefix::comment, comment.str());
}
inline store::Key commented_key(const UserId& by, const CommentId& comment) {
  return key(by, prefix::commented, comment.str());
}
inline store::Key card_key(const UserId& user) { return key(user, "card"); }
inline store::Key pins_key(const UserId& user) { return key(user, "pins"); }
inline store::Key friend_key(const UserId& of, const UserId& other) {
  return key(of, prefix::friend_, other.str());
}
inline store::Key blocks_key(const UserId& by, const UserId& user) {
  return key(by, prefix::blocks, user.str());
}
inline store::Key blocked_by_key(const UserId& user, const UserId& by) {
  return key(user, prefix::blocked_by, by.str());
}

inline constexpr auto deletions_partition = "deletions";
template <typename Subject>
store::Key deletion_key(const Subject& subject) {
  return {posts_table, deletions_partition, partition_of(subject)};
}

}  // namespace dailygrind::post
