#include "platform/lambda/runtime.hpp"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>
#include <deque>
#include <mutex>

#include "platform/core/problem.hpp"
#include "platform/http/testing/imposter.hpp"
#include "platform/schedule/eventbridge_scheduler.hpp"
#include "platform/testing/run.hpp"

namespace dailygrind::lambda {
namespace {

using http::Response;
using http::testing::Imposter;
using http::testing::SeenRequest;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// Lambda's side: hands out what is in `waiting` and is broken afterwards, which ends the loop.
struct RuntimeTest : ::testing::Test {
  RuntimeTest() {
    lambda.on("/2018-06-01/runtime/invocation/next", [this](const SeenRequest&) {
      const std::lock_guard lock{mutex};
      if (waiting.empty()) return Response{.status = 500};
      auto next = std::move(waiting.front());
      waiting.pop_front();
      return next;
    });
    for (const auto* path : {"invocation/1/response", "invocation/1/error", "invocation/2/response",
                             "invocation/2/error", "init/error"}) {
      lambda.on(runtime + path, Response{.status = 202});
    }
  }

  void invoke(std::string id, std::string payload, std::string deadline = "1795694400123") {
    Response response{.body = std::move(payload)};
    response.set("Lambda-Runtime-Aws-Request-Id", std::move(id));
    response.set("Lambda-Runtime-Deadline-Ms", std::move(deadline));
    response.set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:x:1:function:f");
    response.set("Lambda-Runtime-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793");
    waiting.push_back(std::move(response));
  }
  /// Serves until nothing is left; what the loop ended with.
  std::string serve_all(Function function) {
    try {
      dailygrind::testing::run(loop, serve(api, std::move(function)));
    } catch (const std::exception& error) {
      return error.what();
    }
    return "";
  }
  /// The requests but those for an invocation.
  std::vector<SeenRequest> told() {
    auto all = lambda.seen();
    std::erase_if(all, [](const auto& each) { return each.target.ends_with("/next"); });
    return all;
  }
  /// The error document that was told, and that the header says the same.
  static std::string type_and_text(const SeenRequest& request) {
    const auto document = boost::json::parse(request.body).as_object();
    const std::string type{document.at("errorType").as_string()};
    EXPECT_EQ(request.header("Lambda-Runtime-Function-Error-Type"), type);
    return type + ": " + std::string{document.at("errorMessage").as_string()};
  }

