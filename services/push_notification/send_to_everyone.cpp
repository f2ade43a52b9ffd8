#include <algorithm>

#include "platform/core/encoding.hpp"
#include "platform/core/problem.hpp"
#include "services/push_notification/push.hpp"
#include "services/push_notification/verbs.hpp"

namespace dailygrind::push {
namespace {

constexpr std::size_t longest_text = 500;

/// ASCII without what JSON or a URL would have to escape, so that the longest fits a message twice.
bool is_plain(const std::string& url) {
  return std::ranges::all_of(url,
                             [](char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\'; });
}

Announcement announcement_of(const Settings& settings, TextOr<Announcement> message) {
  if (!message.described) {
    if (code_points(message.text) > longest_text) {
      throw Problem::invalid("", "must have at most 500 characters");
    }
    return {.title = settings.instance_name, .body = std::move(message.text)};
  }
  const auto url = message.described->url.value_or("/");
  const bool path = url.starts_with('/') && !url.starts_with("//");
  if (!is_plain(url) || (!path && !url.starts_with("https://"))) {
    throw Problem::invalid("/url", "must be a path of the app or an https address");
  }
  return std::move(*message.described);
}

Task<Accepted<PushJob>> accepted(Push& push, const JobId& id) {
  auto job = co_await push.repository.progress(id);
  if (!job) throw Problem::not_found();
  co_return Accepted<PushJob>{std::move(*job), "/push-notifications/jobs/" + id.str()};
}

}  // namespace

Task<Accepted<PushJob>> send_to_everyone(Push& push, const Call& call,
                                         TextOr<Announcement> message) {
  auto what = announcement_of(push.settings, std::move(message));
  if (auto made = co_await push.idempotency.find(call)) {
    co_return co_await accepted(push, JobId{std::move(*made)});
  }
  const auto now = push.clock.now();
  JobId id{uuid_v7(now, push.random)};
  const JobRecord job{.kind = JobKind::send,
                      .due = in_milliseconds(now),
                      .ends = in_milliseconds(now + push.settings.note_lasts),
                      .title = std::move(what.title),
                      .body = std::move(what.body),
                      .url = what.url.value_or("/")};
  Repository::Writes first;
  push.idempotency.record(call, id.str(), first);
  if (!co_await push.repository.add_job(id, job, std::move(first))) {
    auto made = co_await push.idempotency.find(call);
    if (!made) throw Problem::unavailable("an idempotency record vanished");
    id = JobId{std::move(*made)};
  }
  push.jobs.wake();
  co_return co_await accepted(push, id);
}

}  // namespace dailygrind::push
