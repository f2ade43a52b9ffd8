#include "platform/describe/describe.hpp"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "platform/describe/attributes.hpp"
#include "platform/describe/json_read.hpp"
#include "platform/describe/json_write.hpp"
#include "platform/describe/schema.hpp"

namespace dailygrind::describe {
namespace {

using testing::ElementsAre;
using testing::Field;

enum class Colour { red, dark_green };
BOOST_DESCRIBE_ENUM(Colour, red, dark_green)

struct Wheel {
  std::string maker;
  std::optional<std::int64_t> inches;
};
DAILYGRIND_DESCRIBE(Wheel, (maker, inches))
constexpr auto rules_of(const Wheel*) { return std::array{range("inches", 10, 29)}; }

struct Bicycle {
  UserId owner_id;
  std::string model_name;
  std::optional<std::string> long_text;
  std::optional<std::string> bought;
  std::vector<Wheel> wheels;
  std::optional<Colour> colour;
  bool is_electric = false;
};
DAILYGRIND_DESCRIBE(Bicycle, (owner_id, model_name, long_text, bought, wheels, colour, is_electric))
constexpr auto rules_of(const Bicycle*) {
  return std::array{line("model_name", 5, "As on the frame"), text("long_text", 10),
                    format("bought", Format::partial_date)};
}

std::vector<Fault> faults_of(std::string_view json) {
  try {
    from_json<Bicycle>(json);
  } catch (const Problem& problem) {
    EXPECT_EQ(problem.status(), 422);
    return problem.faults();
  }
  return {};
}

std::vector<std::string> pointers_of(std::string_view json) {
  std::vector<std::string> pointers;
  for (const auto& fault : faults_of(json)) pointers.push_back(fault.pointer);
  return pointers;
}

int status_of(std::string_view json) {
  try {
    from_json<Bicycle>(json);
  } catch (const Problem& problem) {
    return problem.status();
  }
  return 200;
}

TEST(JsonWrite, NamesAreCamelCaseAndEmptyOptionalsAreLeftOut) {
  const Bicycle bicycle{.owner_id = UserId{"ada"}, .model_name = "R1"};
  EXPECT_EQ(to_json(bicycle),
            R"({"ownerId":"ada","modelName":"R1","wheels":[],"isElectric":false})");
}

TEST(JsonWrite, EscapesWhatRfc8259Demands) {
  std::string out;
  append_json_string(out, "a\"b\\c\n\t\x01/ü");
  EXPECT_EQ(out, "\"a\\\"b\\\\c\\n\\t\\u0001/ü\"");
  EXPECT_EQ(boost::json::parse(out).as_string(), "a\"b\\c\n\t\x01/ü");
}

TEST(JsonWrite, WritesTextsUnderTheirNames) {
  EXPECT_EQ(to_json(TextMap{{"X-\"", "a\n"}, {"A", ""}}), R"({"A":"","X-\"":"a\n"})");
  EXPECT_EQ(to_json(TextMap{}), "{}");
  boost::json::object components;
  EXPECT_EQ(boost::json::serialize(schema_of<TextMap>(components)),
            R"({"type":"object","additionalProperties":{"type":"string"}})");
}

TEST(JsonRead, ReadsWhatWasWritten) {
  const Bicycle bicycle{.owner_id = UserId{"ada"},
                        .model_name = "R1",
                        .long_text = "a\nb",
                        .bought = "2024-02",
                        .wheels = {{"Mavic", 28}, {"Rigida", std::nullopt}},
                        .colour = Colour::dark_green,
                        .is_electric = true};
  EXPECT_EQ(to_json(from_json<Bicycle>(to_json(bicycle))), to_json(bicycle));
}

TEST(JsonRead, NullAndEmptyAreAbsentAndUnknownNamesAreIgnored) {
  const auto bicycle = from_json<Bicycle>(
      R"({"ownerId":"a","modelName":"b","longText":"","bought":null,"colour":"","isElectric":true,"x":[1]})");
  EXPECT_FALSE(bicycle.long_text);
  EXPECT_FALSE(bicycle.bought);
  EXPECT_FALSE(bicycle.colour);
}

TEST(JsonRead, EveryFaultIsNamedByItsPointer) {
  EXPECT_THAT(pointers_of(R"({"ownerId":"a b","modelName":"toolong","longText":"01234567890",
                              "bought":"2024-13","colour":"blue","isElectric":1,
                              "wheels":[{"maker":"x"},{"inches":5},7]})"),
              ElementsAre("/ownerId", "/modelName", "/longText", "/bought", "/wheels/1/maker",
                          "/wheels/1/inches", "/wheels/2", "/colour", "/isElectric"));
}