  const std::string runtime = "/2018-06-01/runtime/";
  std::mutex mutex;
  std::deque<Response> waiting;
  Imposter lambda;
  boost::asio::io_context loop{1};
  std::unique_ptr<http::Client> client = http::make_curl_client(loop);
  RuntimeApi api{*client, lambda.url("").substr(7)};
};

Task<std::string> throw_it(const std::exception_ptr& error) {
  std::rethrow_exception(error);
  co_return "";
}

TEST_F(RuntimeTest, GivesAFunctionItsPayloadAndItsDeadline) {
  invoke("1", R"({"n":1})");
  Invocation seen;
  serve_all([&](Invocation invocation) -> Task<std::string> {
    seen = std::move(invocation);
    co_return R"({"answer":2})";
  });
  EXPECT_EQ(seen.payload, R"({"n":1})");
  EXPECT_EQ(seen.deadline, Instant{milliseconds{1795694400123}});
  EXPECT_EQ(seen.function_arn, "arn:aws:lambda:x:1:function:f");
  EXPECT_EQ(seen.trace_id, "Root=1-5759e988-bd862e3fe1be46a994272793");
  ASSERT_EQ(told().size(), 1U);
  EXPECT_EQ(told()[0].target, runtime + "invocation/1/response");
  EXPECT_EQ(told()[0].method, http::Method::post);
  EXPECT_EQ(told()[0].body, R"({"answer":2})");
}

TEST_F(RuntimeTest, ServesOneAfterTheOther) {
  invoke("1", "1");
  invoke("2", "2");
  serve_all([](Invocation invocation) -> Task<std::string> { co_return invocation.payload + "0"; });
  ASSERT_EQ(told().size(), 2U);
  EXPECT_EQ(told()[0].body, "10");
  EXPECT_EQ(told()[1].target, runtime + "invocation/2/response");
  EXPECT_EQ(told()[1].body, "20");
}

TEST_F(RuntimeTest, TellsAnErrorAndGoesOn) {
  invoke("1", "1");
  invoke("2", "2");
  serve_all([](Invocation invocation) -> Task<std::string> {
    if (invocation.request_id == "1") throw FunctionError{"InvalidPayload", "It is no list."};
    co_return "null";
  });
  ASSERT_EQ(told().size(), 2U);
  EXPECT_EQ(told()[0].target, runtime + "invocation/1/error");
  EXPECT_EQ(type_and_text(told()[0]), "InvalidPayload: It is no list.");
  EXPECT_EQ(told()[1].target, runtime + "invocation/2/response");
}

TEST_F(RuntimeTest, KeepsCausesToTheLog) {
  const std::pair<std::exception_ptr, std::string> expected[] = {
      {std::make_exception_ptr(Problem::unavailable("secret table")), "unavailable: "},
      {std::make_exception_ptr(std::runtime_error{"secret key"}), "InternalError: "},
      {std::make_exception_ptr(3), "InternalError: "}};
  for (const auto& [error, beginning] : expected) {
    invoke("1", "1");
    serve_all([&](Invocation) { return throw_it(error); });
    const auto text = type_and_text(told().back());
    EXPECT_THAT(text, ::testing::StartsWith(beginning));
    EXPECT_THAT(text, Not(HasSubstr("secret")));
  }
}

TEST_F(RuntimeTest, SaysThatAnAnswerIsTooLarge) {
  lambda.on(runtime + "invocation/1/response", Response{.status = 413});
  invoke("1", "1");
  serve_all([](Invocation) -> Task<std::string> { co_return "[]"; });
  EXPECT_EQ(told().back().target, runtime + "invocation/1/error");
  EXPECT_THAT(type_and_text(told().back()), HasSubstr("ResponseTooLarge"));
}

TEST_F(RuntimeTest, EndsWhereLambdaIsBroken) {
  const auto nothing = [](Invocation) -> Task<std::string> { co_return "1"; };
  EXPECT_THAT(serve_all(nothing), HasSubstr("answered 500"));
  invoke("1", "1", "soon");
  EXPECT_THAT(serve_all(nothing), HasSubstr("without an id or a deadline"));
  invoke("", "1");
  EXPECT_THAT(serve_all(nothing), HasSubstr("without an id or a deadline"));
  lambda.on(runtime + "invocation/1/response", Response{.status = 500});
  invoke("1", "1");
  EXPECT_THAT(serve_all(nothing), HasSubstr("answered 500 to an answer"));
}

TEST_F(RuntimeTest, TellsThatItCannotStart) {
  dailygrind::testing::run(loop, api.fail_to_start({"InvalidSettings", "aws-account is missing"}));
  ASSERT_EQ(told().size(), 1U);
  EXPECT_EQ(told()[0].target, runtime + "init/error");
  EXPECT_EQ(type_and_text(told()[0]), "InvalidSettings: aws-account is missing");
}

// The adapter of the scheduler port: each invocation is a minute.
TEST_F(RuntimeTest, RunsWhatIsDueWheneverItIsCalled) {
  invoke("1", R"({"source":"aws.scheduler"})");
  invoke("2", "null");
  int minutes = 0;
  const auto scheduler = schedule::make_eventbridge_scheduler(api);
  const auto work = [&]() -> Task<> {
    if (++minutes == 1) throw Problem::unavailable("the store is away");
    co_return;
  };
  EXPECT_THROW(dailygrind::testing::run(loop, scheduler->every_minute(work)), std::runtime_error);
  EXPECT_EQ(minutes, 2);
  ASSERT_EQ(told().size(), 2U);
  EXPECT_EQ(told()[0].target, runtime + "invocation/1/error") << "so that it is called again";
  EXPECT_EQ(told()[1].target, runtime + "invocation/2/response");
}

}  // namespace
}  // namespace dailygrind::lambda
