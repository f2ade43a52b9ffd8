#include <cstdint>

#include "platform/core/random.hpp"
#include "platform/store/contract.hpp"
#include "platform/store/memory_store.hpp"

namespace dailygrind::store {
namespace {

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  std::uint64_t below(std::uint64_t bound) { return random_.below(bound); }
  bool chance(std::uint64_t percent) { return below(100) < percent; }

  Key any_key() {
    static const std::vector<std::string> sorts{"a", "a#1", "a#2", "b#1", "b#22", "ü#1"};
    return {chance(80) ? "things" : "others", chance(70) ? "p" : "q", sorts[below(sorts.size())]};
  }
  std::string any_name() { return std::string(1, static_cast<char>('k' + below(3))); }
  Value any_value() {
    if (chance(20)) return chance(50);
    if (chance(20)) return std::string(below(40), 'x');
    return static_cast<std::int64_t>(below(4));
  }
  Condition any_condition() {
    switch (below(10)) {
      case 0:
        return Condition::exists();
      case 1:
        return Condition::absent();
      case 2:
        return Condition::equals(any_name(), any_value());
      case 3:
        return Condition::absent_or_less(any_name(), static_cast<std::int64_t>(below(5)));
      case 4:
        return Condition::absent_or_lacks(any_name());
      case 5:
        return Condition::absent_or_equals(any_name(), any_value());
      case 6:
        return Condition::exists_without(any_name());
      default:
        return {};
    }
  }
  Write any_write(Instant now) {
    Key key = any_key();
    switch (below(5)) {
      case 0:
        return Delete{std::move(key), any_condition()};
      case 1:
        return Check{std::move(key), any_condition()};
      case 2: {
        Item item{std::move(key), {{any_name(), any_value()}}};
        if (chance(30)) item.expires = now + milliseconds{below(50)};
        return Put{std::move(item), any_condition()};
      }
      default:
        return Update{.key = std::move(key),
                      .set = {{"k", any_value()}},
                      .remove = {"l"},
                      .add = {{"m", static_cast<std::int64_t>(below(3))}},
                      .condition = any_condition()};
    }
  }
  std::vector<Write> any_transaction(Instant now) {
    std::vector<Write> writes;
    for (std::uint64_t i = 0; i <= below(3); ++i) writes.push_back(any_write(now));
    return writes;
  }
  Query any_query() {
    static const std::vector<std::string> bounds{"", "", "", "a#", "a#2", "b", "b#", "ü"};
    const auto bound = [&] { return bounds[below(bounds.size())]; };
    return {.table = "things",
            .partition = chance(70) ? "p" : "q",
            .prefix = bound(),
            .from = bound(),
            .to = bound(),
            .after = chance(20) ? bound() : "",
            .backward = chance(50),
            .limit = 1 + below(5)};
  }

 private:
  SeededRandom random_;
};

std::string show(const ItemPtr& item) {
  if (!item) return "-";
  std::string text = item->key.table + "/" + item->key.partition + "/" + item->key.sort;
  for (const char* name : {"k", "l", "m"}) {
    const Value* value = item->attributes.find(name);
    text += value ? "," + ::testing::PrintToString(*value) : ",-";
  }
  if (item->expires) text += "@" + std::to_string(item->expires->time_since_epoch().count());
  return text;
}

std::string show(const Page& page) {
  std::string text = page.next.value_or("end") + ":";
  for (const ItemPtr& item : page.items) text += show(item) + " ";
  return text;
}

/// What a write came to: done, refused by whom and what, or a defect.
std::string outcome(Store& store, const std::vector<Write>& writes) {
  try {
    const WriteResult result = testing::run(store.write(writes));
    if (result) return "done";
    return std::to_string(result.error().index) + show(result.error().existing);
  } catch (const std::logic_error& error) {
    return error.what();
  }
}

}  // namespace

void expect_answers_of_memory(Store& store, AdjustableClock& clock, std::uint64_t seed, int steps) {
  Generator generator{seed};
  clock.freeze(Instant{std::chrono::hours{1'000'000}});
  MemoryStore memory{clock};
  for (int step = 0; step < steps; ++step) {
    SCOPED_TRACE(step);
    if (generator.chance(10)) clock.advance(milliseconds{generator.below(20)});
    if (generator.chance(15)) {
      const auto writes = generator.any_transaction(clock.now());
      ASSERT_EQ(outcome(store, writes), outcome(memory, writes));
    } else if (generator.chance(50)) {
      const Key key = generator.any_key();
      ASSERT_EQ(show(testing::run(store.get(key))), show(testing::run(memory.get(key))));
    } else {
      const Query query = generator.any_query();
      ASSERT_EQ(show(testing::run(store.query(query))), show(testing::run(memory.query(query))));
    }
  }
}

}  // namespace dailygrind::store
