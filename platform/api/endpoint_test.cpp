#include "platform/api/endpoint.hpp"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

#include "platform/api/openapi.hpp"
#include "platform/api/problem_json.hpp"
#include "platform/testing/run.hpp"

namespace dailygrind::api {
namespace {

using http::Method;
using ::testing::HasSubstr;

struct NoteTag : UuidShape {};
using NoteId = Id<NoteTag>;

struct NewNote {
  std::string title;
};
DAILYGRIND_DESCRIBE(NewNote, (title))
struct Note {
  NoteId note_id;
  UserId user_id;
  std::string title;
};
DAILYGRIND_DESCRIBE(Note, (note_id, user_id, title))

/// A service of three verbs, enough to see every kind of argument and result.
struct Notes {
  std::vector<std::string> seen;
};

constexpr auto an_id = "01935f3a-0000-7000-8000-000000000000";

Task<Created<Note>> create_note(Notes&, const Call& call, NewNote body) {
  const Note note{NoteId{an_id}, call.user, body.title};
  co_return Created<Note>{note, "/notes/" + note.note_id.str()};
}
Task<std::optional<Note>> read_note(Notes&, const Call&, UserId owner, NoteId id) {
  if (owner.str() == "nobody") co_return std::nullopt;
  co_return Note{id, owner, "t"};
}
Task<Paged<Note>> list_notes(Notes& notes, const Call&, Page page, Query<"name"> name) {
  notes.seen.push_back(name.value + " " + std::to_string(page.limit) + " " + page.after);
  co_return Paged<Note>{{}, "next#key"};
}
Task<NoContent> delete_note(Notes&, const Call&, NoteId) { co_return NoContent{}; }

struct EndpointTest : ::testing::Test {
  http::Response run(const Endpoint& endpoint, http::Request request,
                     http::PathParameters parameters = {}) {
    try {
      return dailygrind::testing::run(endpoint.run(call, request, parameters));
    } catch (...) {
      return problem_response(request, std::current_exception());
    }
  }
  static http::Request json(std::string_view body, std::string_view type = "application/json") {
    return {.method = Method::post,
            .path = "/notes",
            .headers = {{"Content-Type", type}},
            .body = body};
  }

