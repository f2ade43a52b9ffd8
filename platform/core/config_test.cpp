#include "platform/core/config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>

namespace dailygrind::config {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

enum class Mode : std::uint8_t { slow, fast };

struct Config {
  std::string config;
  std::string name = "box";
  std::string note;
  std::string password;
  std::vector<std::string> origins;
  bool loud = false;
  bool log = true;
  std::uint16_t port = 80;
  std::chrono::seconds wait{30};
  Mode mode = Mode::slow;
};

class Configuration : public ::testing::Test {
 protected:
  Configuration() {
    settings_.group("Main");
    settings_.text(config_.config, {"config", "FILE", "A file."});
    settings_.text(config_.name, {"name", "NAME", "Its name."}, [](const std::string& text) {
      return text.size() > 8 ? std::string{"is too long"} : "";
    });
    settings_.text(config_.note, {"note", "TEXT", "A note."});
    settings_.secret(config_.password, {"password", "WORD", "A secret."});
    settings_.list(config_.origins, {"cors-origin", "ORIGIN", "Origins."},
                   [](const std::string& text) {
                     return text.starts_with("http") ? "" : std::string{"is no origin"};
                   });
    settings_.group("More");
    settings_.flag(config_.loud, {"loud", "", "Whether a | is shown."});
    settings_.flag(config_.log, {"log", "", "Whether it logs."});
    settings_.number(config_.port, {"port", "PORT", "The port."}, {1, 65535});
    settings_.duration(config_.wait, {"wait", "TIME", "How long."}, {1s, 1h});
    settings_.choice(config_.mode, {"mode", "MODE", "How."},
                     {{"slow", Mode::slow}, {"fast", Mode::fast}});
  }
  ~Configuration() override { std::filesystem::remove(file_); }

  std::vector<std::string> load(std::vector<std::string> flags, Environment environment = {}) {
    CLI::App app;
    settings_.add_flags(app);
    std::ranges::reverse(flags);
    app.parse(flags);
    return settings_.load(environment);
  }

  std::vector<std::string> load_file(const std::string& text, Environment environment = {}) {
    std::ofstream{file_} << text;
    return load({"--config", file_}, std::move(environment));
  }

