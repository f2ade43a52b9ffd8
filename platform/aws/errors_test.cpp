#include "platform/aws/errors.hpp"

#include <gtest/gtest.h>

namespace dailygrind::aws {
namespace {

TEST(AwsErrors, AreReadFromEveryProtocol) {
  const std::string unknown = "ResourceNotFoundException";
  const auto json =
      read_error({.status = 400,
                  .body = R"({"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
                   "message":"Requested resource not found"})"});
  EXPECT_EQ(json.code, unknown);
  EXPECT_EQ(json.message, "Requested resource not found");
  const auto rest = read_error({.status = 404,
                                .headers = {{"x-amzn-ErrorType", unknown + ":http://x/"}},
                                .body = R"({"Message":"no such schedule"})"});
  EXPECT_EQ(rest.code, unknown);
  EXPECT_EQ(rest.message, "no such schedule");
  const auto query =
      read_error({.status = 403,
                  .body = R"(<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error>
                  <Type>Sender</Type><Code>AuthorizationError</Code>
                  <Message>not &quot;you&quot;</Message></Error></ErrorResponse>)"});
  EXPECT_EQ(query.code, "AuthorizationError");
  EXPECT_EQ(query.message, "not \"you\"");
  const auto s3 = read_error({.status = 404,
                              .body = "<?xml version=\"1.0\"?>\n<Error><Code>NoSuchKey</Code>"
                                      "<Message>gone</Message></Error>"});
  EXPECT_EQ(s3.code, "NoSuchKey");
  EXPECT_EQ(s3.message, "gone");
}

TEST(AwsErrors, ThatCannotBeReadHaveNoCode) {
  for (const auto* body : {"", "<", "<html>502</html>", "{", "[]", "null", R"({"__type":7})"}) {
    EXPECT_EQ(read_error({.status = 502, .body = body}).code, "") << body;
  }
}

TEST(AwsErrors, HaveTheRemediesOfTheStandardMode) {
  EXPECT_EQ(remedy_of("ProvisionedThroughputExceededException", 400), Remedy::slow_down);
  EXPECT_EQ(remedy_of("", 429), Remedy::slow_down);
  EXPECT_EQ(remedy_of("SlowDown", 503), Remedy::slow_down);
  EXPECT_EQ(remedy_of("", 500), Remedy::repeat);
  EXPECT_EQ(remedy_of("TransactionConflictException", 400), Remedy::repeat);
  EXPECT_EQ(remedy_of("RequestTimeTooSkewed", 403), Remedy::set_clock);
  EXPECT_EQ(remedy_of("ExpiredTokenException", 400), Remedy::new_credentials);
  EXPECT_EQ(remedy_of("ConditionalCheckFailedException", 400), Remedy::none);
  EXPECT_EQ(remedy_of("AccessDeniedException", 400), Remedy::none);
  EXPECT_EQ(remedy_of("", 501), Remedy::none);
}

}  // namespace
}  // namespace dailygrind::aws
