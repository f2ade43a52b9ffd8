#include "platform/core/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/json/parse.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <limits>
#include <thread>

#include "platform/core/log_line.hpp"

namespace dailygrind::log {
namespace {

using namespace std::chrono_literals;
using namespace std::string_view_literals;
namespace fs = std::filesystem;

std::string line_of(std::string_view message, std::initializer_list<Field> fields = {}) {
  LineBuffer line;
  append_line(line, Instant{1ms}, Level::info, message, fields);
  return fmt::to_string(line);
}

TEST(LogLine, IsOneJsonObject) {
  EXPECT_EQ(line_of("served", {{"path", "/users"sv},
                               {"status", std::int64_t{200}},
                               {"seconds", 0.25},
                               {"cached", true}}),
            R"({"time":"1970-01-01T00:00:00.001Z","level":"info","message":"served",)"
            R"("path":"/users","status":200,"seconds":0.25,"cached":true})");
}

TEST(LogLine, EscapesWhatWouldBreakTheLine) {
  EXPECT_TRUE(line_of("a\"b\\c\n\r\t\x01\x1f\x7f")
                  .ends_with(R"("message":"a\"b\\c\n\r\t\u0001\u001f\u007f"})"));
}

TEST(LogLine, KeepsUnicodeAndReplacesWhatIsNone) {
  EXPECT_TRUE(line_of("Renée 漢 👩").ends_with(R"("message":"Renée 漢 👩"})"));
  EXPECT_TRUE(line_of("a\xff\xc3(").ends_with(R"("message":"a\ufffd\ufffd("})"));
}

TEST(LogLine, ParsesBackWhateverTheBytes) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text{'x', static_cast<char>(byte), 'y'};
    const auto parsed = boost::json::parse(line_of(text));
    if (byte < 0x80) {
      EXPECT_EQ(parsed.at("message").as_string(), text);
    } else {
      EXPECT_EQ(parsed.at("message").as_string(), "x\ufffdy");
    }
  }
}

TEST(LogLine, HasNoNumbersThatJsonLacks) {
  const auto parsed =
      boost::json::parse(line_of("m", {{"a", std::numeric_limits<double>::quiet_NaN()},
                                       {"b", std::numeric_limits<double>::infinity()},
                                       {"c", std::numeric_limits<std::int64_t>::min()}}));
  EXPECT_TRUE(parsed.at("a").is_null());
  EXPECT_TRUE(parsed.at("b").is_null());
  EXPECT_EQ(parsed.at("c").as_int64(), std::numeric_limits<std::int64_t>::min());
}

TEST(Log, KnowsItsLevels) {
  Level level = Level::info;
  EXPECT_TRUE(parse_level("error", level));
  EXPECT_EQ(level, Level::error);
  EXPECT_FALSE(parse_level("loud", level));
  EXPECT_EQ(level, Level::error);
}

class LogFile : public ::testing::Test {
 protected:
  LogFile() { fs::create_directories(folder_); }
  ~LogFile() override {
    configure(Level::info);
    fs::remove_all(folder_);
  }

  std::vector<std::string> lines(const fs::path& file) {
    std::ifstream in{file};
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
  }

  /// Whether `count` lines are in the file within ten seconds.
  bool fills(std::size_t count) {
    const auto end = std::chrono::steady_clock::now() + 10s;
    while (lines(file_).size() < count) {
      if (std::chrono::steady_clock::now() > end) return false;
      std::this_thread::yield();
    }
    return true;
  }

  fs::path folder_ = fs::path{::testing::TempDir()} / ("log_test." + std::to_string(::getpid()));
  fs::path file_ = folder_ / "log";
};

TEST_F(LogFile, DropsWhatIsBelowTheLevel) {
  configure(Level::warning, file_);
  EXPECT_FALSE(enabled(Level::info));
  EXPECT_TRUE(enabled(Level::error));
  info("no");
  warning("yes");
  flush();
  ASSERT_EQ(lines(file_).size(), 1U);
  EXPECT_EQ(boost::json::parse(lines(file_)[0]).at("level").as_string(), "warning");
}

TEST_F(LogFile, OffDropsEverything) {
  configure(Level::off, file_);
  error("no");
  write(Level::off, "no");
  flush();
  EXPECT_TRUE(lines(file_).empty());
}

TEST_F(LogFile, WritesWarningsAtOnceWithWhatCameBefore) {
  configure(Level::info, file_);
  info("first");
  warning("second");
  EXPECT_EQ(lines(file_).size(), 2U);
}

TEST_F(LogFile, WritesLinesSoonWithoutBeingAsked) {
  configure(Level::info, file_);
  info("quiet");
  EXPECT_TRUE(fills(1));
  info("again");
  EXPECT_TRUE(fills(2));
}

TEST_F(LogFile, LosesNothingWhenManyThreadsWrite) {
  configure(Level::info, file_);
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([] {
        for (std::int64_t round = 0; round < 2000; ++round) info("round", {{"n", round}});
      });
    }
  }
  flush();
  const auto written = lines(file_);
  ASSERT_EQ(written.size(), 8000U);
  for (const auto& line : written) EXPECT_NO_THROW(boost::json::parse(line));
}

TEST_F(LogFile, WritesTheRestWhenItIsReplaced) {
  configure(Level::info, file_);
  info("last words");
  configure(Level::info);
  EXPECT_EQ(lines(file_).size(), 1U);
}

TEST_F(LogFile, ReopensAfterRotation) {
  configure(Level::info, file_);
  info("old");
  fs::rename(file_, folder_ / "log.1");
  reopen();
  info("new");
  flush();
  EXPECT_EQ(lines(folder_ / "log.1").size(), 1U);
  EXPECT_EQ(lines(file_).size(), 1U);
}

TEST_F(LogFile, KeepsTheOldFileWhereReopeningFails) {
  configure(Level::info, file_);
  fs::rename(folder_, folder_.string() + ".away");
  reopen();
  fs::rename(folder_.string() + ".away", folder_);
  ASSERT_EQ(lines(file_).size(), 1U);
  EXPECT_NE(lines(file_)[0].find("stays as it was"), std::string::npos);
}

TEST_F(LogFile, SaysWhichFileCannotBeOpened) {
  try {
    configure(Level::info, folder_ / "no" / "log");
    FAIL();
  } catch (const std::system_error& error) {
    EXPECT_THAT(error.what(), ::testing::HasSubstr((folder_ / "no" / "log").string()));
  }
}

}  // namespace
}  // namespace dailygrind::log
