#include "platform/blob/files_blobs.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <csignal>
#include <fstream>

#include "platform/blob/contract.hpp"
#include "platform/blob/testing/files_world.hpp"
#include "platform/core/problem.hpp"

namespace dailygrind::blob {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

std::shared_ptr<Blobs> open(const Surroundings& around) {
  const auto world = std::make_shared<testing::FilesWorld>(around.folder, around.clock);
  return {world, &world->blobs()};
}

const auto backends = ::testing::Values(Backend{"files", open});
INSTANTIATE_TEST_SUITE_P(Files, BlobContract, backends, ::testing::PrintToStringParamName());
INSTANTIATE_TEST_SUITE_P(Files, MultipartContract, backends, ::testing::PrintToStringParamName());

class FilesBlobsTest : public ::testing::Test {
 protected:
  template <typename T>
  T run(Task<T> task) {
    return dailygrind::testing::run(loop_, std::move(task));
  }
  std::unique_ptr<FilesBlobs> open() {
    return std::make_unique<FilesBlobs>(
        FilesSettings{.folder = folder_.path(), .base_url = "http://x"}, clock_, random_);
  }
  /// All files and folders below, and their modes.
  [[nodiscard]] std::vector<fs::path> paths() const {
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator{folder_.path()}) {
      found.push_back(entry.path());
    }
    return found;
  }
  [[nodiscard]] auto files_in(const char* name) const {
    return std::distance(fs::directory_iterator{folder_.path() / name}, {});
  }

  dailygrind::testing::TemporaryFolder folder_;
  boost::asio::io_context loop_{1};
  AdjustableClock clock_;
  SystemRandom random_;
};

