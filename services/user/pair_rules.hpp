#pragma once

#include <cstdint>
#include <expected>

#include "services/user/records.hpp"

namespace dailygrind::user {

/// What one of two people can do about the other.
enum class Step : std::uint8_t {
  request,   ///< ask for friendship; answers a request of the other side
  accept,    ///< answer the other side's request
  decline,   ///< refuse the other side's request
  cancel,    ///< take back my request
  unfriend,  ///< end the friendship
  block,     ///< ends the friendship and both requests
  unblock,   ///< restores nothing
  leave,     ///< my account ends: as unfriend, cancel, decline and unblock; the other's block stays
};

enum class Refusal : std::uint8_t {
  blocked,
  already_friends,
  already_requested,
  nothing_to_accept
};

/// The state after `actor` took `step`. Equal to `before`, version included, where there was
/// nothing to do; otherwise the version is one higher. Invariants: friends never while a request or
/// a block is there, no request while a block is there, at most one request.
std::expected<PairRecord, Refusal> after_step(const PairRecord& before, Side actor, Step step);

/// What `of` is to the other side of the pair.
Relation relation_to(const PairRecord& pair, Side of);

}  // namespace dailygrind::user
