#include "platform/webpush/notification.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "platform/core/encoding.hpp"

namespace dailygrind::webpush {
namespace {

namespace json = boost::json;

TEST(Notification, IsDeclarative) {
  const auto payload = declarative_payload({.title = "It is noon",
                                            .navigate = "https://grind.social/today",
                                            .body = "Share \"one\" piece\n",
                                            .tag = "daily",
                                            .lang = "en",
                                            .dir = "ltr",
                                            .icon = "https://grind.social/icon.png",
                                            .silent = false,
                                            .app_badge = 3,
                                            .data = R"({"kind":"daily"})"});
  EXPECT_EQ(json::parse(payload), json::parse(R"({
    "web_push": 8030,
    "app_badge": 3,
    "notification": {
      "title": "It is noon",
      "navigate": "https://grind.social/today",
      "body": "Share \"one\" piece\n",
      "tag": "daily",
      "lang": "en",
      "dir": "ltr",
      "icon": "https://grind.social/icon.png",
      "silent": false,
      "app_badge": "3",
      "data": {"kind": "daily"}
    }
  })"));
}

TEST(Notification, LeavesOutWhatIsAbsent) {
  EXPECT_EQ(declarative_payload({.title = "A", .navigate = "https://grind.social/"}),
            R"({"web_push":8030,"notification":{"title":"A","navigate":"https://grind.social/"}})");
}

TEST(Notification, IsShortenedAtCodePoints) {
  EXPECT_EQ(shortened("abc", 3), "abc");
  EXPECT_EQ(shortened("abcdef", 5), "ab…");
  EXPECT_EQ(shortened("abcdef", 2), "");
  const std::string text = "zwölf Größen für 日本語 🎉🎉";
  for (std::size_t most = 0; most <= text.size(); ++most) {
    const auto cut = shortened(text, most);
    EXPECT_LE(cut.size(), most);
    EXPECT_TRUE(is_text(cut)) << most;
  }
}

}  // namespace
}  // namespace dailygrind::webpush
