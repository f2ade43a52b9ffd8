#include "dailygrind/seed/seeding.hpp"

#include <stdexcept>

#include "dailygrind/for_each.hpp"
#include "dailygrind/progress.hpp"
#include "dailygrind/seed/demo_accounts.hpp"
#include "dailygrind/seed/drawing.hpp"
#include "services/events.hpp"
#include "services/post/on_user_event.hpp"
#include "services/push_notification/on_event.hpp"

namespace dailygrind::seed {
namespace {

using cli::for_each;
using cli::Progress;

// So many transactions wait for one fsync.
constexpr std::size_t parallel = 64;
constexpr std::uint32_t friendships_a_call = 200;
constexpr std::uint32_t posts_a_call = 50;

std::size_t calls(std::size_t things, std::size_t a_call) { return (things + a_call - 1) / a_call; }

}  // namespace

Seeding::Seeding(const std::filesystem::path& folder, const Community& community)
    : community_(community),
      folder_(folder),
      storage_(folder_, config_),
      bus_(storage_.open_bus(system_clock_, system_random_)),
      tokens_(folder_, config_, system_clock_, system_random_),
      identity_(folder_, config_, tokens_, sign_up_clock_, system_random_),
      user_(storage_, *bus_, &identity_.directory(), sign_up_clock_, system_random_),
      post_(storage_, *bus_, now_clock_, system_random_),
      vapid_(folder_.file("vapid"), system_clock_),
      push_(storage_, config_, vapid_, *bus_, now_clock_, system_random_, metrics_) {
  sign_up_clock_.freeze(community.beginning());
  now_clock_.freeze(community.now());
  loop_.run(refuse_people());
}

void Seeding::run() {
  loop_.run(add_accounts());
  loop_.run(add_people());
  loop_.run(add_friendships());
  loop_.run(deliver_events());
  loop_.run(add_posts());
  loop_.run(deliver_posts());
  write_demo_accounts();
}

Task<> Seeding::refuse_people() {
  const auto profiles = co_await user_.service().repository.people("", 1);
  const auto accounts = co_await identity_.directory().list("", "", 1);
  if (profiles.ids.empty() && accounts.accounts.empty()) co_return;
  throw std::runtime_error{"the folder " + folder_.path().string() +
                           " has people already; seed a new one"};
}

Task<> Seeding::add_accounts() {
  const auto& people = community_.people();
  const auto hash = co_await identity_.directory().hash_password(demo_password);
  const auto administrator = first_with_friends(community_);
  Progress progress{"accounts", people.size()};
  co_await for_each(people.size(), parallel, [&](std::size_t at) -> Task<> {
    const auto& account = people[at].account;
    identity::NewAccount wanted{.email = account.email,
                                .password_hash = hash,
                                .id = account.id,
                                .given_name = account.profile.first_name,
                                .family_name = account.profile.last_name};
    if (at == administrator) wanted.groups = {"admin"};
    co_await identity_.directory().create(std::move(wanted));
    progress.advance();
  });
}

Task<> Seeding::add_people() {
  const auto& people = community_.people();
  Progress progress{"profiles", people.size()};
  co_await for_each(people.size(), parallel, [&](std::size_t at) -> Task<> {
    co_await user::seed_person(user_.service(), people[at].account);
    progress.advance();
  });
}

Task<> Seeding::add_friendships() {
  const auto& edges = community_.graph().edges;
  const auto& people = community_.people();
  Progress progress{"friendships", edges.size()};
  co_await for_each(calls(edges.size(), friendships_a_call), parallel,
                    [&](std::size_t call) -> Task<> {
                      std::vector<std::pair<UserId, UserId>> pairs;
                      const auto first = call * friendships_a_call;
                      const auto last = std::min(first + friendships_a_call, edges.size());
                      for (auto at = first; at < last; ++at) {
                        pairs.emplace_back(people[edges[at].first].account.id,
                                           people[edges[at].second].account.id);
                      }
                      co_await user::seed_friendships(user_.service(), pairs);
                      progress.advance(pairs.size());
                    });
}

Task<> Seeding::add_posts() {
  const auto people = static_cast<std::uint32_t>(community_.people().size());
  const auto calls_a_day = static_cast<std::uint32_t>(calls(people, posts_a_call));
  Progress progress{"posts", std::size_t{people} * community_.days()};
  co_await for_each(
      std::size_t{calls_a_day} * community_.days(), parallel, [&](std::size_t call) -> Task<> {
        const auto day = static_cast<std::uint32_t>(call / calls_a_day);
        const auto first = static_cast<std::uint32_t>(call % calls_a_day) * posts_a_call;
        const auto made = community_.posts(day, first, std::min(first + posts_a_call, people));
        // Of its own, so that ids do not depend on what runs at the same time.
        SeededRandom random{stream(community_.seed(), Purpose::ids, call)};
        post::Posts posts{post_.store(), post_.outbox(), now_clock_, random};
        co_await post::seed_posts(posts, made);
        progress.advance(made.size());
      });
}

Consumer Seeding::posts() {
  return {events::post_service_queue,
          [this](const bus::Event& event) { return post::on_user_event(post_.service(), event); }};
}

Consumer Seeding::notifications() {
  return {events::push_service_queue,
          [this](const bus::Event& event) { return push::on_event(push_.service(), event); }};
}

Task<> Seeding::deliver_events() {
  Progress progress{"events", 2 * (community_.people().size() + community_.graph().edges.size())};
  co_await deliver(*bus_, user_.outbox(), {posts(), notifications()},
                   [&progress] { progress.advance(); });
}

Task<> Seeding::deliver_posts() {
  co_await deliver(*bus_, post_.outbox(), {notifications()}, [] {});
}

void Seeding::write_demo_accounts() {
  seed::write_demo_accounts(folder_.file(demo_accounts_file), community_);
}

}  // namespace dailygrind::seed
