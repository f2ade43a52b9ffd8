#include "services/user/pair_rules.hpp"

namespace dailygrind::user {
namespace {

using Result = std::expected<PairRecord, Refusal>;

bool& asks(PairRecord& pair, Side side) {
  return side == Side::low ? pair.low_asks : pair.high_asks;
}
bool& blocks(PairRecord& pair, Side side) {
  return side == Side::low ? pair.low_blocks : pair.high_blocks;
}

void clear_bonds(PairRecord& pair) {
  pair.friends = false;
  pair.low_asks = false;
  pair.high_asks = false;
}

PairRecord befriended(PairRecord pair) {
  clear_bonds(pair);
  pair.friends = true;
  return pair;
}

Result requested(PairRecord pair, Side actor) {
  if (pair.blocked()) return std::unexpected{Refusal::blocked};
  if (pair.friends) return std::unexpected{Refusal::already_friends};
  if (pair.asks(actor)) return std::unexpected{Refusal::already_requested};
  if (pair.asks(opposite(actor))) return befriended(pair);
  asks(pair, actor) = true;
  return pair;
}

Result stepped(PairRecord pair, Side actor, Step step) {
  switch (step) {
    case Step::request:
      return requested(pair, actor);
    case Step::accept:
      if (!pair.asks(opposite(actor))) return std::unexpected{Refusal::nothing_to_accept};
      return befriended(pair);
    case Step::decline:
      asks(pair, opposite(actor)) = false;
      return pair;
    case Step::cancel:
      asks(pair, actor) = false;
      return pair;
    case Step::unfriend:
      pair.friends = false;
      return pair;
    case Step::block:
      clear_bonds(pair);
      blocks(pair, actor) = true;
      return pair;
    case Step::unblock:
      blocks(pair, actor) = false;
      return pair;
    case Step::leave:
      clear_bonds(pair);
      blocks(pair, actor) = false;
      return pair;
  }
  return pair;
}

}  // namespace

Result after_step(const PairRecord& before, Side actor, Step step) {
  auto after = stepped(before, actor, step);
  if (after && *after != before) ++after->version;
  return after;
}

Relation relation_to(const PairRecord& pair, Side of) {
  if (pair.friends) return Relation::friend_;
  if (pair.asks(of)) return Relation::incoming;
  if (pair.asks(opposite(of))) return Relation::outgoing;
  return Relation::none;
}

}  // namespace dailygrind::user
