#include "platform/identity/key_ring.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "platform/core/private_file.hpp"
#include "platform/core/problem.hpp"
#include "platform/identity/jwt.hpp"
#include "platform/identity/key_files.hpp"
#include "platform/identity/test_tokens.hpp"
#include "platform/testing/run.hpp"
#include "platform/testing/temporary_folder.hpp"

namespace dailygrind::identity {
namespace {

using namespace std::chrono_literals;
using dailygrind::testing::TemporaryFolder;
namespace fs = std::filesystem;

unsigned mode_of(const fs::path& path) {
  struct stat status{};
  stat(path.c_str(), &status);
  return status.st_mode & 0777U;
}

class KeyRingTest : public ::testing::Test {
 protected:
  KeyRingTest() { clock_.freeze(Instant{1'790'000'000'000ms}); }

  template <typename T>
  T run(Task<T> task) {
    return dailygrind::testing::run(loop_, std::move(task));
  }
  std::string sign(KeyRing& ring) {
    return run(ring.sign({boost::json::serialize(testing::access_claims(clock_.now()))})).at(0);
  }
  bool accepts(const std::string& jwks, const std::string& token) {
    const TokenRules rules{.issuer = std::string{testing::issuer},
                           .clients = {std::string{testing::client}}};
    return prove(token, *KeySet::parse(jwks), rules, clock_.now()).has_value();
  }
  std::size_t size(KeyRing& ring) { return run(ring.public_keys())->size(); }

  boost::asio::io_context loop_{1};
  AdjustableClock clock_;
  TemporaryFolder folder_;
  fs::path keys_ = folder_.path() / "keys";
};

TEST_F(KeyRingTest, makesTheFirstKeyInTheBackground) {
  KeyRing ring{keys_, clock_, 1h};
  const auto token = sign(ring);  // waits for it
  EXPECT_TRUE(ring.ready());
  EXPECT_TRUE(accepts(run(ring.jwks()), token));
  EXPECT_EQ(mode_of(keys_), 0700U);
  int pems = 0;
  for (const auto& entry : fs::directory_iterator{keys_}) {
    EXPECT_EQ(mode_of(entry.path()), 0600U) << entry.path();
    pems += entry.path().extension() == ".pem" ? 1 : 0;
  }
  EXPECT_EQ(pems, 1);
}

TEST_F(KeyRingTest, keepsItsKeyOverARestart) {
  const auto token = [&] {
    KeyRing ring{keys_, clock_, 1h};
    return sign(ring);
  }();
  KeyRing again{keys_, clock_, 1h};
  EXPECT_TRUE(again.ready()) << "nothing to make";
  EXPECT_TRUE(accepts(run(again.jwks()), token));
}

TEST_F(KeyRingTest, rotatesAndKeepsTheOldKeyWhileItsTokensLive) {
  KeyRing ring{keys_, clock_, 1h};
  const auto old = sign(ring);
  run(ring.rotate());
  const auto fresh = sign(ring);
  EXPECT_NE(old.substr(0, old.find('.')), fresh.substr(0, fresh.find('.'))) << "another kid";
  EXPECT_TRUE(accepts(run(ring.jwks()), old));
  EXPECT_TRUE(accepts(run(ring.jwks()), fresh));
  clock_.advance(2h);
  run(ring.rotate());
  EXPECT_EQ(size(ring), 2U) << "the first one's successor has served for longer than an hour";
}

TEST_F(KeyRingTest, aClockThatIsSetBackDoesNotBringTheOldKeyBack) {
  KeyRing ring{keys_, clock_, 1h};
  const auto old = sign(ring);
  clock_.advance(-24h);
  run(ring.rotate());
  const auto fresh = sign(ring);
  EXPECT_NE(old.substr(0, old.find('.')), fresh.substr(0, fresh.find('.')));
}

TEST_F(KeyRingTest, processesThatStartTogetherAgreeOnOneKey) {
  KeyRing first{keys_, clock_, 1h};
  KeyRing second{keys_, clock_, 1h};
  const auto token = sign(first);
  EXPECT_TRUE(accepts(run(second.jwks()), token));
  EXPECT_EQ(load_keys(keys_).size(), 1U);
}

TEST_F(KeyRingTest, seesWhatAnotherProcessRotated) {
  KeyRing serving{keys_, clock_, 1h};
  sign(serving);
  KeyRing other{keys_, clock_, 1h};
  run(other.rotate());
  EXPECT_TRUE(accepts(run(serving.jwks()), sign(other)));
  EXPECT_TRUE(accepts(run(other.jwks()), sign(serving)));
  EXPECT_EQ(size(serving), 2U);
}

TEST_F(KeyRingTest, programsThatOnlyVerifyReadTheFile) {
  const auto source = key_files_source(keys_);
  EXPECT_THROW(run(source()), Problem) << "there is none yet";
  KeyRing ring{keys_, clock_, 1h};
  const auto token = sign(ring);
  EXPECT_TRUE(accepts(run(source()), token));
  EXPECT_EQ(run(source()).find("\"d\""), std::string::npos);
}

TEST_F(KeyRingTest, refusesADamagedKeyWithAClearText) {
  fs::create_directory(keys_);
  std::ofstream{keys_ / "1790000000000_x.pem"} << "not a key";
  try {
    const KeyRing ring{keys_, clock_, 1h};
    FAIL() << "a damaged key was taken";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), ::testing::HasSubstr("1790000000000_x.pem is damaged"));
  }
}

TEST_F(KeyRingTest, leavesForeignFilesAlone) {
  fs::create_directory(keys_);
  for (const auto* name : {"notes.txt", "backup.pem", "17_x.pem", "1790000000000-x.pem"}) {
    std::ofstream{keys_ / name} << "mine";
  }
  KeyRing ring{keys_, clock_, 1h};
  sign(ring);
  EXPECT_EQ(size(ring), 1U);
  EXPECT_EQ(read_file(keys_ / "backup.pem"), "mine");
}

TEST_F(KeyRingTest, isUnavailableWhereNoKeyCanBeMade) {
  std::ofstream{keys_} << "a file where the folder should be";
  EXPECT_THROW((KeyRing{keys_, clock_, 1h}), std::exception);
}

}  // namespace
}  // namespace dailygrind::identity
