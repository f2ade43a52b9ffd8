#include "platform/picture/helper_editor.hpp"

#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <fstream>

#include "platform/core/encoding.hpp"
#include "platform/core/problem.hpp"
#include "platform/testing/run.hpp"
#include "platform/testing/temporary_folder.hpp"

namespace dailygrind::picture {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// 40 x 20, the left half blue and the right one red; by its EXIF to be turned by 90 degrees, taken
/// with a `DailyGrindCamera` at a place that its GPS block names.
constexpr std::string_view rotated_jpeg =
    "_9j_4AAQSkZJRgABAQAAAQABAAD_4QCCRXhpZgAATU0AKgAAAAgAAwEPAAIAAAARAAAAMgESAAMAAAABAAYA"
    "AIglAAQAAAABAAAARAAAAABEYWlseUdyaW5kQ2FtZXJhAAAAAgABAAIAAAACTgAAAAACAAUAAAADAAAAYgAA"
    "AAAAAAAwAAAAAQAAAAgAAAABAAAADgAAAAH_2wBDAAoHBwgHBgoICAgLCgoLDhgQDg0NDh0VFhEYIx8lJCIf"
    "IiEmKzcvJik0KSEiMEExNDk7Pj4-JS5ESUM8SDc9Pjv_2wBDAQoLCw4NDhwQEBw7KCIoOzs7Ozs7Ozs7Ozs7"
    "Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozv_wAARCAAUACgDASIAAhEBAxEB_8QAFwAB"
    "AQEBAAAAAAAAAAAAAAAAAAQFBv_EABgQAQADAQAAAAAAAAAAAAAAAAAFQ4HB_8QAFwEBAQEBAAAAAAAAAAAA"
    "AAAABwUGBP_EABsRAAEFAQEAAAAAAAAAAAAAAAABBTSBsQID_9oADAMBAAIRAxEAPwDgACIchbHWZ1YjjrM6"
    "sHb3P9KxDdtELi9UAJBUMYAthgWx1mdWAO3uf6ViG7aIXF6oASCof__Z";

constexpr std::string_view large_png =
    "iVBORw0KGgoAAAANSUhEUgAAdTAAAHUwCAIAAADpRW_tAAAADElEQVR4nGNgoD0AAABkAAGGZDw1AAAAAElF"
    "TkSuQmCC";

class HelperEditor : public ::testing::Test {
 protected:
  using Result = std::expected<Portrait, Flaw>;

  Result edit(std::string bytes, std::filesystem::path program = DAILYGRIND_PICTURE_HELPER,
              std::chrono::milliseconds deadline = std::chrono::minutes{1}) {
    const auto editor = make_helper_editor({std::move(program), deadline});
    return testing::run(loop_, editor->portrait([&bytes]() -> Task<std::string> {
      co_return std::exchange(bytes, {});
    }));
  }
  static std::string decoded(std::string_view text) { return base64url_decode(text).value(); }

  /// A program that does as `script` says.
  std::filesystem::path script(const std::string& text) {
    const auto path = folder_.path() / "helper";
    std::ofstream{path} << "#!/bin/sh\n" << text << '\n';
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path;
  }
  void expect_failure(const std::filesystem::path& program, const std::string& cause,
                      std::chrono::milliseconds deadline = std::chrono::minutes{1}) {
    try {
      [[maybe_unused]] const auto result = edit("picture", program, deadline);
      FAIL() << "no problem";
    } catch (const Problem& problem) {
      EXPECT_EQ(problem.status(), 503);
      EXPECT_THAT(problem.what(), HasSubstr(cause));
    }
  }

  testing::TemporaryFolder folder_;
  boost::asio::io_context loop_{1};
};

/// Width and height of a lossy WebP (RFC 9649 §2.5), which follow its start code.
std::pair<int, int> size_of(const std::string& webp) {
  const auto start = webp.find("\x9d\x01\x2a");
  const auto at = [&](std::size_t offset) { return static_cast<unsigned char>(webp.at(offset)); };
  return {at(start + 3) + 256 * (at(start + 4) & 0x3F),
          at(start + 5) + 256 * (at(start + 6) & 0x3F)};
}

TEST_F(HelperEditor, MakesSquaresWithoutMetadata) {
  const auto source = decoded(rotated_jpeg);
  ASSERT_THAT(source, HasSubstr("DailyGrindCamera"));
  const auto portrait = edit(source).value();
  for (const auto& webp : {portrait.large, portrait.small}) {
    EXPECT_TRUE(webp.starts_with("RIFF"));
    EXPECT_EQ(size_of(webp), std::pair(20, 20)) << "never larger than the source";
    for (const auto* block : {"DailyGrindCamera", "EXIF", "Exif", "XMP ", "ICCP"}) {
      EXPECT_THAT(webp, Not(HasSubstr(block)));
    }
  }
  EXPECT_EQ(edit(source)->large, portrait.large);
}

TEST_F(HelperEditor, TellsWhatIsWrong) {
  EXPECT_EQ(edit("").error(), Flaw::unknown_format);
  EXPECT_EQ(edit("no picture at all").error(), Flaw::unknown_format);
  EXPECT_EQ(edit("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>").error(),
            Flaw::unknown_format);
  EXPECT_EQ(edit("P6 1 1 255 abc").error(), Flaw::unknown_format);
  EXPECT_EQ(edit(decoded(large_png)).error(), Flaw::too_many_pixels);
  const auto whole = decoded(rotated_jpeg);
  EXPECT_EQ(edit(whole.substr(0, whole.size() - 40)).error(), Flaw::damaged);
  EXPECT_EQ(edit(whole.substr(0, 200)).error(), Flaw::damaged);
}

TEST_F(HelperEditor, OutlivesItsHelper) {
  expect_failure(folder_.path() / "none", "cannot be started");
  expect_failure(script("exit 1"), "code 1");
  expect_failure(script("kill -SEGV $$"), "signal 11");
  expect_failure(script("cat"), "did not say what was agreed");
  expect_failure(script("echo 3 9; echo abc"), "did not say what was agreed");
  expect_failure(script("exec head -c 5000000 /dev/zero"), "said too much");
}

TEST_F(HelperEditor, KillsAHelperThatTakesTooLong) {
  expect_failure(script("exec sleep 600"), "signal 9", std::chrono::milliseconds{50});
  expect_failure(script("exec >&- <&-; exec sleep 600"), "signal 9", std::chrono::milliseconds{50});
}

TEST_F(HelperEditor, GivesItsHelperNothing) {
  expect_failure(script("[ -z \"$HOME$USER$LD_LIBRARY_PATH\" ] && [ $(pwd) = / ] && "
                        "[ ! -e /proc/self/fd/3 ] && exit 77"),
                 "code 77");
}

}  // namespace
}  // namespace dailygrind::picture
