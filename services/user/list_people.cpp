#include "platform/core/encoding.hpp"
#include "services/user/known_people.hpp"
#include "services/user/search_words.hpp"
#include "services/user/verbs.hpp"

namespace dailygrind::user {
namespace {

constexpr std::size_t longest_query = 200;

}  // namespace

Task<Paged<UserInfo>> list_people(Users& users, const Call& call, api::Page page) {
  const PeopleSource others = [&](const std::string& after, std::size_t limit) -> Task<IdPage> {
    auto found = co_await users.repository.people(after, limit);
    std::erase(found.ids, call.user);
    co_return found;
  };
  co_return co_await known_people(users, call.user, page, others);
}

Task<Paged<UserInfo>> search_people(Users& users, const Call& call, api::Query<"name"> name,
                                    api::Page page) {
  if (code_points(name.value) > longest_query) {
    throw Problem::invalid("?name", "must have at most 200 characters");
  }
  const auto words = search_words(name.value);
  if (words.empty()) co_return Paged<UserInfo>{};
  const PeopleSource matches = [&](const std::string& after, std::size_t limit) {
    return users.repository.search(words, after, limit);
  };
  co_return co_await known_people(users, call.user, page, matches);
}

}  // namespace dailygrind::user