TEST_F(FilesBlobsTest, KeepsWhatItHasAcknowledgedWhenItIsKilled) {
  const auto child = ::fork();
  if (child == 0) {
    const auto blobs = open();
    run(blobs->put("a/b", "text/plain", "kept"));
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(run(open()->get("a/b", {})).value().bytes, "kept");
}

TEST_F(FilesBlobsTest, IsForItsOwnerAlone) {
  const auto blobs = open();
  run(blobs->put("a/b", "text/plain", "x"));
  const auto upload = run(blobs->create_multipart_upload("k", "video/mp4"));
  for (const auto& path : paths()) {
    const auto mode = fs::status(path).permissions();
    const auto wanted = fs::is_directory(path) ? fs::perms::owner_all
                                               : fs::perms::owner_read | fs::perms::owner_write;
    EXPECT_EQ(mode, wanted) << path;
  }
}

TEST_F(FilesBlobsTest, LeavesNothingBehind) {
  const auto blobs = open();
  const auto before = paths().size();
  run(blobs->put("a/b/c", "text/plain", "x"));
  run(blobs->put("a/d", "text/plain", "x"));
  run(blobs->remove("a/b/c"));
  EXPECT_FALSE(fs::exists(folder_.path() / "blobs" / "a.d" / "b.d"));
  run(blobs->remove("a/d"));
  run(blobs->abort_multipart_upload(run(blobs->create_multipart_upload("k", "video/mp4"))));
  EXPECT_EQ(paths().size(), before);
}

TEST_F(FilesBlobsTest, IgnoresAndSweepsWhatWasNeverFinished) {
  const auto blobs = open();
  const auto hour_ago = clock_.now() - std::chrono::hours{1};
  const auto name = std::to_string(hour_ago.time_since_epoch().count()) + ".abcdef";
  std::ofstream{folder_.path() / "incoming" / name} << "half";
  const auto upload = run(blobs->create_multipart_upload("k", "video/mp4"));
  EXPECT_TRUE(run(blobs->list({})).blobs.empty());
  EXPECT_EQ(run(blobs->sweep()), 0) << "it may still be under way";
  clock_.advance(std::chrono::hours{23} + std::chrono::minutes{30});
  EXPECT_EQ(run(blobs->sweep()), 1);
  EXPECT_EQ(files_in("incoming"), 0);
  EXPECT_EQ(files_in("uploads"), 1);
  clock_.advance(std::chrono::hours{1});
  EXPECT_EQ(run(blobs->sweep()), 1);
  EXPECT_EQ(files_in("uploads"), 0);
  EXPECT_EQ(run(blobs->complete_multipart_upload(upload, {{}})), Completion::no_such_upload);
}

TEST_F(FilesBlobsTest, NeedsLargePartsButTheLast) {
  const auto blobs = open();
  const auto upload = run(blobs->create_multipart_upload("k", "video/mp4"));
  std::vector<Part> parts;
  for (const int number : {1, 2}) {
    const auto sha256 = Checksum::of("part");
    const Grant grant{.method = http::Method::put,
                      .key = "k",
                      .sha256 = sha256,
                      .upload_id = upload.upload_id,
                      .part = number};
    FilesBlobs::Incoming incoming{*blobs, grant};
    run(incoming.append("pa"));
    run(incoming.append("rt"));
    EXPECT_EQ(run(incoming.finish()), FilesBlobs::Received::kept);
    parts.push_back({number, etag_of(sha256), sha256});
  }
  EXPECT_EQ(run(blobs->complete_multipart_upload(upload, parts)), Completion::parts_differ);
  EXPECT_EQ(run(blobs->complete_multipart_upload(upload, {parts[1], parts[0]})),
            Completion::parts_differ);
  EXPECT_EQ(run(blobs->complete_multipart_upload(upload, {parts[1]})), Completion::done);
}

TEST_F(FilesBlobsTest, SaysWhatIsDamaged) {
  const auto blobs = open();
  for (const std::string bytes :
       {"", "short", "no trailer at all, though long enough", "{}00000002DGblob1\n",
        "nonsense00000008DGblob1\n", "ffffffffDGblob1\n", "x00000008DGblob1\n"}) {
    std::ofstream{folder_.path() / "blobs" / "k.b"} << bytes;
    try {
      run(blobs->head("k"));
      FAIL() << bytes;
    } catch (const Problem& problem) {
      EXPECT_EQ(problem.status(), 503);
      EXPECT_THAT(problem.what(), HasSubstr("k.b is damaged")) << bytes;
    }
  }
}

TEST_F(FilesBlobsTest, RemovesWhatIsDamagedByTheList) {
  const auto blobs = open();
  for (const char* key : {"a", "b", "c"}) run(blobs->put(key, "image/png", key));
  std::ofstream{folder_.path() / "blobs" / "b.b"} << "damaged";
  const auto page = run(blobs->list({}));
  ASSERT_EQ(page.blobs.size(), 3);
  EXPECT_EQ(page.blobs[1].etag, "");
  for (const auto& listed : page.blobs) run(blobs->remove(listed.key));
  EXPECT_TRUE(run(blobs->list({})).blobs.empty());
}

TEST_F(FilesBlobsTest, FollowsNoLinks) {
  const auto blobs = open();
  fs::create_symlink("/etc/passwd", folder_.path() / "blobs" / "k.b");
  EXPECT_THROW(run(blobs->get("k", {})), Problem);
}

TEST_F(FilesBlobsTest, IsUnavailableWhereItsFolderIsGone) {
  const auto blobs = open();
  fs::remove_all(folder_.path() / "incoming");
  try {
    run(blobs->put("k", "text/plain", "x"));
    FAIL();
  } catch (const Problem& problem) {
    EXPECT_EQ(problem.status(), 503);
    EXPECT_THAT(problem.what(), HasSubstr("incoming"));
  }
}

TEST_F(FilesBlobsTest, LeavesNothingOfWhatFindsNoRoom) {
  const auto blobs = open();
  run(blobs->put("k", "text/plain", "before"));
  const auto before = paths().size();
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit room{};
  ::getrlimit(RLIMIT_FSIZE, &room);
  const rlimit little{.rlim_cur = 100'000, .rlim_max = room.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &little);
  EXPECT_THROW(run(blobs->put("k", "text/plain", std::string(200'000, 'x'))), Problem);
  EXPECT_THROW(run(blobs->put("a/b", "text/plain", std::string(200'000, 'x'))), Problem);
  ::setrlimit(RLIMIT_FSIZE, &room);
  EXPECT_EQ(run(blobs->get("k", {})).value().bytes, "before");
  EXPECT_EQ(paths().size(), before);
}

TEST_F(FilesBlobsTest, KeepsItsSecret) {
  const auto url = [](FilesBlobs& blobs, auto& test) {
    return test.run(blobs.sign_get("k", std::chrono::minutes{1})).url;
  };
  clock_.freeze(Instant{std::chrono::hours{1}});
  const auto first = url(*open(), *this);
  EXPECT_EQ(url(*open(), *this), first);
  fs::remove(folder_.path() / "secret");
  EXPECT_NE(url(*open(), *this), first);
  std::ofstream{folder_.path() / "secret"} << "short";
  EXPECT_THROW(open(), std::runtime_error);
}

TEST_F(FilesBlobsTest, MakesItsFolder) {
  const FilesBlobs blobs{
      {.folder = folder_.path() / "a" / "b", .base_url = "http://x"}, clock_, random_};
  EXPECT_TRUE(fs::exists(folder_.path() / "a" / "b" / "secret"));
}

}  // namespace
}  // namespace dailygrind::blob