  std::string file_ =
      std::filesystem::path{::testing::TempDir()} / ("config_test." + std::to_string(::getpid()));
  Config config_;
  Settings settings_;
};

TEST_F(Configuration, HasDefaults) {
  EXPECT_THAT(load({}), IsEmpty());
  EXPECT_EQ(config_.name, "box");
  EXPECT_EQ(config_.wait, 30s);
}

TEST_F(Configuration, TakesFlags) {
  EXPECT_THAT(load({"--name", "a", "--port=81", "--loud", "--no-log", "--wait", "2m", "--mode",
                    "fast", "--cors-origin", "http://a", "--cors-origin=http://b"}),
              IsEmpty());
  EXPECT_EQ(config_.name, "a");
  EXPECT_EQ(config_.port, 81);
  EXPECT_TRUE(config_.loud);
  EXPECT_FALSE(config_.log);
  EXPECT_EQ(config_.wait, 2min);
  EXPECT_EQ(config_.mode, Mode::fast);
  EXPECT_THAT(config_.origins, ElementsAre("http://a", "http://b"));
}

TEST_F(Configuration, TheLastOfARepeatedFlagCounts) {
  EXPECT_THAT(load({"--port", "81", "--port", "82"}), IsEmpty());
  EXPECT_EQ(config_.port, 82);
}

TEST_F(Configuration, TakesTheEnvironment) {
  EXPECT_THAT(load({}, {{"DAILYGRIND_PORT", "81"},
                        {"DAILYGRIND_LOUD", "1"},
                        {"DAILYGRIND_PASSWORD", "pw"},
                        {"DAILYGRIND_NAME", ""},
                        {"DAILYGRIND_CORS_ORIGIN", "http://a,http://b,"}}),
              IsEmpty());
  EXPECT_EQ(config_.port, 81);
  EXPECT_TRUE(config_.loud);
  EXPECT_EQ(config_.password, "pw");
  EXPECT_EQ(config_.name, "box");
  EXPECT_THAT(config_.origins, ElementsAre("http://a", "http://b"));
}

TEST_F(Configuration, TakesAFile) {
  EXPECT_THAT(load_file("port = 81\nloud = true\nwait = '5m'\nname = \"ä\"\n"
                        "cors-origin = ['http://a', 'http://b']\n"),
              IsEmpty());
  EXPECT_EQ(config_.port, 81);
  EXPECT_TRUE(config_.loud);
  EXPECT_EQ(config_.wait, 5min);
  EXPECT_EQ(config_.name, "ä");
  EXPECT_THAT(config_.origins, ElementsAre("http://a", "http://b"));
}

TEST_F(Configuration, FlagsWinOverTheEnvironmentAndThatOverTheFile) {
  std::ofstream{file_} << "port = 1\nname = 'file'\nnote = 'file'\n";
  EXPECT_THAT(
      load({"--port", "3"},
           {{"DAILYGRIND_CONFIG", file_}, {"DAILYGRIND_PORT", "2"}, {"DAILYGRIND_NAME", "env"}}),
      IsEmpty());
  EXPECT_EQ(config_.port, 3);
  EXPECT_EQ(config_.name, "env");
  EXPECT_EQ(config_.note, "file");
}

TEST_F(Configuration, NamesEveryWrongValue) {
  EXPECT_THAT(
      load({"--port", "0", "--wait", "2", "--mode", "middling", "--name", "much too long"},
           {{"DAILYGRIND_LOUD", "maybe"}, {"DAILYGRIND_CORS_ORIGIN", "http://a,b"}}),
      UnorderedElementsAre(
          "--port: \"0\" must be from 1 to 65535",
          "--wait: \"2\" must be a number with a unit, such as 500ms, 30s, 15m, 12h or 7d",
          "--mode: \"middling\" must be one of slow, fast", "--name: \"much too long\" is too long",
          "DAILYGRIND_LOUD: \"maybe\" must be true or false",
          "DAILYGRIND_CORS_ORIGIN: \"b\" is no origin"));
  EXPECT_EQ(config_.port, 80);
}

TEST_F(Configuration, NumbersAndTimesHaveBounds) {
  EXPECT_THAT(load({"--port", "65536", "--wait", "2h"}),
              ElementsAre("--port: \"65536\" must be from 1 to 65535",
                          "--wait: \"2h\" must be from 1s to 1h"));
}

TEST_F(Configuration, RefusesNumbersWithARest) {
  for (const auto* text : {"8x", " 8", "+8", "8.0", "99999999999999999999", "0x10"}) {
    EXPECT_THAT(load({"--port=" + std::string{text}}), ::testing::SizeIs(1)) << text;
  }
}

TEST_F(Configuration, RefusesFractionsOfTheUnit) {
  EXPECT_THAT(load({"--wait", "1500ms"}), ElementsAre("--wait: \"1500ms\" must be in steps of 1s"));
}

TEST_F(Configuration, WhatHasADefaultMustNotBeEmpty) {
  EXPECT_THAT(load_file("name = ''\nnote = ''\n"),
              ElementsAre(file_ + ":1: name: \"\" must not be empty"));
}

TEST_F(Configuration, AListInTheFileIsNoSingleValue) {
  EXPECT_THAT(load_file("name = ['a', 'b']\n"),
              ElementsAre(file_ + ":1: name: must be one value, not a list"));
}

TEST_F(Configuration, SuggestsTheNearestName) {
  EXPECT_THAT(load_file("cors-orgin = []\nprot = 1\nzzzzzz = 2\n\n[table]\na = 1\n"),
              UnorderedElementsAre(
                  file_ + ":1: cors-orgin: there is no such setting; did you mean cors-origin?",
                  file_ + ":2: prot: there is no such setting; did you mean port?",
                  file_ + ":3: zzzzzz: there is no such setting",
                  file_ + ":5: table must be a text, a whole number, true, false or a list of "
                          "texts"));
}

TEST_F(Configuration, NoticesMisspeltVariablesAndLeavesStrangersAlone) {
  EXPECT_THAT(load({}, {{"DAILYGRIND_PROT", "1"}, {"DAILYGRIND_BENCHMARK_ROUNDS", "1"}}),
              ElementsAre("DAILYGRIND_PROT: there is no such setting; did you mean "
                          "DAILYGRIND_PORT?"));
}

TEST_F(Configuration, NamesTheLineOfASyntaxError) {
  const auto complaints = load_file("port = 81\nname = \n");
  ASSERT_EQ(complaints.size(), 1U);
  EXPECT_THAT(complaints[0], HasSubstr(file_ + ":2: "));
}

TEST_F(Configuration, NamesAFileThatCannotBeRead) {
  const auto complaints = load({"--config", "/no/such/file.toml"});
  ASSERT_EQ(complaints.size(), 1U);
  EXPECT_THAT(complaints[0], HasSubstr("/no/such/file.toml"));
}

TEST_F(Configuration, TheFileCannotNameAnotherFile) {
  EXPECT_THAT(load_file("config = 'other'\n"),
              ElementsAre(file_ + ":1: config cannot be set in the file itself"));
}

TEST_F(Configuration, AsksTheRulesWhenEveryValueIsGood) {
  settings_.rule([this] { return config_.port == 80 ? "port is 80" : ""; });
  EXPECT_THAT(load({"--mode", "x"}), ElementsAre(HasSubstr("--mode")));
  EXPECT_THAT(load({"--mode", "fast"}), ElementsAre("port is 80"));
}

TEST_F(Configuration, SecretsAreNoFlagsAndNeverShown) {
  EXPECT_THROW(load({"--password", "pw"}), CLI::ParseError);
  EXPECT_THAT(load_file("password = 'open sesame'\n"), IsEmpty());
  EXPECT_EQ(config_.password, "open sesame");
  EXPECT_THAT(settings_.print(), HasSubstr("password = \"********\""));
  EXPECT_THAT(settings_.print(), ::testing::Not(HasSubstr("sesame")));
}

TEST_F(Configuration, PrintsATomlFileWithTheSources) {
  EXPECT_THAT(load({"--port", "81", "--cors-origin", "http://a"}, {{"DAILYGRIND_NAME", "a\"b"}}),
              IsEmpty());
  const auto text = settings_.print();
  EXPECT_THAT(text, HasSubstr("# Main\n"));
  EXPECT_THAT(text, ::testing::ContainsRegex("port = 81 +# --port\n"));
  EXPECT_THAT(text, ::testing::ContainsRegex("loud = false +# default\n"));
  EXPECT_THAT(text, ::testing::ContainsRegex("# DAILYGRIND_NAME\n"));
  EXPECT_THAT(text, HasSubstr("cors-origin = [\"http://a\"]"));
  EXPECT_THAT(text, HasSubstr("wait = \"30s\""));
}

TEST_F(Configuration, ReadsBackWhatItPrints) {
  EXPECT_THAT(load({"--port", "81", "--wait", "90s", "--note", "a\"b'c\\d\te # ü\n"}), IsEmpty());
  auto text = settings_.print();
  text.erase(text.find("config = "), text.find("name = ") - text.find("config = "));
  const auto note = std::exchange(config_.note, "");
  config_.port = 0;
  config_.wait = 0s;
  EXPECT_THAT(load_file(text), IsEmpty());
  EXPECT_EQ(config_.note, note);
  EXPECT_EQ(config_.wait, 90s);
}

TEST_F(Configuration, DescribesItselfAsMarkdown) {
  const auto text = settings_.markdown();
  EXPECT_THAT(text, HasSubstr("## More\n\n| setting | meaning | default | values |\n"));
  EXPECT_THAT(text, HasSubstr("| `port` | The port. | `80` | 1 to 65535 |\n"));
  EXPECT_THAT(text, HasSubstr("| `loud` | Whether a \\| is shown. | `false` | true, false |\n"));
  EXPECT_THAT(text, HasSubstr("| `password` | A secret. |  | secret, no flag |\n"));
}

TEST_F(Configuration, HelpShowsDefaults) {
  CLI::App app;
  settings_.add_flags(app);
  const auto help = app.help();
  EXPECT_THAT(help, HasSubstr("--port PORT"));
  EXPECT_THAT(help, HasSubstr("The port. [default: 80]"));
  EXPECT_THAT(help, HasSubstr("More:"));
}

TEST(Environment, HasOnlyOurVariables) {
  ::setenv("DAILYGRIND_TEST_VARIABLE", "a=b", 1);
  ::setenv("OTHER_TEST_VARIABLE", "x", 1);
  const auto variables = environment();
  EXPECT_EQ(variables.at("DAILYGRIND_TEST_VARIABLE"), "a=b");
  EXPECT_FALSE(variables.contains("OTHER_TEST_VARIABLE"));
}

}  // namespace
}  // namespace dailygrind::config
