#include "platform/core/private_file.hpp"

#include <gtest/gtest.h>

#include <system_error>

#include "platform/testing/temporary_folder.hpp"

namespace dailygrind {
namespace {

namespace fs = std::filesystem;

class PrivateFile : public ::testing::Test {
 protected:
  [[nodiscard]] auto names() const {
    return std::distance(fs::directory_iterator{folder_.path()}, {});
  }
  [[nodiscard]] static int mode_of(const fs::path& path) {
    return static_cast<int>(fs::status(path).permissions());
  }

  testing::TemporaryFolder folder_;
  fs::path path_ = folder_.path() / "file";
};

TEST_F(PrivateFile, IsReplacedWhole) {
  write_private_file(path_, "first");
  write_private_file(path_, "second");
  EXPECT_EQ(read_file(path_), "second");
  EXPECT_FALSE(create_private_file(path_, "third"));
  EXPECT_EQ(read_file(path_), "second");
  EXPECT_EQ(names(), 1) << "nothing is left behind";
  EXPECT_EQ(mode_of(path_), 0600);
}

TEST_F(PrivateFile, SaysWhatCannotBeDone) {
  EXPECT_THROW(write_private_file(folder_.path() / "none" / "file", "x"), std::system_error);
  EXPECT_THROW(read_file(folder_.path() / "none"), std::system_error);
  write_private_file(path_, "a file");
  EXPECT_THROW(make_private_folders(path_ / "folder"), std::system_error);
}

TEST_F(PrivateFile, GoesAwayUnlessItIsPublished) {
  {
    StagedFile file{path_};
    file.append("half");
    EXPECT_EQ(names(), 1);
  }
  EXPECT_EQ(names(), 0);
}

TEST_F(PrivateFile, IsPublishedOnceItsFolderIsThere) {
  StagedFile file{path_};
  file.append("what ");
  file.append("was staged");
  const auto target = folder_.path() / "a" / "b" / "c";
  EXPECT_THROW(file.publish(target), std::system_error);
  make_private_folders(target.parent_path());
  file.publish(target);
  EXPECT_EQ(read_file(target), "what was staged");
  EXPECT_EQ(mode_of(folder_.path() / "a"), 0700);
}

}  // namespace
}  // namespace dailygrind
