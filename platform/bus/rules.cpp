#include "platform/bus/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace dailygrind::bus {
namespace {

bool matches(const Subscription& subscription, const Event& event) {
  return subscription.topic == event.topic &&
         (subscription.types.empty() ||
          std::ranges::find(subscription.types, event.type) != subscription.types.end());
}

std::size_t size_of(const Event& event) {
  return event.id.size() + event.topic.size() + event.type.size() + event.data.size() +
         event.traceparent.size();
}

template <typename Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

Routes::Routes(Topology topology) : topology_(std::move(topology)) {
  for (const auto& subscription : topology_) {
    if (std::ranges::find(queues_, subscription.queue) == queues_.end()) {
      queues_.push_back(subscription.queue);
    }
  }
}

std::vector<std::string> Routes::targets(const Event& event) const {
  std::vector<std::string> targets;
  for (const auto& subscription : topology_) {
    if (matches(subscription, event) &&
        std::ranges::find(targets, subscription.queue) == targets.end()) {
      targets.push_back(subscription.queue);
    }
  }
  return targets;
}

bool Routes::knows(std::string_view topic) const {
  return std::ranges::find(topology_, topic, &Subscription::topic) != topology_.end();
}

void Routes::require(std::string_view queue) const {
  if (std::ranges::find(queues_, queue) == queues_.end()) {
    throw std::logic_error{fmt::format("the topology has no queue \"{}\"", queue)};
  }
}

void check_events(std::span<const Event> events) {
  for (const auto& event : events) {
    if (event.id.empty() || event.topic.empty()) {
      throw std::logic_error{"an event needs an id and a topic"};
    }
    if (size_of(event) > max_event_bytes) {
      throw std::logic_error{fmt::format("event {} is larger than the bus allows", event.id)};
    }
  }
}

milliseconds backoff(const QueueSettings& settings, int attempt, Random& random) {
  // 30 doublings exceed any sensible bound and still cannot overflow.
  const auto doublings = std::clamp(attempt - 1, 0, 30);
  const auto full =
      std::min(settings.first_backoff * (std::int64_t{1} << doublings), settings.longest_backoff);
  const auto half = static_cast<std::uint64_t>(std::max<std::int64_t>(full.count() / 2, 0));
  return full - milliseconds{static_cast<std::int64_t>(random.below(half + 1))};
}

milliseconds longest_delay(const QueueSettings& settings) {
  return std::max(settings.visibility, settings.longest_backoff);
}

std::string unanswered() { return "not acknowledged within the visibility time-out"; }

std::string Receipt::text() const { return fmt::format("{}.{}", place, attempt); }

std::optional<Receipt> Receipt::parse(std::string_view text) {
  const auto dot = text.find('.');
  Receipt receipt;
  if (dot == std::string_view::npos || !read_number(text.substr(0, dot), receipt.place) ||
      !read_number(text.substr(dot + 1), receipt.attempt)) {
    return std::nullopt;
  }
  return receipt;
}

std::vector<Receipt> Receipt::parse_all(std::span<const std::string> texts) {
  std::vector<Receipt> receipts;
  for (const auto& text : texts) {
    if (const auto receipt = parse(text)) receipts.push_back(*receipt);
  }
  return receipts;
}

}  // namespace dailygrind::bus
