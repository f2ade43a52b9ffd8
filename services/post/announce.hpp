#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/post/posts.hpp"

/// The events that tell other services of a change, as writes of the change's own transaction.
/// `services/events.hpp` has their shapes. Wake the outbox after it.
namespace dailygrind::post {

using Told = std::vector<store::Write>;

Told announce_post(Posts& posts, const PostRecord& post, const std::string& traceparent);
Told announce_deletion(Posts& posts, const Place& place, const PostId& post,
                       const std::string& traceparent);
/// POST_COMMENTED where there is a comment, else POST_LIKED; nothing for authors themselves.
Told announce_reaction(Posts& posts, const api::Call& call, const UserId& author,
                       const PostId& post, std::optional<CommentId> comment = {});

}  // namespace dailygrind::post
