#include "platform/bus/memory_queue.hpp"

#include <limits>

namespace dailygrind::bus {

void MemoryQueue::append(Event event) {
  entries_.emplace(++last_place_, Entry{.event = std::move(event)});
  ready_.insert(last_place_);
}

void MemoryQueue::move(Entries::iterator at, Stage stage, Instant due) {
  auto& [place, entry] = *at;
  ready_.erase(place);
  later_.erase({entry.due, place});
  entry.stage = stage;
  entry.due = due;
  if (stage == Stage::ready) {
    ready_.insert(place);
  } else {
    later_.emplace(due, place);
  }
}

void MemoryQueue::bury(Entries::iterator at, std::string reason) {
  auto& [place, entry] = *at;
  ready_.erase(place);
  later_.erase({entry.due, place});
  auto id = entry.event.id;
  dead_.insert_or_assign(std::move(id), Bus::DeadLetter{.event = std::move(entry.event),
                                                        .reason = std::move(reason),
                                                        .attempts = entry.attempts,
                                                        .died_at = clock_.now()});
  entries_.erase(at);
}

std::vector<std::int64_t> MemoryQueue::due_places() const {
  constexpr auto last = std::numeric_limits<std::int64_t>::max();
  const auto now = clock_.now();
  const auto past = later_.upper_bound({now, last});
  const auto too_far = later_.upper_bound({now + longest_delay(settings_), last});
  std::vector<std::int64_t> places;
  for (auto at = later_.begin(); at != past; ++at) places.push_back(at->second);
  for (auto at = too_far; at != later_.end(); ++at) places.push_back(at->second);
  return places;
}

void MemoryQueue::promote() {
  for (const auto place : due_places()) {
    const auto at = entries_.find(place);
    if (at->second.attempts >= settings_.max_attempts) {
      bury(at, unanswered());
    } else {
      move(at, Stage::ready, {});
    }
  }
}

MemoryQueue::Entries::iterator MemoryQueue::in_flight(const Receipt& receipt) {
  const auto at = entries_.find(receipt.place);
  const bool valid = at != entries_.end() && at->second.stage == Stage::in_flight &&
                     at->second.attempts == receipt.attempt && at->second.due > clock_.now();
  return valid ? at : entries_.end();
}

void MemoryQueue::add(Event event) {
  {
    const std::lock_guard lock{mutex_};
    append(std::move(event));
  }
  bell_.ring();
}

Look MemoryQueue::look(std::size_t max) {
  const std::lock_guard lock{mutex_};
  promote();
  Look look;
  while (look.deliveries.size() < max && !ready_.empty()) {
    const auto at = entries_.find(*ready_.begin());
    auto& entry = at->second;
    move(at, Stage::in_flight, clock_.now() + settings_.visibility);
    ++entry.attempts;
    look.deliveries.push_back(
        {entry.event, Receipt{at->first, entry.attempts}.text(), entry.attempts});
  }
  if (!later_.empty()) look.next = later_.begin()->first - clock_.now();
  return look;
}

void MemoryQueue::acknowledge(const Receipt& receipt) {
  const std::lock_guard lock{mutex_};
  const auto at = in_flight(receipt);
  if (at == entries_.end()) return;
  later_.erase({at->second.due, at->first});
  entries_.erase(at);
}

void MemoryQueue::extend(const Receipt& receipt) {
  const std::lock_guard lock{mutex_};
  const auto at = in_flight(receipt);
  if (at != entries_.end()) move(at, Stage::in_flight, clock_.now() + settings_.visibility);
}

void MemoryQueue::reject(const Receipt& receipt, std::string reason) {
  {
    const std::lock_guard lock{mutex_};
    const auto at = in_flight(receipt);
    if (at == entries_.end()) return;
    if (receipt.attempt >= settings_.max_attempts) {
      bury(at, std::move(reason));
    } else {
      move(at, Stage::delayed, clock_.now() + backoff(settings_, receipt.attempt, random_));
    }
  }
  bell_.ring();
}

QueueFigures MemoryQueue::figures() {
  const std::lock_guard lock{mutex_};
  const auto now = clock_.now();
  QueueFigures figures{.dead = dead_.size()};
  for (const auto& [place, entry] : entries_) {
    if (entry.stage == Stage::in_flight && entry.due > now) {
      ++figures.in_flight;
    } else {
      if (figures.waiting++ == 0) figures.oldest = entry.event.occurred_at;
    }
  }
  return figures;
}

std::vector<Bus::DeadLetter> MemoryQueue::dead_letters(const std::string& after,
                                                       std::size_t limit) {
  const std::lock_guard lock{mutex_};
  std::vector<Bus::DeadLetter> letters;
  for (auto at = dead_.upper_bound(after); at != dead_.end() && letters.size() < limit; ++at) {
    letters.push_back(at->second);
  }
  return letters;
}

std::size_t MemoryQueue::replay(const std::string& event_id) {
  std::size_t moved = 0;
  {
    const std::lock_guard lock{mutex_};
    for (auto at = dead_.begin(); at != dead_.end();) {
      if (!event_id.empty() && at->first != event_id) {
        ++at;
        continue;
      }
      append(std::move(at->second.event));
      at = dead_.erase(at);
      ++moved;
    }
  }
  if (moved > 0) bell_.ring();
  return moved;
}

}  // namespace dailygrind::bus
