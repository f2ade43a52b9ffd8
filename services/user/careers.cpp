#include <algorithm>
#include <tuple>

#include "platform/describe/attributes.hpp"
#include "services/user/careers.hpp"
#include "services/user/repository.hpp"

namespace dailygrind::user {
namespace {

template <typename Entry, typename EntryId>
store::Key entry_key(const UserId& user, const EntryId& id) {
  return {users_table, user_partition(user), CareerOf<Entry>::prefix + id.str()};
}

template <typename Entry>
store::Key entry_key(const UserId& user, const Entry& entry) {
  return entry_key<Entry>(user, CareerOf<Entry>::id(entry));
}

template <typename Entry>
store::Update counted(const UserId& user, std::int64_t by) {
  return {.key = profile_key(user),
          .add = {{CareerOf<Entry>::counter, by}},
          .condition = store::Condition::equals("standing", "live")};
}

/// That what is stored says the same, the members that it lacks included.
template <typename Entry>
store::Condition still(const Entry& entry) {
  const auto stored = describe::to_attributes(entry);
  auto condition = store::Condition::exists();
  describe::for_each_member<Entry>([&](auto, std::string_view name) {
    using Test = store::Condition::Test;
    const auto* value = stored.find(name);
    condition.clauses.push_back({value ? Test::equals : Test::attribute_absent, std::string{name},
                                 value ? *value : store::Value{}});
  });
  return condition;
}

}  // namespace

template <typename Entry>
Task<std::vector<Entry>> Repository::career(const UserId& user) {
  std::vector<Entry> entries;
  store::Query query{
      .table = users_table, .partition = user_partition(user), .prefix = CareerOf<Entry>::prefix};
  do {
    const auto page = co_await store_.query(query);
    for (const auto& item : page.items) {
      entries.push_back(describe::from_attributes<Entry>(item->attributes));
    }
    query.after = page.next.value_or("");
  } while (!query.after.empty());
  std::ranges::sort(entries, {}, [](const Entry& entry) { return place_of(entry); });
  co_return entries;
}

template <typename Entry, typename EntryId>
Task<std::optional<Entry>> Repository::career_entry(const UserId& user, const EntryId& id) {
  const auto item = co_await store_.get(entry_key<Entry>(user, id));
  if (!item) co_return std::nullopt;
  co_return describe::from_attributes<Entry>(item->attributes);
}

template <typename Entry>
void Repository::add_entry_row(Writes& writes, const UserId& user, const Entry& entry) {
  writes.emplace_back(store::Put{
      .item = {.key = entry_key(user, entry), .attributes = describe::to_attributes(entry)},
      .condition = store::Condition::absent()});
}

template <typename Entry>
void Repository::add_new_entry(Writes& writes, const UserId& user, const Entry& entry) {
  add_entry_row(writes, user, entry);
  auto count = counted<Entry>(user, 1);
  count.condition.clauses.push_back(
      {store::Condition::Test::less, CareerOf<Entry>::counter, most_entries});
  writes.emplace_back(std::move(count));
}

template <typename Entry>
void Repository::add_replaced_entry(Writes& writes, const UserId& user, const Entry& before,
                                    const Entry& after) {
  writes.emplace_back(store::Put{
      .item = {.key = entry_key(user, after), .attributes = describe::to_attributes(after)},
      .condition = still(before)});
}

template <typename Entry, typename EntryId>
void Repository::add_removed_entry(Writes& writes, const UserId& user, const EntryId& id) {
  writes.emplace_back(
      store::Delete{.key = entry_key<Entry>(user, id), .condition = store::Condition::exists()});
  writes.emplace_back(counted<Entry>(user, -1));
}

template Task<std::vector<Job>> Repository::career<Job>(const UserId&);
template Task<std::vector<Education>> Repository::career<Education>(const UserId&);
template Task<std::optional<Job>> Repository::career_entry<Job>(const UserId&, const JobId&);
template Task<std::optional<Education>> Repository::career_entry<Education>(const UserId&,
                                                                            const EducationId&);
template void Repository::add_entry_row(Writes&, const UserId&, const Job&);
template void Repository::add_entry_row(Writes&, const UserId&, const Education&);
template void Repository::add_new_entry(Writes&, const UserId&, const Job&);
template void Repository::add_new_entry(Writes&, const UserId&, const Education&);
template void Repository::add_replaced_entry(Writes&, const UserId&, const Job&, const Job&);
template void Repository::add_replaced_entry(Writes&, const UserId&, const Education&,
                                             const Education&);
template void Repository::add_removed_entry<Job>(Writes&, const UserId&, const JobId&);
template void Repository::add_removed_entry<Education>(Writes&, const UserId&, const EducationId&);

}  // namespace dailygrind::user
