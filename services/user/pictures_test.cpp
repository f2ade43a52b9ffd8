#include <boost/asio/io_context.hpp>

#include "platform/blob/files_blobs.hpp"
#include "platform/testing/temporary_folder.hpp"
#include "services/user/delete_account.hpp"
#include "services/user/picture_tending.hpp"
#include "services/user/picture_worker.hpp"
#include "services/user/test_world.hpp"

namespace dailygrind::user {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

/// Makes of each source a portrait that says so, unless it is told otherwise.
class FakeEditor final : public picture::Editor {
 public:
  std::optional<picture::Flaw> flaw;
  bool failing = false;
  int calls = 0;
  std::function<void()> meanwhile = [] {};

  Task<std::expected<picture::Portrait, picture::Flaw>> portrait(picture::Source source) override {
    ++calls;
    std::string bytes;
    for (auto piece = co_await source(); !piece.empty(); piece = co_await source()) bytes += piece;
    std::exchange(meanwhile, [] {})();
    if (failing) throw Problem::unavailable("the helper broke");
    if (flaw) co_return std::unexpected{*flaw};
    co_return picture::Portrait{"large " + bytes, "small " + bytes};
  }
};

struct Pictures : ::testing::Test {
  boost::asio::io_context inner{1};  // runs within a handler of the other
  boost::asio::io_context loop{1};   // outlives the thread of the blobs, which posts to it
  testing::TemporaryFolder folder;
  World world;
  blob::FilesBlobs blobs{
      {.folder = folder.path(), .base_url = "http://x/users/uploads"}, world.clock, world.random};
  FakeEditor editor;
  PicturePlaces places{blobs, editor, "http://x"};
  PictureWorker worker{world.users};
  const Call ada = World::call("ada");
  const UserId id{"ada"};

  Pictures() {
    world.users.pictures = &places;
    world.create("ada");
    world.events();
  }

