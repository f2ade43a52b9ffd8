#pragma once

#include "platform/api/call.hpp"
#include "platform/core/task.hpp"
#include "services/post/contract.hpp"

/// What clients may ask of the post service, one file each. All throw Problem 404 for a post that
/// does not exist or that the caller may not see, and Problem 401 for a caller who was deleted.
namespace dailygrind::post {

struct Posts;
using api::Call;
using api::Created;
using api::IfMatch;
using api::NoContent;
using api::Page;
using api::Paged;

using Month = api::Query<"month">;

/// Today's post of the caller; Problem 409 `already-posted` with the member `postId` where the
/// caller has one.
Task<Created<Post>> create_post(Posts& posts, const Call& call, NewPost draft);
Task<Post> read_post(Posts& posts, const Call& call, PostId post);
/// Problem 403 where the caller sees the post but did not write it; 412 where If-Match fails.
Task<Post> edit_post(Posts& posts, const Call& call, PostId post, PostEdit edit, IfMatch if_match);
Task<NoContent> delete_post(Posts& posts, const Call& call, PostId post);

/// Today's post of each friend, newest first.
Task<Paged<TimelineEntry>> timeline(Posts& posts, const Call& call, Page page);
Task<std::optional<Post>> daily_post(Posts& posts, const Call& call, UserId author);
Task<Paged<Post>> list_posts(Posts& posts, const Call& call, UserId author, Page page);
Task<Paged<Post>> list_pinned_posts(Posts& posts, const Call& call, UserId author, Page page);
/// The caller's days with a post in that month, oldest first; Problem 422 unless it is YYYY-MM.
Task<Paged<std::string>> calendar(Posts& posts, const Call& call, Month month, Page page);

/// Problem 403 for another's post, 409 `too-many-pins` for a sixth.
Task<Created<Post>> pin_post(Posts& posts, const Call& call, PostId post);
Task<NoContent> unpin_post(Posts& posts, const Call& call, PostId post);

Task<Created<Post>> like_post(Posts& posts, const Call& call, PostId post);
Task<NoContent> unlike_post(Posts& posts, const Call& call, PostId post);
/// Without people whom the caller blocks or is blocked by, as in the list of comments.
Task<Paged<User>> list_likes(Posts& posts, const Call& call, PostId post, Page page);

Task<Created<Comment>> create_comment(Posts& posts, const Call& call, PostId post,
                                      NewComment draft);
Task<Paged<CommentEntry>> list_comments(Posts& posts, const Call& call, PostId post, Page page);
/// Its author may, and the post's; Problem 403 for others who see the post.
Task<NoContent> delete_comment(Posts& posts, const Call& call, PostId post, CommentId comment);

}  // namespace dailygrind::post
