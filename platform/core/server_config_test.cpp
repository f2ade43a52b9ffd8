#include "platform/core/server_config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/core/config_checks.hpp"
#include "platform/core/config_values.hpp"

namespace dailygrind {
namespace {

using config::Environment;
using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Loaded {
  explicit Loaded(const Environment& environment) {
    declare(settings, config);
    complaints = settings.load(environment);
  }
  ServerConfig config;
  config::Settings settings;
  std::vector<std::string> complaints;
};

TEST(ServerConfig, ItsDefaultsAreGood) {
  const Loaded loaded{{}};
  EXPECT_THAT(loaded.complaints, IsEmpty());
  EXPECT_EQ(loaded.config.listen, "127.0.0.1:9000");
}

TEST(ServerConfig, TakesEachKindOfValue) {
  const Loaded loaded{{{"DAILYGRIND_LISTEN", "[::]:443"},
                       {"DAILYGRIND_TRUSTED_PROXY", "10.0.0.0/8,::1"},
                       {"DAILYGRIND_SIGN_UP", "domains"},
                       {"DAILYGRIND_SIGN_UP_DOMAIN", "example.org"},
                       {"DAILYGRIND_LOG_LEVEL", "debug"},
                       {"DAILYGRIND_DRAIN_TIMEOUT", "0s"},
                       {"DAILYGRIND_SMTP_FROM", "The Grind <grind@example.org>"}}};
  EXPECT_THAT(loaded.complaints, IsEmpty());
  EXPECT_THAT(loaded.config.trusted_proxies, ElementsAre("10.0.0.0/8", "::1"));
  EXPECT_EQ(loaded.config.sign_up, SignUp::domains);
  EXPECT_EQ(loaded.config.log_level, log::Level::debug);
  EXPECT_EQ(loaded.config.drain_timeout, 0ms);
}

TEST(ServerConfig, StorageOnAwsNeedsItsPlace) {
  const auto complaints = [](const char* region, const char* account, const char* prefix) {
    return Loaded({{"DAILYGRIND_STORAGE", "aws"},
                   {"DAILYGRIND_AWS_REGION", region},
                   {"DAILYGRIND_AWS_ACCOUNT", account},
                   {"DAILYGRIND_AWS_PREFIX", prefix}})
        .complaints;
  };
  EXPECT_THAT(complaints("eu-central-1", "123456789012", "dg-"), IsEmpty());
  EXPECT_THAT(Loaded({{"DAILYGRIND_STORAGE", "aws"}}).complaints,
              ElementsAre(HasSubstr("aws-region and aws-account")));
  EXPECT_THAT(complaints("Frankfurt", "123456789012", "dg-"), ElementsAre(HasSubstr("a region")));
  EXPECT_THAT(complaints("eu-central-1", "1234", "dg-"), ElementsAre(HasSubstr("12 digits")));
  EXPECT_THAT(complaints("eu-central-1", "123456789012", "dg/"), ElementsAre(HasSubstr("hyphens")));
  EXPECT_THAT(complaints("eu-central-1", "123456789012", std::string(41, 'a').c_str()),
              ElementsAre(HasSubstr("at most 40")));
}

TEST(ServerConfig, TheTestClockIsATestHook) {
  const auto complaints = [](const char* hooks, const char* moment) {
    return Loaded({{"DAILYGRIND_TEST_HOOKS", hooks}, {"DAILYGRIND_TEST_CLOCK", moment}}).complaints;
  };
  EXPECT_THAT(complaints("true", "2026-11-23T12:00:00Z"), IsEmpty());
  EXPECT_THAT(complaints("false", "2026-11-23T12:00:00Z"), ElementsAre(HasSubstr("test-hooks")));
  EXPECT_THAT(complaints("true", "noon"), ElementsAre(HasSubstr("RFC 3339")));
}

TEST(ServerConfig, TestHooksNeedLoopback) {
  EXPECT_THAT(Loaded({{"DAILYGRIND_TEST_HOOKS", "true"}}).complaints, IsEmpty());
  EXPECT_THAT(
      Loaded({{"DAILYGRIND_TEST_HOOKS", "true"}, {"DAILYGRIND_LISTEN", "[::1]:1"}}).complaints,
      IsEmpty());
  for (const auto* listen : {"0.0.0.0:9000", "[::]:9000", "10.1.2.3:9000"}) {
    EXPECT_THAT(
        Loaded({{"DAILYGRIND_TEST_HOOKS", "true"}, {"DAILYGRIND_LISTEN", listen}}).complaints,
        ElementsAre(HasSubstr("test-hooks")));
  }
}

TEST(ServerConfig, WhatBelongsTogetherMustBeSetTogether) {
  EXPECT_THAT(Loaded({{"DAILYGRIND_TLS_KEY", "key.pem"}}).complaints,
              ElementsAre(HasSubstr("tls-certificate")));
  EXPECT_THAT(Loaded({{"DAILYGRIND_SIGN_UP", "domains"}}).complaints,
              ElementsAre(HasSubstr("sign-up-domain")));
  EXPECT_THAT(Loaded({{"DAILYGRIND_ISSUER", "https://id.example.org"}}).complaints,
              ElementsAre(HasSubstr("jwks-url")));
  EXPECT_THAT(Loaded({{"DAILYGRIND_SMTP_HOST", "mail.example.org"}}).complaints,
              ElementsAre(HasSubstr("smtp-from")));
}

TEST(ServerConfig, SaysEveryWrongSetting) {
  const Loaded loaded{{{"DAILYGRIND_LISTEN", "9000"},
                       {"DAILYGRIND_THREADS", "-1"},
                       {"DAILYGRIND_CORS_ORIGIN", "https://a.example/,*"},
                       {"DAILYGRIND_PUBLIC_URL", "example.org"},
                       {"DAILYGRIND_BODY_LIMIT", "1"}}};
  EXPECT_EQ(loaded.complaints.size(), 5U);
}

using Checked = std::string (*)(const std::string&);

void expect(Checked check, std::initializer_list<const char*> good,
            std::initializer_list<const char*> bad) {
  for (const auto* text : good) EXPECT_EQ(check(text), "") << text;
  for (const auto* text : bad) EXPECT_NE(check(text), "") << text;
}

TEST(Checks, Origins) {
  expect(config::check_origin,
         {"*", "http://localhost:5173", "https://app.example.org", "https://[::1]:80"},
         {"app.example.org", "https://app.example.org/", "https://a.example?x", "https://a@b.c",
          "ftp://a.example", "https://App.example.org", "https://", "null", "https://a b"});
}

TEST(Checks, Urls) {
  expect(config::check_url, {"https://a.example", "http://127.0.0.1:9000/x?y=z"},
         {"a.example", "https://", "https://a.example/#x", "https://u:p@a.example",
          "javascript:alert(1)", "https://a b", "//a.example"});
}

TEST(Checks, Domains) {
  expect(config::check_domain,
         {"example.org", "Example.ORG", "a-b.c1.example", "xn--bcher-kva.example"},
         {"example", ".org", "example.", "-a.org", "a-.org", "a..b", "a b.org", "bücher.example",
          "@example.org"});
  EXPECT_NE(config::check_domain(std::string(64, 'a') + ".org"), "");
}

TEST(Checks, Senders) {
  expect(config::check_sender, {"a@b.example", "A B <a@b.example>", "Ä <a@b.example>"},
         {"a", "a@", "@b", "A <a>", "a@b\r\nBcc: c@d", "A <a@b.example", "a b@c.example"});
}

TEST(Checks, Titles) {
  expect(config::check_title, {"DailyGrind", "Grüße 👩‍💻"}, {"a\nb", "\xff"});
  EXPECT_EQ(config::check_title(std::string(100, 'a')), "");
  EXPECT_NE(config::check_title(std::string(101, 'a')), "");
}

TEST(Durations, KeepTheirValue) {
  for (const auto* text : {"500ms", "1s", "90s", "15m", "12h", "7d", "0s"}) {
    EXPECT_EQ(config::format_duration(config::parse_duration(text).value()), text);
  }
  EXPECT_EQ(config::format_duration(3'600'000ms), "1h");
}

TEST(Durations, RefuseWhatHasNoUnitOrOverflows) {
  for (const auto* text :
       {"", "5", "s", "5 s", "-5s", "5S", "1.5s", "9223372036854775807d", "5sm"}) {
    EXPECT_FALSE(config::parse_duration(text)) << text;
  }
}

}  // namespace
}  // namespace dailygrind
