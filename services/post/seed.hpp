#pragma once

#include <span>
#include <string>
#include <vector>

#include "services/post/posts.hpp"

/// The same items as the verbs write, in few large transactions: for made-up histories.
namespace dailygrind::post {

struct SeededComment {
  UserId user;
  std::string content;
  Instant at;
};

struct SeededPost {
  UserId author;
  std::string zone = "UTC";  ///< the author's, which decides the day
  std::string title;
  std::string content;
  Instant at;
  std::vector<UserId> likes;  ///< no one twice; likes and comments together at most 48
  std::vector<SeededComment> comments;
};

/// Writes the posts with their likes and comments, as many a transaction as fit, and returns how
/// many; a post on a day that is taken is left out. Posts of today are announced to other services.
/// Ids are those of the posts' own moments. Several calls may run at once, which lets the store
/// commit them together.
Task<std::size_t> seed_posts(Posts& posts, std::span<const SeededPost> history);

}  // namespace dailygrind::post
