#include "services/push_notification/world_test.hpp"

namespace dailygrind::push {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Ada's inbox, with comments by c1, c2, ... a second apart.
struct Commented : World {
  explicit Commented(int comments) {
    for (int i = 1; i <= comments; ++i) {
      hear("POST_COMMENTED", events::Reaction{"p", UserId{"ada"}, UserId{"by"}, number(i), "c"});
      clock.advance(std::chrono::seconds{1});
    }
  }
  static std::string number(int i) { return "c" + std::to_string(i); }
  Inbox read(const api::Page& page = {}) { return testing::run(read_inbox(*push, ada, page)); }
  std::string unread() { return read().value; }
  void mark(const NotificationId& up_to) { testing::run(mark_inbox_read(*push, ada, {up_to})); }
  /// "c2* c1" where c2 was not read.
  static std::string brief(const Inbox& inbox) {
    std::string text;
    for (const auto& entry : inbox.result.items) {
      text += (text.empty() ? "" : " ") + entry.title.substr(0, entry.title.find(' '));
      if (!entry.read) text += "*";
    }
    return text;
  }

  const Call ada = call("ada");
};

TEST(Inbox, OfNobodyIsEmpty) {
  Commented world{0};
  EXPECT_THAT(world.read().result.items, IsEmpty());
  EXPECT_EQ(world.unread(), "0");
}

TEST(Inbox, IsReadNewestFirstInPagesWithTheCountOfAll) {
  Commented world{5};
  const auto first = world.read({.limit = 2});
  EXPECT_EQ(Commented::brief(first), "c5* c4*");
  EXPECT_EQ(first.value, "5");
  const auto second = world.read({2, first.result.next.value()});
  EXPECT_EQ(Commented::brief(second), "c3* c2*");
  const auto last = world.read({2, second.result.next.value()});
  EXPECT_EQ(Commented::brief(last), "c1*");
  EXPECT_EQ(last.result.next, std::nullopt);
}

TEST(Inbox, PagesGoOnWhereWhatComesMeanwhileIsNoMatter) {
  Commented world{3};
  const auto first = world.read({.limit = 1});
  world.comment("grace", "ada");
  EXPECT_EQ(Commented::brief(world.read({5, first.result.next.value()})), "c2* c1*");
}

TEST(Inbox, IsReadUpToAnEntry) {
  Commented world{4};
  world.mark(world.inbox_of("ada")[1].notification_id);
  EXPECT_EQ(Commented::brief(world.read()), "c4* c3 c2 c1");
  EXPECT_EQ(world.unread(), "1");
}

TEST(Inbox, StaysReadWhereAnOlderEntryIsMarked) {
  Commented world{3};
  const auto entries = world.inbox_of("ada");
  world.mark(entries[0].notification_id);
  world.mark(entries[2].notification_id);
  EXPECT_EQ(world.unread(), "0");
}

TEST(Inbox, OfOneMillisecondIsReadUpToAnEntryToo) {
  Commented world{0};
  for (const auto* by : {"grace", "joan", "mary"}) world.comment(by, "ada");
  world.mark(world.inbox_of("ada")[1].notification_id);
  EXPECT_EQ(world.unread(), "1");
  EXPECT_FALSE(world.inbox_of("ada")[0].read);
  EXPECT_TRUE(world.inbox_of("ada")[1].read);
}

TEST(Inbox, IsReadUpToAMomentWithoutAnEntryToo) {
  Commented world{2};
  world.mark(NotificationId{uuid_v7(world.clock.now(), world.random)});
  EXPECT_EQ(world.unread(), "0");
  world.clock.advance(std::chrono::seconds{1});
  world.comment("grace", "ada");
  EXPECT_EQ(world.unread(), "1");
}

TEST(Inbox, ForgetsAfterThirtyDays) {
  Commented world{2};
  world.clock.advance(std::chrono::days{30} - std::chrono::seconds{2});
  EXPECT_EQ(Commented::brief(world.read()), "c2*");
  EXPECT_EQ(world.unread(), "1");
  world.clock.advance(std::chrono::seconds{1});
  EXPECT_THAT(world.read().result.items, IsEmpty());
}

TEST(Inbox, CountsAThousandAtMost) {
  Commented world{1005};
  EXPECT_EQ(world.unread(), "1000");
}

TEST(Inbox, IsOnesOwn) {
  Commented world{2};
  testing::run(mark_inbox_read(*world.push, World::call("grace"),
                               {world.inbox_of("ada")[0].notification_id}));
  EXPECT_EQ(world.unread(), "2");
  EXPECT_THAT(world.inbox_of("grace"), IsEmpty());
}

TEST(Inbox, HasTheTestThatOneSends) {
  Commented world{0};
  const auto sent = testing::run(send_test(*world.push, world.ada));
  EXPECT_EQ(sent.location, "/push-notifications/inbox");
  ASSERT_THAT(world.inbox_of("ada"), SizeIs(1));
  EXPECT_EQ(world.inbox_of("ada")[0].notification_id, sent.body.notification_id);
  EXPECT_EQ(world.inbox_of("ada")[0].type, NotificationType::test);
}

TEST(Inbox, OfTheDeletedStaysEmpty) {
  Commented world{1};
  const auto entry = world.inbox_of("ada")[0].notification_id;
  world.remove("ada");
  EXPECT_EQ(status_of(mark_inbox_read(*world.push, world.ada, {entry})), 401);
  EXPECT_EQ(status_of(send_test(*world.push, world.ada)), 401);
  EXPECT_THAT(world.keys_in("user#ada"), ElementsAre("person"));
}

TEST(Inbox, OfSomebodyWhoIsDeletedMeanwhileStaysEmpty) {
  Commented world{0};
  world.clock.advance(std::chrono::seconds{1});
  const auto gone = world.event("USER_DELETED", events::UserDeleted{UserId{"ada"}});
  world.faults.reset();
  world.faults.delay(testing::FaultStore::Call::write, 1,
                     [&] { return on_event(*world.push, gone); });
  world.comment("grace", "ada");
  EXPECT_THAT(world.keys_in("user#ada"), ElementsAre("person"));
}

}  // namespace
}  // namespace dailygrind::push
