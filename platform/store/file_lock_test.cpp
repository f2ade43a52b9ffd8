#include "platform/store/file_lock.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <optional>
#include <stdexcept>
#include <string>

#include "platform/testing/temporary_folder.hpp"

namespace dailygrind::store {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::string refusal(const std::filesystem::path& path) {
  try {
    const FileLock lock{path};
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return {};
}

TEST(FileLock, NamesTheFileAndItsHolder) {
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "post.lock";
  std::optional<FileLock> lock{path};
  EXPECT_THAT(refusal(path), AllOf(HasSubstr(path.string()),
                                   HasSubstr("process " + std::to_string(::getpid()) + ",")));
  lock.reset();
  EXPECT_EQ(refusal(path), "");
}

TEST(FileLock, MovesWithItsObject) {
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "post.lock";
  FileLock first{path};
  const FileLock second{std::move(first)};
  EXPECT_NE(refusal(path), "");
}

TEST(FileLock, SaysWhyTheFileCannotBeOpened) {
  const testing::TemporaryFolder folder;
  EXPECT_THAT(refusal(folder.path() / "nowhere" / "post.lock"),
              HasSubstr("No such file or directory"));
}

}  // namespace
}  // namespace dailygrind::store
