#include "platform/blob/files_tree.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "platform/blob/contract.hpp"

namespace dailygrind::blob {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

TEST(FilesTree, KeepsBlobsAndFoldersApart) {
  EXPECT_EQ(path_of("/r", "a"), "/r/a.b");
  EXPECT_EQ(path_of("/r", "a/b c/d.png"), "/r/a.d/b c.d/d.png.b");
  EXPECT_EQ(path_of("/r", "a.d/b.b"), "/r/a.d.d/b.b.b");
  EXPECT_EQ(path_of("/r", "..."), "/r/....b");
}

TEST(FilesTree, StopsWhenItIsTold) {
  const testing::TemporaryFolder folder;
  for (const auto* key : {"a", "b", "c"}) std::ofstream{path_of(folder.path(), key)} << "x";
  std::vector<std::string> seen;
  walk(folder.path(), "", "", [&](const std::string& key) {
    seen.push_back(key);
    return seen.size() < 2;
  });
  EXPECT_THAT(seen, ElementsAre("a", "b"));
}

TEST(FilesTree, LeavesFoldersUnreadThatHaveNothingToShow) {
  const testing::TemporaryFolder folder;
  std::vector<std::string> seen;
  const auto see = [&](const std::string& key) {
    seen.push_back(key);
    return true;
  };
  for (const auto* key : {"a/1", "b/1", "c/1"}) {
    fs::create_directories(path_of(folder.path(), key).parent_path());
    std::ofstream{path_of(folder.path(), key)} << "x";
  }
  // A link to itself cannot be listed, whoever asks.
  for (const auto* name : {"a.d", "c.d"}) {
    fs::remove_all(folder.path() / name);
    fs::create_symlink(name, folder.path() / name);
  }
  walk(folder.path(), "b", "", see);
  walk(folder.path(), "b/", "b/0", see);
  EXPECT_THAT(seen, ElementsAre("b/1", "b/1"));
  EXPECT_THROW(walk(folder.path(), "", "", see), fs::filesystem_error);
}

}  // namespace
}  // namespace dailygrind::blob
