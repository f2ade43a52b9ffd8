#include <algorithm>

#include "platform/describe/json_write.hpp"
#include "services/user/attempts.hpp"
#include "services/user/careers.hpp"
#include "services/user/verbs.hpp"
#include "services/user/views.hpp"

namespace dailygrind::user {
namespace {

template <typename Entry>
Created<Entry> answer(const Entry& entry, bool is_new) {
  return {.body = entry,
          .location = CareerOf<Entry>::path + CareerOf<Entry>::id(entry).str(),
          .is_new = is_new};
}

template <typename Entry>
void demand_room(const ProfileRecord& profile) {
  const auto count =
      std::is_same_v<Entry, Job> ? profile.number_of_jobs : profile.number_of_educations;
  if (count >= most_entries) throw Problem::conflict("limit-reached", "There are 100 already.");
}

template <typename Entry>
Task<std::optional<Created<Entry>>> try_add(Users& users, const Call& call, const Entry& entry) {
  if (const auto made = co_await users.idempotency.find(call)) {
    const typename CareerOf<Entry>::EntryId id{*made};
    const auto existing = co_await users.repository.career_entry<Entry>(call.user, id);
    if (!existing) throw Problem::conflict("already-deleted", "What this call made was deleted.");
    co_return answer(*existing, true);
  }
  const auto& id = CareerOf<Entry>::id(entry);
  if (const auto existing = co_await users.repository.career_entry<Entry>(call.user, id)) {
    if (*existing == entry) co_return answer(entry, false);
    throw Problem::conflict("id-taken", "Another entry has this id.");
  }
  const auto profile = co_await users.repository.profile(call.user);
  demand_profile(users, profile);
  demand_room<Entry>(profile);

  Repository::Writes writes;
  Repository::add_new_entry(writes, call.user, entry);
  users.idempotency.record(call, id.str(), writes);
  if (!co_await users.repository.commit(std::move(writes))) co_return std::nullopt;
  co_return answer(entry, true);
}

template <typename Entry>
Task<Created<Entry>> add(Users& users, const Call& call, typename CareerOf<Entry>::Input input) {
  using EntryId = typename CareerOf<Entry>::EntryId;
  const auto& chosen = CareerOf<Entry>::chosen_id(input);
  auto id = chosen ? *chosen : EntryId{uuid_v7(users.clock.now(), users.random)};
  const auto entry = CareerOf<Entry>::made_of(std::move(input), std::move(id));
  co_return co_await until_committed<Created<Entry>>(
      [&] { return try_add<Entry>(users, call, entry); });
}

template <typename Entry>
Task<std::optional<Entry>> try_replace(Users& users, const Call& call,
                                       const api::IfMatch& condition, const Entry& entry) {
  const auto before =
      co_await users.repository.career_entry<Entry>(call.user, CareerOf<Entry>::id(entry));
  if (!before) throw Problem::not_found();
  if (!condition.condition.empty())
    condition.demand(api::etag_of_bytes(describe::to_json(*before)));
  Repository::Writes writes;
  Repository::add_replaced_entry(writes, call.user, *before, entry);
  if (!co_await users.repository.commit(std::move(writes))) co_return std::nullopt;
  co_return entry;
}

template <typename Entry>
Task<Entry> replace(Users& users, const Call& call, typename CareerOf<Entry>::EntryId id,
                    api::IfMatch condition, typename CareerOf<Entry>::Input input) {
  const auto entry = CareerOf<Entry>::made_of(std::move(input), std::move(id));
  co_return co_await until_committed<Entry>(
      [&] { return try_replace<Entry>(users, call, condition, entry); });
}

template <typename Entry>
Task<std::optional<NoContent>> try_remove(Users& users, const UserId& user,
                                          const typename CareerOf<Entry>::EntryId& id) {
  if (!co_await users.repository.career_entry<Entry>(user, id)) co_return NoContent{};
  const auto profile = co_await users.repository.profile(user);
  if (profile.standing != Standing::live) co_return NoContent{};  // its deletion removes the rest
  Repository::Writes writes;
  Repository::add_removed_entry<Entry>(writes, user, id);
  if (!co_await users.repository.commit(std::move(writes))) co_return std::nullopt;
  co_return NoContent{};
}

template <typename Entry>
Task<NoContent> remove(Users& users, const Call& call, typename CareerOf<Entry>::EntryId id) {
  co_return co_await until_committed<NoContent>(
      [&] { return try_remove<Entry>(users, call.user, id); });
}

void demand_place(const std::string& cursor) {
  const bool place = cursor.size() > place_date_size && cursor[place_date_size] == '#';
  if (!cursor.empty() && !place) {
    throw Problem::invalid("?cursor", "is not a cursor of this list");
  }
}

/// At most 100 entries: all are read and sorted, whichever page is asked for.
template <typename Entry>
Task<Paged<Entry>> page_of(Users& users, const UserId& owner, const api::Page& page) {
  demand_place(page.after);
  const auto entries = co_await users.repository.career<Entry>(owner);
  const auto first = std::ranges::upper_bound(entries, page.after, {},
                                              [](const Entry& entry) { return place_of(entry); });
  const auto count = std::min<std::size_t>(page.limit, entries.end() - first);
  Paged<Entry> result{.items = {first, first + static_cast<std::ptrdiff_t>(count)}};
  if (first + static_cast<std::ptrdiff_t>(count) != entries.end()) {
    result.next = place_of(result.items.back());
  }
  co_return result;
}

template <typename Entry>
Task<Paged<Entry>> page_of_other(Users& users, const Call& call, const UserId& id,
                                 const api::Page& page) {
  const auto owner = co_await find_known(users, call.user, id);
  if (!may_see_profile(call.user, owner)) co_return Paged<Entry>{};
  co_return co_await page_of<Entry>(users, id, page);
}

}  // namespace

Task<Created<Job>> add_job(Users& users, const Call& call, JobInput input) {
  co_return co_await add<Job>(users, call, std::move(input));
}
Task<Job> replace_job(Users& users, const Call& call, JobId id, api::IfMatch condition,
                      JobInput input) {
  co_return co_await replace<Job>(users, call, std::move(id), std::move(condition),
                                  std::move(input));
}
Task<NoContent> delete_job(Users& users, const Call& call, JobId id) {
  co_return co_await remove<Job>(users, call, std::move(id));
}
Task<Paged<Job>> my_jobs(Users& users, const Call& call, api::Page page) {
  co_return co_await page_of<Job>(users, call.user, page);
}
Task<Paged<Job>> jobs_of(Users& users, const Call& call, UserId id, api::Page page) {
  co_return co_await page_of_other<Job>(users, call, id, page);
}

Task<Created<Education>> add_education(Users& users, const Call& call, EducationInput input) {
  co_return co_await add<Education>(users, call, std::move(input));
}
Task<Education> replace_education(Users& users, const Call& call, EducationId id,
                                  api::IfMatch condition, EducationInput input) {
  co_return co_await replace<Education>(users, call, std::move(id), std::move(condition),
                                        std::move(input));
}
Task<NoContent> delete_education(Users& users, const Call& call, EducationId id) {
  co_return co_await remove<Education>(users, call, std::move(id));
}
Task<Paged<Education>> my_education(Users& users, const Call& call, api::Page page) {
  co_return co_await page_of<Education>(users, call.user, page);
}
Task<Paged<Education>> education_of(Users& users, const Call& call, UserId id, api::Page page) {
  co_return co_await page_of_other<Education>(users, call, id, page);
}

}  // namespace dailygrind::user
