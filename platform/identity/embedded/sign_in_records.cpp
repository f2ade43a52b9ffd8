#include "platform/identity/embedded/sign_in_records.hpp"

namespace dailygrind::identity {
namespace {

using store::Condition;
using store::Delete;
using store::Put;
using store::Update;

store::Key key_of(const UserId& user, const std::string& id) {
  return {"sign_ins", user.str(), id};
}

std::int64_t count(Instant moment) { return moment.time_since_epoch().count(); }
Instant instant(std::int64_t count) { return Instant{milliseconds{count}}; }

SignIn sign_in_of(const UserId& user, const store::Item& item) {
  const auto& stored = item.attributes;
  return {.user = user,
          .id = item.key.sort,
          .generation = stored.number("generation"),
          .authenticated = instant(stored.number("authenticated")),
          .refreshed = instant(stored.number("refreshed")),
          .expires = item.expires.value_or(Instant{})};
}

}  // namespace

Task<std::optional<SignIn>> SignInRecords::begin(UserId user, std::chrono::seconds lifetime,
                                                 store::Check admitted) {
  const auto now = clock_.now();
  SignIn made{.user = user,
              .id = uuid_v7(now, random_),
              .generation = 1,
              .authenticated = now,
              .refreshed = now,
              .expires = now + lifetime};
  std::vector<store::Write> writes;
  writes.emplace_back(Put{{.key = key_of(user, made.id),
                           .attributes = {{"generation", made.generation},
                                          {"authenticated", count(now)},
                                          {"refreshed", count(now)}},
                           .expires = made.expires},
                          Condition::absent()});
  writes.emplace_back(std::move(admitted));
  if (!co_await store_.write(std::move(writes))) co_return std::nullopt;
  co_return made;
}

Task<std::optional<SignIn>> SignInRecords::find(UserId user, std::string id) {
  if (id.empty()) co_return std::nullopt;
  const auto item = co_await store_.get(key_of(user, id));
  if (!item) co_return std::nullopt;
  co_return sign_in_of(user, *item);
}

Task<std::optional<SignIn>> SignInRecords::refresh(SignIn sign_in) {
  const auto now = clock_.now();
  const auto written = co_await store_.write(
      {Update{.key = key_of(sign_in.user, sign_in.id),
              .set = {{"refreshed", count(now)}},
              .remove = {},
              .add = {{"generation", 1}},
              .condition = Condition::equals("generation", sign_in.generation)}});
  if (!written) co_return std::nullopt;
  ++sign_in.generation;
  sign_in.refreshed = now;
  co_return sign_in;
}

Task<void> SignInRecords::end(UserId user, std::string id) {
  if (id.empty()) co_return;
  co_await store_.write({Delete{key_of(user, id), {}}});
}

Task<void> SignInRecords::end_all(UserId user, std::string except) {
  std::string after;
  for (;;) {
    const auto page = co_await store_.query(
        {.table = "sign_ins", .partition = user.str(), .after = after, .limit = 100});
    std::vector<store::Write> writes;
    for (const auto& item : page.items) {
      if (item->key.sort != except) writes.emplace_back(Delete{item->key, {}});
    }
    if (!writes.empty()) co_await store_.write(std::move(writes));
    if (!page.next) co_return;
    after = *page.next;
  }
}

}  // namespace dailygrind::identity
