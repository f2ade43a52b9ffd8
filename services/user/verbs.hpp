#pragma once

#include "platform/api/call.hpp"
#include "services/user/contract.hpp"
#include "services/user/users.hpp"

/// What one can do with the user service, one file each; `routes.cpp` binds them to HTTP. `call` is
/// who asks. Besides the refusals named here every verb may throw Problem::unavailable. Somebody
/// who does not exist, is disabled, or blocks or is blocked by the caller is Problem 404.
namespace dailygrind::user {

using api::Call;
using api::Created;
using api::NoContent;
using api::Paged;

/// Problem 401 for a disabled account, and for a deleted one unless `deleted_too` or where another
/// issuer's accounts may begin anew.
Task<> admit(Users& users, const UserId& user, bool deleted_too);

// My profile. A tombstone is no profile.
/// New, or replaced. Problem 401 where the account was deleted.
Task<Created<UserInfo>> create_profile(Users& users, const Call& call, ProfileInput input);
/// Problem 404 while there is none, 412 where If-Match names another state.
Task<UserInfo> replace_profile(Users& users, const Call& call, api::IfMatch condition,
                               ProfileInput input);
Task<std::optional<UserInfo>> my_profile(Users& users, const Call& call);
Task<std::optional<UserDetails>> my_details(Users& users, const Call& call);
/// Ends the account. When it returns nothing of it is left here and friends' counts are right.
Task<NoContent> delete_me(Users& users, const Call& call);

// My picture.
/// Where to upload it: what arrives there within a quarter of an hour, and is a picture, becomes
/// the profile's. In place of an earlier offer. Problem 409 without a profile.
Task<PictureUpload> offer_picture(Users& users, const Call& call, PictureInput input);
/// What became of it. Problem 409 without a profile.
Task<PictureStatus> picture_status(Users& users, const Call& call);
/// Also what was offered and is not finished.
Task<NoContent> remove_my_picture(Users& users, const Call& call);

// Other people.
Task<UserInfo> profile_of(Users& users, const Call& call, UserId id);
Task<UserDetails> details_of(Users& users, const Call& call, UserId id);
/// Everyone but the caller.
Task<Paged<UserInfo>> list_people(Users& users, const Call& call, api::Page page);
/// A page may be short, or empty, and yet have a next one: the work of a request is bounded.
Task<Paged<UserInfo>> search_people(Users& users, const Call& call, api::Query<"name"> name,
                                    api::Page page);

// Jobs and education. Problem 409 without a profile, when there are 100, or where another entry has
// the chosen id.
Task<Created<Job>> add_job(Users& users, const Call& call, JobInput input);
/// Problem 412 where If-Match names another state, as for an education.
Task<Job> replace_job(Users& users, const Call& call, JobId id, api::IfMatch condition,
                      JobInput input);
Task<NoContent> delete_job(Users& users, const Call& call, JobId id);
Task<Paged<Job>> my_jobs(Users& users, const Call& call, api::Page page);
Task<Paged<Job>> jobs_of(Users& users, const Call& call, UserId id, api::Page page);
Task<Created<Education>> add_education(Users& users, const Call& call, EducationInput input);
Task<Education> replace_education(Users& users, const Call& call, EducationId id,
                                  api::IfMatch condition, EducationInput input);
Task<NoContent> delete_education(Users& users, const Call& call, EducationId id);
Task<Paged<Education>> my_education(Users& users, const Call& call, api::Page page);
Task<Paged<Education>> education_of(Users& users, const Call& call, UserId id, api::Page page);

// Friend requests. Problem 409 without a profile.
/// Two who ask each other become friends. Problem 409 to oneself, to a friend, and twice.
Task<Created<UserInfo>> request_friendship(Users& users, const Call& call,
                                           api::Query<"targetUserId"> target);
/// Problem 404 where that person has not asked.
Task<UserInfo> accept_request(Users& users, const Call& call, UserId sender);
Task<NoContent> decline_request(Users& users, const Call& call, UserId sender);
Task<NoContent> cancel_request(Users& users, const Call& call, UserId receiver);
Task<Paged<UserInfo>> incoming_requests(Users& users, const Call& call, api::Page page);
Task<Paged<UserInfo>> outgoing_requests(Users& users, const Call& call, api::Page page);

// Friends.
Task<Paged<UserInfo>> my_friends(Users& users, const Call& call, api::Page page);
/// Empty for those who may not see that profile.
Task<Paged<UserInfo>> friends_of(Users& users, const Call& call, UserId id, api::Page page);
Task<NoContent> unfriend(Users& users, const Call& call, UserId id);
/// The caller's friends who are friends of `id` too; empty for those who may not see that profile.
Task<Paged<UserInfo>> mutual_friends(Users& users, const Call& call, UserId id, api::Page page);
/// Friends of friends between whom and the caller there is nothing yet, most mutual friends first.
Task<Paged<UserInfo>> suggestions(Users& users, const Call& call, api::Page page);

// Blocks.
/// Also towards somebody who blocks the caller. Problem 409 to oneself or without a profile.
Task<NoContent> block(Users& users, const Call& call, UserId id);
Task<NoContent> unblock(Users& users, const Call& call, UserId id);
/// Names and pictures only.
Task<Paged<UserInfo>> my_blocks(Users& users, const Call& call, api::Page page);

// Administration of sign-in accounts. Problem 404 for an account that does not exist, and where
// accounts are kept by an issuer that cannot be asked (`no-directory`).
/// Those whose e-mail begins with `query`, or all.
Task<Paged<AccountInfo>> list_accounts(Users& users, const Call& call,
                                       api::OptionalQuery<"query"> query, api::Page page);
Task<NoContent> disable_account(Users& users, const Call& call, UserId id);
Task<NoContent> enable_account(Users& users, const Call& call, UserId id);
/// Ends all its sessions.
Task<NoContent> sign_out_account(Users& users, const Call& call, UserId id);
Task<NoContent> add_to_group(Users& users, const Call& call, UserId id, GroupName group);
Task<NoContent> remove_from_group(Users& users, const Call& call, UserId id, GroupName group);

}  // namespace dailygrind::user