  Notes notes;
  Call call{.user = UserId{"ada"}};
};

TEST_F(EndpointTest, CreatedAnswers201WithLocation) {
  const auto response = run(bind(notes, create_note), json(R"({"title":"x"})"));
  EXPECT_EQ(response.status, 201);
  EXPECT_EQ(response.body,
            std::string{R"({"noteId":")"} + an_id + R"(","userId":"ada","title":"x"})");
  EXPECT_THAT(response.headers,
              ::testing::Contains(::testing::Pair("Location", "/notes/" + std::string{an_id})));
}

TEST_F(EndpointTest, BadBodiesAreRefusedBeforeTheVerb) {
  const auto endpoint = bind(notes, create_note);
  EXPECT_EQ(run(endpoint, json("{")).status, 400);
  EXPECT_EQ(run(endpoint, json("")).status, 400);
  EXPECT_EQ(run(endpoint, json("{}", "text/plain")).status, 415);
  EXPECT_EQ(run(endpoint, json("{}", "application/json; charset=latin1")).status, 415);
  EXPECT_EQ(
      run(endpoint, json(R"({"title":"x"})", "application/merge-patch+json; charset=UTF-8")).status,
      201);
  const auto invalid = run(endpoint, json("{}"));
  EXPECT_EQ(invalid.status, 422);
  EXPECT_THAT(invalid.body, HasSubstr(R"("errors":[{"pointer":"/title","detail":"is required"}])"));
}

TEST_F(EndpointTest, PathParametersAreTypedAndMeIsTheCaller) {
  const auto endpoint = bind(notes, read_note);
  EXPECT_THAT(run(endpoint, {}, {"me", an_id}).body, HasSubstr(R"("userId":"ada")"));
  EXPECT_EQ(run(endpoint, {}, {"nobody", an_id}).status, 204);
  EXPECT_EQ(run(endpoint, {}, {"grace", "not-a-uuid"}).status, 404);
}

TEST_F(EndpointTest, PagesCarryTheNextLink) {
  const auto endpoint = bind(notes, list_notes);
  const auto response = run(
      endpoint, {.path = "/notes", .query = "name=a%20b&limit=500&cursor=" + encode_cursor("k")});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "[]");
  EXPECT_THAT(notes.seen, ::testing::ElementsAre("a b 100 k"));
  EXPECT_THAT(response.headers, ::testing::Contains(::testing::Pair(
                                    "Link", "</notes?name=a%20b&limit=500&cursor=" +
                                                encode_cursor("next#key") + ">; rel=\"next\"")));
}

TEST_F(EndpointTest, BadQueriesAreRefused) {
  const auto endpoint = bind(notes, list_notes);
  for (const auto* query :
       {"", "name=a&limit=0", "name=a&limit=-1", "name=a&limit=x", "name=a&cursor=x", "name=%ff"}) {
    EXPECT_EQ(run(endpoint, {.query = query}).status, 422) << query;
  }
  EXPECT_EQ(run(endpoint, {.query = "name=%zz"}).status, 400);
  EXPECT_EQ(run(endpoint, {.query = "name=a&limit=99999999999999999999999"}).status, 200);
}

TEST_F(EndpointTest, NoContentIs204) {
  EXPECT_EQ(run(bind(notes, delete_note), {}, {an_id}).status, 204);
}

TEST_F(EndpointTest, AProblemBecomesItsDocument) {
  const http::Request request{.path = "/notes"};
  const auto response = problem_response(
      request,
      std::make_exception_ptr(Problem::conflict("day-taken", "Taken.").with("postId", "7")));
  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(
      response.body,
      R"({"type":"/problems/day-taken","title":"Conflict","status":409,"detail":"Taken.","instance":"/notes","postId":"7"})");
}

TEST_F(EndpointTest, ADefectShowsNothingOfItsCause) {
  const auto response =
      problem_response({}, std::make_exception_ptr(std::runtime_error{"secret path"}));
  EXPECT_EQ(response.status, 500);
  EXPECT_THAT(response.body, ::testing::Not(HasSubstr("secret")));
  const auto unavailable =
      problem_response({}, std::make_exception_ptr(Problem::unavailable("secret disk")));
  EXPECT_EQ(unavailable.status, 503);
  EXPECT_THAT(unavailable.body, ::testing::Not(HasSubstr("secret")));
}

TEST_F(EndpointTest, TheOpenApiDocumentFollowsTheVerbs) {
  Routes routes{"notes"};
  routes.add(Method::post, "/notes", bind(notes, create_note), "Make a note", {409});
  routes.add(Method::get, "/notes/{userId}/{noteId}", bind(notes, read_note), "Read one").etag =
      true;
  routes.add(Method::get, "/notes", bind(notes, list_notes), "List them");
  const auto document = openapi_document("Notes", {&routes});
  const auto& paths = document.at("paths").as_object();
  const auto& create = paths.at("/notes").at("post").as_object();
  for (const auto* status :
       {"200", "201", "400", "401", "409", "413", "415", "422", "429", "503"}) {
    EXPECT_TRUE(create.at("responses").as_object().contains(status)) << status;
  }
  EXPECT_EQ(create.at("requestBody").at("content").at("application/json").at("schema").at("$ref"),
            "#/components/schemas/NewNote");
  const auto& read = paths.at("/notes/{userId}/{noteId}").at("get").as_object();
  EXPECT_TRUE(read.at("responses").as_object().contains("304"));
  EXPECT_EQ(read.at("parameters").as_array().size(), 2U);
  EXPECT_EQ(paths.at("/notes").at("get").at("parameters").as_array().size(), 3U);
  EXPECT_EQ(boost::json::parse(pretty_json(document)), boost::json::value(document));
}

}  // namespace
}  // namespace dailygrind::api
