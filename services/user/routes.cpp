#include "services/user/routes.hpp"

#include "platform/api/endpoint.hpp"
#include "services/user/verbs.hpp"

namespace dailygrind::user {
namespace {

using http::Method;

struct Table {
  Users& users;
  api::Routes routes{"users"};

  template <typename Verb>
  api::Route& get(const std::string& pattern, Verb verb, const char* summary) {
    return routes.add(Method::get, pattern, api::bind(users, verb), summary);
  }
  template <typename Verb>
  api::Route& post(const std::string& pattern, Verb verb, const char* summary,
                   std::vector<int> refusals = {}) {
    return routes.add(Method::post, pattern, api::bind(users, verb), summary, std::move(refusals));
  }
  template <typename Verb>
  api::Route& put(const std::string& pattern, Verb verb, const char* summary,
                  std::vector<int> refusals = {}) {
    return routes.add(Method::put, pattern, api::bind(users, verb), summary, std::move(refusals));
  }
  template <typename Verb>
  api::Route& remove(const std::string& pattern, Verb verb, const char* summary) {
    return routes.add(Method::delete_, pattern, api::bind(users, verb), summary);
  }

  void profiles();
  void pictures();
  void careers();
  void friends();
  void blocks();
  void administration();
};

void Table::profiles() {
  auto& create = post("/users/me", &create_profile, "Create my profile, or replace it");
  create.etag = create.deleted_too = true;
  put("/users/me", &replace_profile, "Replace my profile", {404}).etag = true;
  auto& mine = get("/users/me", &my_profile, "My profile; 204 while there is none");
  mine.etag = mine.deleted_too = true;
  remove("/users/me", &delete_me, "Delete my account and all that belongs to it").deleted_too =
      true;
  get("/users/me/details", &my_details, "My profile with jobs and education").etag = true;
  get("/users/{userId}", &profile_of, "Somebody's profile").etag = true;
  get("/users/{userId}/details", &details_of, "The same with jobs and education").etag = true;
  get("/users", &list_people, "Everyone but me");
  get("/users/search", &search_people,
      "People of whose name each word of the query begins a word; a page may be short");
}

void Table::pictures() {
  put("/users/me/picture", &offer_picture,
      "Where to upload my picture; made, it appears as profilePictureUrl", {409});
  get("/users/me/picture", &picture_status, "What became of the last upload").refusals = {409};
  remove("/users/me/picture", &remove_my_picture, "Remove my picture");
}

void Table::careers() {
  get("/users/me/jobs", &my_jobs, "My jobs, newest first");
  post("/users/me/jobs", &add_job, "Add a job; 409 beyond 100", {409}).etag = true;
  put("/users/me/jobs/{jobId}", &replace_job, "Replace a job").etag = true;
  remove("/users/me/jobs/{jobId}", &delete_job, "Delete a job");
  get("/users/{userId}/jobs", &jobs_of, "Somebody's jobs");
  get("/users/me/education", &my_education, "My education, newest first");
  post("/users/me/education", &add_education, "Add an education; 409 beyond 100", {409}).etag =
      true;
  put("/users/me/education/{educationId}", &replace_education, "Replace an education").etag = true;
  remove("/users/me/education/{educationId}", &delete_education, "Delete an education");
  get("/users/{userId}/education", &education_of, "Somebody's education");
}

void Table::friends() {
  post("/users/requests", &request_friendship,
       "Ask for friendship; two who ask each other become friends", {404, 409});
  post("/users/requests/{senderId}/accept", &accept_request, "Accept a request", {409});
  remove("/users/requests/{senderId}/decline", &decline_request, "Decline a request");
  remove("/users/requests/{receiverId}/cancel", &cancel_request, "Take back my request");
  get("/users/requests/incoming", &incoming_requests, "Who asks me");
  get("/users/requests/outgoing", &outgoing_requests, "Whom I have asked");
  get("/users/me/friends", &my_friends, "My friends");
  get("/users/{userId}/friends", &friends_of, "Somebody's friends");
  remove("/users/me/friends/{userId}/remove", &unfriend, "End a friendship");
  get("/users/{userId}/friends/mutual", &mutual_friends, "Friends whom we have in common");
  get("/users/me/suggestions", &suggestions, "Friends of friends, most in common first");
}

void Table::blocks() {
  post("/users/me/blocks/{userId}", &block, "Block somebody", {409});
  remove("/users/me/blocks/{userId}", &unblock, "End a block");
  get("/users/me/blocks", &my_blocks, "Whom I block: names and pictures");
}

void Table::administration() {
  const std::string account = "/users/admin/accounts/{userId}";
  const auto only_for_administrators = [](api::Route& row) {
    row.administrators_only = true;
    row.refusals.push_back(404);
  };
  only_for_administrators(
      get("/users/admin/accounts", &list_accounts, "Accounts by the beginning of their e-mail"));
  only_for_administrators(
      post(account + "/disable", &disable_account, "Shut an account and hide all it owns"));
  only_for_administrators(post(account + "/enable", &enable_account, "Open it again"));
  only_for_administrators(post(account + "/sign-out", &sign_out_account, "End its sessions"));
  only_for_administrators(
      put(account + "/groups/{group}", &add_to_group, "Add it to a group", {422}));
  only_for_administrators(
      remove(account + "/groups/{group}", &remove_from_group, "Take it out of a group"));
}

}  // namespace

api::Routes routes(Users& users) {
  Table table{users};
  table.profiles();
  table.pictures();
  table.careers();
  table.friends();
  table.blocks();
  table.administration();
  return std::move(table.routes);
}

}  // namespace dailygrind::user
