#include "platform/bus/sqs_dead_letters.hpp"

#include <map>
#include <utility>

#include "platform/bus/batch_retry.hpp"
#include "platform/bus/rules.hpp"
#include "platform/core/log.hpp"

namespace dailygrind::bus::sqs {
namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;

/// More dead letters than anyone looks through; each look receives them all.
constexpr std::size_t most_letters = 10'000;
/// Asking without waiting may miss messages, because SQS then asks only some of its machines.
constexpr seconds short_wait{1};
/// How long what a look receives is hidden from others, and from itself; it ends before that.
constexpr seconds hidden{300};
constexpr seconds longest_look{240};

}  // namespace

Task<> DeadLetters::add(Bus::DeadLetter letter) {
  std::vector<OutgoingMessage> messages;
  messages.push_back(message_of(letter));
  co_await dead_.send(std::move(messages));
}

Bus::DeadLetter DeadLetters::letter_of(ReceivedMessage message) const {
  if (message.reason) {
    return {.event = std::move(*message.event),
            .reason = std::move(*message.reason),
            .attempts = message.attempts,
            .died_at = message.died_at};
  }
  // SQS moved it, because nobody answered, and does not say when: then, at the earliest.
  return {.event = std::move(*message.event),
          .reason = unanswered(),
          .attempts = settings_.max_attempts,
          .died_at = message.sent_at + settings_.visibility * settings_.max_attempts};
}

Task<std::vector<DeadLetters::Found>> DeadLetters::take_all() {
  std::map<std::string, Found> found;
  std::map<std::string, std::string> receipts;  // by the ids of messages
  const auto end = steady_clock::now() + longest_look;
  while (receipts.size() < most_letters && steady_clock::now() < end) {
    auto messages = co_await dead_.receive(most_entries, short_wait, hidden);
    if (messages.empty()) break;
    for (auto& message : messages) {
      if (!message.event) {
        log::warning("a dead-letter queue holds a message that is no event of ours", {});
        continue;
      }
      // SQS may deliver a message twice, and may take either receipt for it.
      const auto [known, is_new] = receipts.insert_or_assign(message.message_id, message.receipt);
      if (!is_new) continue;
      auto letter = letter_of(std::move(message));
      auto& place = found[letter.event.id];
      const bool newest = place.receipts.empty() || letter.died_at >= place.letter.died_at;
      place.receipts.insert(newest ? place.receipts.begin() : place.receipts.end(), known->first);
      if (newest) place.letter = std::move(letter);
    }
  }
  std::vector<Found> letters;
  for (auto& [id, each] : found) {
    for (auto& one : each.receipts) one = receipts.at(one);
    letters.push_back(std::move(each));
  }
  co_return letters;
}

Task<> DeadLetters::put_back(const std::vector<Found>& all) {
  std::vector<std::string> kept;
  std::vector<std::string> older;
  for (const auto& each : all) {
    kept.push_back(each.receipts.front());
    older.insert(older.end(), each.receipts.begin() + 1, each.receipts.end());
  }
  if (!older.empty()) co_await dead_.remove(std::move(older));
  if (!kept.empty()) co_await dead_.set_visibility(std::move(kept), seconds{0});
}

Task<std::vector<Bus::DeadLetter>> DeadLetters::list(std::string after, std::size_t limit) {
  const auto all = co_await take_all();
  co_await put_back(all);
  std::vector<Bus::DeadLetter> letters;
  for (const auto& each : all) {
    if (each.letter.event.id > after && letters.size() < limit) letters.push_back(each.letter);
  }
  co_return letters;
}

Task<std::size_t> DeadLetters::replay(std::string event_id) {
  std::vector<Found> others;
  std::vector<OutgoingMessage> messages;
  std::vector<std::string> receipts;
  for (auto& each : co_await take_all()) {
    if (!event_id.empty() && each.letter.event.id != event_id) {
      others.push_back(std::move(each));
      continue;
    }
    messages.push_back(message_of(each.letter.event));
    receipts.insert(receipts.end(), each.receipts.begin(), each.receipts.end());
  }
  co_await put_back(others);
  const auto moved = messages.size();
  // In this order: what fails between them is there twice, and not lost.
  co_await alive_.send(std::move(messages));
  co_await dead_.remove(std::move(receipts));
  co_return moved;
}

}  // namespace dailygrind::bus::sqs
