#include "services/post/routes.hpp"

#include "platform/api/endpoint.hpp"
#include "services/post/posts.hpp"
#include "services/post/verbs.hpp"

namespace dailygrind::post {
namespace {

using api::bind;
using api::Routes;
using enum http::Method;

void add_posts(Routes& routes, Posts& posts) {
  routes.add(post, "/posts", bind(posts, create_post), "Post today's Piece of Knowledge", {409})
      .etag = true;
  routes.add(get, "/posts/{postId}", bind(posts, read_post), "Read a post").etag = true;
  routes.add(put, "/posts/{postId}", bind(posts, edit_post), "Edit one's own post", {403}).etag =
      true;
  routes.add(delete_, "/posts/{postId}", bind(posts, delete_post), "Delete one's own post", {403});
}

void add_lists(Routes& routes, Posts& posts) {
  routes
      .add(get, "/posts/users/me/timeline", bind(posts, timeline),
           "Today's post of each friend, newest first")
      .etag = true;
  routes.add(get, "/posts/users/{userId}/daily-post", bind(posts, daily_post),
             "Somebody's post of today");
  routes.add(get, "/posts/users/{userId}/posts", bind(posts, list_posts),
             "Somebody's posts, newest first");
  routes.add(get, "/posts/users/me/calendar", bind(posts, calendar),
             "The days of a month on which one posted");
}

void add_pins(Routes& routes, Posts& posts) {
  routes.add(get, "/posts/users/{userId}/pinned-posts", bind(posts, list_pinned_posts),
             "Somebody's pinned posts, latest pin first");
  routes.add(post, "/posts/users/me/pinned-posts/{postId}", bind(posts, pin_post),
             "Pin one's own post", {403, 409});
  routes.add(delete_, "/posts/users/me/pinned-posts/{postId}", bind(posts, unpin_post),
             "Unpin a post");
}

void add_likes(Routes& routes, Posts& posts) {
  routes.add(get, "/posts/{postId}/likes", bind(posts, list_likes), "Who likes a post");
  routes.add(post, "/posts/{postId}/likes", bind(posts, like_post), "Like a post");
  routes.add(delete_, "/posts/{postId}/likes", bind(posts, unlike_post), "Take a like back");
}

void add_comments(Routes& routes, Posts& posts) {
  routes.add(get, "/posts/{postId}/comments", bind(posts, list_comments),
             "The comments on a post, oldest first");
  routes.add(post, "/posts/{postId}/comments", bind(posts, create_comment), "Comment on a post",
             {409});
  routes.add(delete_, "/posts/{postId}/comments/{commentId}", bind(posts, delete_comment),
             "Delete one's own comment, or one on one's own post", {403});
}

}  // namespace

Routes routes(Posts& posts) {
  Routes table{"posts"};
  add_posts(table, posts);
  add_lists(table, posts);
  add_pins(table, posts);
  add_likes(table, posts);
  add_comments(table, posts);
  return table;
}

}  // namespace dailygrind::post
