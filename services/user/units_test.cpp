#include "platform/testing/units_table.hpp"
#include "services/user/test_world.hpp"

namespace dailygrind::user {
namespace {

using testing::Units;
using testing::UnitsTable;
using Writes = Repository::Writes;

constexpr int friends_of_ada = 39;

/// Ada and her 39 friends f0, f1, ...; the service of `world` makes what is there, the one on
/// `store` is measured.
struct Measured {
  World world;
  testing::MeteredStore store{world.store, world.memory};
  bus::Outbox outbox{store, world.bus, world.clock, world.random};
  Users users{store, outbox, world.clock, world.random, &world.accounts};
  Repository& repository = users.repository;
  UnitsTable table{store};
  Call call = World::call("ada");
  UserId ada{"ada"};
  UserId grace{"f0"};
  UserId joan{"joan"};
  std::vector<UserId> friends;
  api::Page page{.limit = 20};

  Measured() {
    world.create("ada", World::named("Ada", "Lovelace"));
    world.create("joan", World::named("Joan", "Clarke"));
    for (int i = 0; i < friends_of_ada; ++i) {
      friends.emplace_back("f" + std::to_string(i));
      world.create(friends.back().str(), World::named("Grace", "Hopper"));
      world.befriend("ada", friends.back().str());
    }
    testing::run(world.outbox.drain());
  }
  template <typename T>
  Units add(const std::string& name, Task<T> task) {
    return table.add(name, std::move(task));
  }
  void commit(const std::string& name, Writes writes) {
    add("repository commit of " + name, repository.commit(std::move(writes)));
  }
  ProfileRecord profile(const UserId& user) {
    return testing::run(world.users.repository.profile(user));
  }
};

const std::string none;

void add_reads(Measured& m) {
  auto& repository = m.repository;
  m.add("repository profile", repository.profile(m.ada));
  m.add("repository profiles of 39", repository.profiles(m.friends));
  m.add("repository seen_by of 39", repository.seen_by(m.ada, m.friends));
  m.add("repository encounter", repository.encounter(m.ada, m.grace));
  const std::vector<Pair> pairs{Pair::of(m.ada, m.grace)};
  m.add("repository pairs of 1", repository.pairs(pairs));
  m.add("repository list", repository.list(m.ada, List::friends, none, 20));
  m.add("repository are_friends of 39", repository.are_friends(m.ada, m.friends));
  m.add("repository people", repository.people(none, 20));
  const std::vector<std::string> words{"hopper"};
  m.add("repository search", repository.search(words, none, 20));
  m.add("repository deletion_pending", repository.deletion_pending(m.ada));
  m.add("repository pending_deletions", repository.pending_deletions(none, 20));
}

void add_profiles(Measured& m) {
  Writes writes;
  const auto before = m.profile(m.ada);
  auto after = before;
  after.headline = "Analyst";
  ++after.version;
  Repository::add_profile(writes, m.ada, before, after);
  m.commit("add_profile, edited", std::move(writes));
  writes = {};
  Repository::add_demand_live(writes, m.ada);
  m.commit("add_demand_live", std::move(writes));
  writes = {};
  Repository::add_to_friends(writes, m.ada, 0);
  m.commit("add_to_friends", std::move(writes));
  writes = {};
  const Pair pair = Pair::of(m.ada, m.joan);
  Repository::add_pair(writes, pair, {}, {.version = 1, .friends = true});
  m.commit("add_pair", std::move(writes));
  writes = {};
  Repository::add_remove_row(writes, m.ada, List::friends, m.joan);
  m.commit("add_remove_row", std::move(writes));
}

void add_careers(Measured& m) {
  auto& repository = m.repository;
  Writes writes;
  const Job job{.job_id = JobId{"job-1"}, .job_title = "Analyst", .company_name = "Engines"};
  Repository::add_new_entry(writes, m.ada, job);
  m.commit("add_new_entry", std::move(writes));
  m.add("repository career", repository.career<Job>(m.ada));
  m.add("repository career_entry", repository.career_entry<Job>(m.ada, job.job_id));
  m.add("repository career_keys", repository.career_keys(m.ada, 49));
  writes = {};
  auto changed = job;
  changed.company_name = "Looms";
  Repository::add_replaced_entry(writes, m.ada, job, changed);
  m.commit("add_replaced_entry", std::move(writes));
  writes = {};
  Repository::add_removed_entry<Job>(writes, m.ada, job.job_id);
  m.commit("add_removed_entry", std::move(writes));
  writes = {};
  Repository::add_entry_row(writes, m.ada, job);
  m.commit("add_entry_row", std::move(writes));
  writes = {};
  Repository::add_remove_key(writes, m.ada, "job#job-1");
  m.commit("add_remove_key", std::move(writes));
}

void add_deletions(Measured& m) {
  Writes writes;
  Repository::add_demand_no_deletion(writes, m.joan);
  m.commit("add_demand_no_deletion", std::move(writes));
  writes = {};
  Repository::add_deletion(writes, m.joan);
  m.commit("add_deletion", std::move(writes));
  writes = {};
  Repository::add_demand_deletion(writes, m.joan);
  m.commit("add_demand_deletion", std::move(writes));
  m.add("repository end_deletion", m.repository.end_deletion(m.joan));
}

void add_requests(Measured& m) {
  auto& users = m.users;
  const auto joan = World::call("joan");
  m.add("gate", admit(users, m.ada, false));
  m.add("my profile", my_profile(users, m.call));
  m.add("somebody's profile", profile_of(users, m.call, m.grace));
  m.add("edit my profile", create_profile(users, m.call, World::named("Augusta", "Lovelace")));
  m.add("20 of my friends", my_friends(users, m.call, m.page));
  m.add("search", search_people(users, m.call, {"hopper"}, m.page));
  m.add("ask to be friends", request_friendship(users, joan, {"f1"}));
  m.add("accept", accept_request(users, World::call("f1"), m.joan));
  m.add("end a friendship", unfriend(users, joan, UserId{"f1"}));
  m.add("relay of their events", m.outbox.drain());
}

TEST(UserUnits, OfEveryOperationAreThoseOfTheTable) {
  Measured m;
  add_reads(m);
  add_profiles(m);
  add_careers(m);
  add_deletions(m);
  add_requests(m);
  m.table.expect_as_in(UNITS_FILE);
}

}  // namespace
}  // namespace dailygrind::user
