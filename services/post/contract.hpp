#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "platform/core/ids.hpp"
#include "platform/describe/describe.hpp"

/// What clients of the post service send and get. JSON, rules and the OpenAPI document derive from
/// these declarations.
namespace dailygrind::post {

struct PostTag : UuidShape {};
using PostId = Id<PostTag>;
struct CommentTag : UuidShape {};
using CommentId = Id<CommentTag>;

struct NewPost {
  std::string title;
  std::string content;
  std::vector<std::string> media;
};
DAILYGRIND_DESCRIBE(NewPost, (title, content, media))
constexpr auto rules_of(const NewPost*) {
  return std::array{describe::line("title", 200), describe::text("content", 10'000),
                    describe::range("media", 0, 10, "Ids of media that were uploaded before")};
}

struct PostEdit {
  std::string title;
  std::string content;
};
DAILYGRIND_DESCRIBE(PostEdit, (title, content))
constexpr auto rules_of(const PostEdit*) {
  return std::array{describe::line("title", 200), describe::text("content", 10'000)};
}

/// A Piece of Knowledge as the caller sees it.
struct Post {
  PostId post_id;
  UserId user_id;
  std::string title;
  std::string content;
  std::string timestamp;
  std::string day;
  std::optional<std::string> edited_at;
  std::int64_t like_count = 0;
  std::int64_t comment_count = 0;
  bool is_liked = false;
  bool is_pinned = false;
  std::vector<std::string> media;
};
DAILYGRIND_DESCRIBE(Post, (post_id, user_id, title, content, timestamp, day, edited_at, like_count,
                           comment_count, is_liked, is_pinned, media))
constexpr auto rules_of(const Post*) {
  return std::array{
      describe::text("content", 10'000),
      describe::line("timestamp", 13, "Milliseconds since the epoch"),
      describe::line("day", 10, "The author's local date, YYYY-MM-DD"),
      describe::line("edited_at", 13, "Milliseconds since the epoch"),
      describe::line("is_pinned", 200, "The caller has pinned it; only ever true for own posts")};
}

struct User {
  UserId user_id;
  std::string first_name;
  std::string last_name;
  std::optional<std::string> profile_picture_url;
};
DAILYGRIND_DESCRIBE(User, (user_id, first_name, last_name, profile_picture_url))
constexpr auto rules_of(const User*) {
  return std::array{describe::Rule{"profile_picture_url", describe::Format::uri, 0, 2000}};
}

struct NewComment {
  std::string content;
};
DAILYGRIND_DESCRIBE(NewComment, (content))
constexpr auto rules_of(const NewComment*) { return std::array{describe::text("content", 2'000)}; }

struct Comment {
  CommentId comment_id;
  UserId user_id;
  std::string content;
  std::string timestamp;
};
DAILYGRIND_DESCRIBE(Comment, (comment_id, user_id, content, timestamp))
constexpr auto rules_of(const Comment*) {
  return std::array{describe::text("content", 2'000),
                    describe::line("timestamp", 13, "Milliseconds since the epoch")};
}

struct CommentEntry {
  Comment comment;
  User user;
};
DAILYGRIND_DESCRIBE(CommentEntry, (comment, user))

struct TimelineEntry {
  Post post;
  User user;
};
DAILYGRIND_DESCRIBE(TimelineEntry, (post, user))

}  // namespace dailygrind::post