  template <typename T>
  T run(Task<T> task) {
    return testing::run(loop, std::move(task));
  }
  static PictureInput input(const std::string& bytes) {
    return {.content_type = "image/png",
            .size = static_cast<std::int64_t>(bytes.size()),
            .sha256 = blob::Checksum::of(bytes).hex()};
  }
  /// Lets the editor do something in the middle of its work, once.
  template <typename Work>
  void once_meanwhile(Work work) {
    editor.meanwhile = [this, work = std::move(work)] { testing::run(inner, work()); };
  }
  PictureUpload offer(const std::string& bytes) {
    return run(offer_picture(world.users, ada, input(bytes)));
  }
  void arrive(const std::string& bytes) { run(blobs.put(upload_key(id), "image/png", bytes)); }
  milliseconds pass() { return run(worker.pass()); }
  void upload(const std::string& bytes) {
    offer(bytes);
    arrive(bytes);
    pass();
  }
  PictureStatus status() { return run(picture_status(world.users, ada)); }
  PictureRecord record() { return run(world.users.repository.picture(id)); }
  std::vector<std::string> keys() {
    std::vector<std::string> keys;
    for (const auto& blob : run(blobs.list({})).blobs) keys.push_back(blob.key);
    return keys;
  }
  std::string picture() { return run(world.users.repository.profile(id)).picture.value_or(""); }
};

TEST_F(Pictures, OffersAnUploadOfExactlyThat) {
  const auto where = offer("picture");
  EXPECT_THAT(where.upload_url, HasSubstr("http://x/users/uploads/uploads/"));
  EXPECT_EQ(where.headers, (describe::TextMap{{"Content-Type", "image/png"}}));
  EXPECT_THAT(where.expires_at, Not(IsEmpty()));
  EXPECT_EQ(status().state, PictureState::waiting);
}

TEST_F(Pictures, MakesThePictureOfTheProfileAndTellsIt) {
  upload("picture");
  EXPECT_EQ(status().state, PictureState::made);
  const auto both = picture_keys(id, picture());
  EXPECT_THAT(keys(), UnorderedElementsAre(both[0], both[1])) << "the upload is gone";
  EXPECT_EQ(run(blobs.get(both[0], {}))->bytes, "large picture");
  const auto url = "http://x/users/pictures/YWRh/" + picture() + "-512.webp";
  EXPECT_EQ(status().profile_picture_url, url);
  world.create("bob");
  EXPECT_EQ(world.see("bob", "ada").profile_picture_url, url);
  const auto events = world.events();
  ASSERT_FALSE(events.empty());
  EXPECT_TRUE(std::ranges::any_of(events, [&](const bus::Event& event) {
    return event.type == "USER_UPDATED" && event.data.find(url) != std::string::npos;
  }));
}

TEST_F(Pictures, WaitsForTheBytesThatWereNamed) {
  offer("picture");
  EXPECT_EQ(pass(), 500ms);
  arrive("another");
  pass();
  EXPECT_EQ(editor.calls, 0);
  arrive("picture");
  pass();
  EXPECT_EQ(status().state, PictureState::made);
}

TEST_F(Pictures, LooksMoreAndMoreRarelyWhereThatCosts) {
  places.looks_cost = true;
  offer("picture");
  world.clock.advance(4min);
  EXPECT_EQ(pass(), 30s);
  arrive("picture");
  world.clock.advance(29s);
  pass();
  EXPECT_EQ(status().state, PictureState::waiting);
  world.clock.advance(1s);
  pass();
  EXPECT_EQ(status().state, PictureState::made);
}

TEST_F(Pictures, ReplacesAndRemovesTheOldOne) {
  upload("one");
  const auto old = picture();
  upload("two");
  EXPECT_NE(picture(), old);
  const auto both = picture_keys(id, picture());
  EXPECT_THAT(keys(), UnorderedElementsAre(both[0], both[1]));
}

TEST_F(Pictures, RefusesWhatTheEditorRefuses) {
  upload("one");
  const auto old = picture();
  editor.flaw = picture::Flaw::too_many_pixels;
  upload("bomb");
  EXPECT_EQ(status().state, PictureState::refused);
  EXPECT_EQ(status().flaw, PictureFlaw::too_many_pixels);
  EXPECT_EQ(picture(), old) << "the one before stays";
  EXPECT_THAT(keys(), SizeIs(2));
}

TEST_F(Pictures, TriesThreeTimesWhereTheEditorFails) {
  editor.failing = true;
  upload("picture");
  EXPECT_EQ(status().state, PictureState::waiting);
  pass();
  EXPECT_EQ(editor.calls, 1) << "not at once";
  for (int minute = 0; minute < 5; ++minute) {
    world.clock.advance(1min);
    pass();
  }
  EXPECT_EQ(editor.calls, 3);
  EXPECT_EQ(status().flaw, PictureFlaw::failed);
  EXPECT_THAT(keys(), IsEmpty());
}

TEST_F(Pictures, NeverFinishesWhatIsWantedNoMore) {
  once_meanwhile([&] { return remove_my_picture(world.users, ada); });
  upload("picture");
  EXPECT_EQ(picture(), "");
  EXPECT_EQ(status().state, PictureState::none);
  EXPECT_THAT(keys(), IsEmpty());

  once_meanwhile([&] { return offer_picture(world.users, ada, input("newer")); });
  upload("older");
  EXPECT_EQ(status().state, PictureState::waiting);
  arrive("newer");
  pass();
  EXPECT_EQ(run(blobs.get(picture_keys(id, picture())[1], {}))->bytes, "small newer");
  EXPECT_THAT(keys(), SizeIs(2));
}

TEST_F(Pictures, NeverFinishesForAnAccountThatEnded) {
  once_meanwhile([&] { return delete_me(world.users, ada); });
  upload("picture");
  EXPECT_THAT(keys(), IsEmpty());
  EXPECT_EQ(status_of(picture_status(world.users, ada)), 401);
}

TEST_F(Pictures, GoesOnWhereAnotherProgramHasEnded) {
  offer("picture");
  arrive("picture");
  // As one leaves it that was killed after it had put the portrait.
  auto claimed = record();
  claimed.attempt = uuid_v7(world.clock.now(), world.random);
  claimed.attempts = 1;
  claimed.attempt_until = (world.clock.now() + 2min).time_since_epoch().count();
  ASSERT_TRUE(run(change_picture(world.users, id, record(), claimed)));
  for (const auto& key : picture_keys(id, claimed.attempt)) {
    run(blobs.put(key, picture::content_type, "left"));
  }
  pass();
  EXPECT_EQ(editor.calls, 0) << "it may still be at work";
  world.clock.advance(2min);
  pass();
  EXPECT_EQ(status().state, PictureState::made);
  EXPECT_NE(picture(), claimed.attempt);
  EXPECT_THAT(keys(), SizeIs(2));
}

TEST_F(Pictures, LeavesNothingInTheEnd) {
  upload("picture");
  arrive("picture");  // under a URL that is still good
  world.clock.advance(15min + 59min);
  pass();
  EXPECT_THAT(keys(), SizeIs(3));
  world.clock.advance(1min);
  pass();
  EXPECT_THAT(keys(), SizeIs(2));
  EXPECT_EQ(record().version, 0);
  EXPECT_EQ(status().state, PictureState::none);
  EXPECT_EQ(pass(), 60s);
}

TEST_F(Pictures, ForgetsOffersThatNobodyTook) {
  offer("picture");
  world.clock.advance(15min + 1h);
  pass();
  EXPECT_EQ(record().version, 0);
}

TEST_F(Pictures, EndsWithTheAccount) {
  upload("picture");
  offer("newer");
  arrive("newer");
  run(delete_me(world.users, ada));
  EXPECT_THAT(keys(), IsEmpty());
  arrive("newer");
  world.clock.advance(2h);
  pass();
  EXPECT_THAT(keys(), IsEmpty());
  EXPECT_EQ(record().version, 0);
}

TEST_F(Pictures, AreForThoseWithAProfileAlone) {
  const auto nobody = World::call("nobody");
  EXPECT_EQ(code_of(offer_picture(world.users, nobody, input("x"))), "no-profile");
  EXPECT_EQ(status_of(picture_status(world.users, nobody)), 409);
  EXPECT_EQ(status_of(remove_my_picture(world.users, nobody)), 0);
  auto svg = input("x");
  svg.content_type = "image/svg+xml";
  EXPECT_EQ(status_of(offer_picture(world.users, ada, svg)), 422);
  auto capitals = input("x");
  capitals.sha256 = std::string(64, 'A');
  EXPECT_EQ(status_of(offer_picture(world.users, ada, capitals)), 422);
}

TEST(PicturePlaces, KnowsWhatAPathCanName) {
  const std::string id = "01890000-0000-7000-8000-000000000000";
  const UserId user{"a/../b"};
  const auto owner = pictures_prefix(user).substr(9, 8);
  for (const auto* ending : {"-512.webp", "-96.webp"}) {
    const auto key = picture_key(owner, id + ending);
    ASSERT_TRUE(key);
    EXPECT_TRUE(blob::is_key(*key));
    EXPECT_EQ(*key, pictures_prefix(user) + id + ending);
  }
  EXPECT_FALSE(picture_key(owner, id + "-513.webp"));
  EXPECT_FALSE(picture_key(owner, "../" + id + "-96.webp"));
  EXPECT_FALSE(picture_key("..", id + "-96.webp"));
  EXPECT_FALSE(picture_key("", id + "-96.webp"));
}

}  // namespace
}  // namespace dailygrind::user