TEST(JsonRead, RequiredMembersMustBeThere) {
  EXPECT_THAT(pointers_of("{}"), ElementsAre("/ownerId", "/modelName", "/isElectric"));
  EXPECT_THAT(pointers_of("[]"), ElementsAre(""));
}

TEST(JsonRead, LengthsCountCodePoints) {
  EXPECT_TRUE(faults_of(R"({"ownerId":"a","modelName":"äöüß€","isElectric":true})").empty());
  EXPECT_EQ(faults_of(R"({"ownerId":"a","modelName":"äöüß€x","isElectric":true})").size(), 1U);
}

TEST(JsonRead, LinesRefuseControlCharactersAndBlanks) {
  EXPECT_THAT(pointers_of(R"({"ownerId":"a","modelName":"a\nb","isElectric":true})"),
              ElementsAre("/modelName"));
  EXPECT_THAT(pointers_of(R"({"ownerId":"a","modelName":"  ","isElectric":true})"),
              ElementsAre("/modelName"));
  EXPECT_THAT(
      pointers_of(R"({"ownerId":"a","modelName":"a","longText":"a\u0000","isElectric":true})"),
      ElementsAre("/longText"));
}

TEST(JsonRead, LinesRefuseWhatTurnsTheDirectionOfWriting) {
  for (const auto* turning : {"\u202A", "\u202E", "\u2066", "\u2069"}) {
    const auto name = std::string{"a"} + turning + "b";
    EXPECT_THAT(faults_of(R"({"ownerId":"o","modelName":")" + name + R"(","isElectric":true})"),
                ElementsAre(Field(&Fault::pointer, "/modelName")))
        << name;
    EXPECT_THAT(faults_of(R"({"ownerId":"o","modelName":"a","isElectric":true,"longText":")" +
                          name + R"("})"),
                testing::IsEmpty());
  }
  // Marks, and letters next to them in the code, turn nothing.
  for (const auto* plain : {"\u200F", "\u202F", "\u2065", "\u206A", "\u05D0"}) {
    EXPECT_THAT(faults_of(R"({"ownerId":"o","modelName":")" + std::string{plain} +
                          R"(","isElectric":true})"),
                testing::IsEmpty())
        << plain;
  }
}

TEST(JsonRead, WhatIsNoJsonIsMalformed) {
  EXPECT_EQ(status_of("{"), 400);
  EXPECT_EQ(status_of("{\"modelName\":\"\xff\"}"), 400);
  EXPECT_EQ(status_of(std::string(100, '[') + std::string(100, ']')), 400);
  EXPECT_EQ(status_of(R"({"modelName":"\ud800"})"), 400);
}

TEST(Attributes, KeepEveryMember) {
  const Bicycle bicycle{.owner_id = UserId{"ada"},
                        .model_name = "R1",
                        .wheels = {{"Mavic", 28}},
                        .colour = Colour::red,
                        .is_electric = true};
  const auto attributes = to_attributes(bicycle);
  EXPECT_EQ(attributes.text("modelName"), "R1");
  EXPECT_EQ(attributes.find("longText"), nullptr);
  EXPECT_EQ(to_json(from_attributes<Bicycle>(attributes)), to_json(bicycle));
}

TEST(Schema, FollowsTheDeclaration) {
  boost::json::object components;
  EXPECT_EQ(boost::json::serialize(schema_of<Bicycle>(components)),
            R"({"$ref":"#/components/schemas/Bicycle"})");
  const auto& bicycle = components.at("Bicycle").as_object();
  const auto& properties = bicycle.at("properties").as_object();
  EXPECT_EQ(boost::json::serialize(bicycle.at("required")),
            R"(["ownerId","modelName","isElectric"])");
  EXPECT_EQ(properties.at("modelName").at("maxLength").as_int64(), 5);
  EXPECT_EQ(properties.at("modelName").at("description").as_string(), "As on the frame");
  EXPECT_EQ(boost::json::serialize(properties.at("colour").at("enum")), R"(["red","dark_green"])");
  EXPECT_TRUE(components.contains("Wheel"));
}

}  // namespace
}  // namespace dailygrind::describe
