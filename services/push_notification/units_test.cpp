#include "platform/testing/units_table.hpp"
#include "services/push_notification/world_test.hpp"

namespace dailygrind::push {
namespace {

using testing::Units;
using testing::UnitsTable;

constexpr int people_at_noon = 1'000;

/// Ada, Grace, and a crowd with a device each; the service of `world` makes what is there, the one
/// on `store` is measured.
struct Measured {
  World world;
  testing::MeteredStore store{world.store, world.memory};
  metrics::Registry metrics;
  Push push{store, world.sender, world.clock, world.random, metrics, world.settings};
  Repository& repository = push.repository;
  UnitsTable table{store};
  Call call = World::call("ada");
  UserId ada{"ada"};
  UserId grace{"grace"};
  Page page{.limit = 20};

  Measured() {
    world.person("ada");
    world.person("grace");
    world.subscribe("ada", "a");
    world.crowd(people_at_noon);
  }
  template <typename T>
  Units add(const std::string& name, Task<T> task) {
    return table.add(name, std::move(task));
  }
  std::string new_id() { return uuid_v7(world.clock.now(), world.random); }
};

void add_people(Measured& m) {
  auto& repository = m.repository;
  m.add("repository person", repository.person(m.ada));
  const Repository::Edit disable = [](PersonRecord& person) {
    person.disabled = !person.disabled;
    return true;
  };
  m.add("repository change, the row goes", repository.change(m.ada, disable));
  m.add("repository change, the row comes", repository.change(m.ada, disable));
  m.add("repository keep_block", repository.keep_block(m.ada, UserId{"joan"}, 9'000, true));
  const auto browser = World::browser("a");
  m.add("repository owner_of", repository.owner_of(browser.endpoint, browser.keys));
  const Device device{.id = SubscriptionId{m.new_id()},
                      .endpoint = "https://push.example.org/g",
                      .p256dh = good_p256dh,
                      .auth = good_auth,
                      .application_key = "BKey",
                      .renewed = "2026-11-23"};
  m.add("repository add_device", repository.add_device(m.grace, device, {}));
  m.add("repository note_test", repository.note_test(m.grace, device.id, {}));
  m.add("repository remove_device", repository.remove_device(m.grace, device.id));
}

void add_inbox(Measured& m) {
  auto& repository = m.repository;
  const std::string event = m.new_id();
  m.add("repository relation", repository.relation(m.ada, m.grace, event, "p1"));
  const Note note{.id = NotificationId{m.new_id()},
                  .to = m.ada,
                  .entry = {.type = NotificationType::comment,
                            .title = "First grace commented on your post",
                            .url = "/pieces/p1",
                            .timestamp = "1795435200000"},
                  .payload = std::string(220, 'x'),
                  .topic = "t",
                  .event = event,
                  .ends = m.world.clock.now() + std::chrono::hours{24}};
  m.add("repository add_note", repository.add_note(note, true));
  m.add("repository inbox", repository.inbox(m.ada, m.page));
  m.add("repository unread", repository.unread(m.ada));
  m.add("repository mark_read", repository.mark_read(m.ada, note.id));
  m.add("repository clear", repository.clear(m.ada, m.world.clock.now() + std::chrono::hours{1}));
}

void add_jobs(Measured& m) {
  auto& repository = m.repository;
  m.add("repository places", repository.places());
  m.add("repository place_after", repository.place_after(""));
  m.add("repository forget_place", repository.forget_place("nowhere"));
  const JobId id{m.new_id()};
  const JobRecord job{.kind = JobKind::send, .title = "T", .body = "B"};
  m.add("repository add_job", repository.add_job(id, job, {}));
  m.add("repository job", repository.job(id));
  m.add("repository progress", repository.progress(id));
  m.add("repository jobs", repository.jobs(m.page));
  m.add("repository bury", repository.bury(m.grace, 10'000, m.world.clock.now()));
}

void add_requests(Measured& m) {
  auto& push = m.push;
  m.add("gate", admit(push, m.ada));
  m.add("read the inbox", read_inbox(push, m.call, m.page));
  m.add("subscribe", subscribe(push, m.call, World::browser("b")));
  m.add("replace preferences", replace_preferences(push, m.call, {.likes = false}));
  const auto comment =
      m.world.event("POST_COMMENTED", events::Reaction{"p2", m.ada, UserId{"p1"}, "By", "c"});
  m.add("tell of a comment", on_event(push, comment));
  const auto posted = m.world.event("POST_CREATED", events::Post{m.new_id(), m.ada, "2026-11-23"});
  m.add("hear of a post", on_event(push, posted));
  m.add("send one that waits", push.outgoing.run_due());
}

TEST(PushUnits, OfEveryOperationAreThoseOfTheTable) {
  Measured m;
  add_people(m);
  add_inbox(m);
  add_requests(m);
  m.world.at("2026-11-23T12:00:00Z");
  m.add("round at noon, 1 place", m.push.daily_call.round());
  m.add("noon of 1,001 people", m.push.jobs.run_pending());
  add_jobs(m);
  m.table.expect_as_in(UNITS_FILE);
}

}  // namespace
}  // namespace dailygrind::push
