#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <stdexcept>

#include "dailygrind/administration.hpp"
#include "dailygrind/commands.hpp"
#include "dailygrind/our_files.hpp"
#include "dailygrind/push_operator.hpp"
#include "platform/core/address.hpp"
#include "platform/core/time_zone.hpp"
#include "platform/describe/json_write.hpp"
#include "platform/webpush/vapid_keys.hpp"

namespace dailygrind::cli {
namespace {

struct Options {
  std::string data = "data";
  std::string config;
  std::string url;
  std::string token;
  std::string email;
  std::string job;
  std::string drop;
  std::size_t most = 20;
  bool make_new = false;
  bool json = false;
};

std::string moment(const std::string& timestamp) {
  return format_rfc3339(Instant{milliseconds{std::stoll(timestamp)}});
}

const char* name_of(push::JobState state) {
  switch (state) {
    case push::JobState::queued:
      return "queued";
    case push::JobState::running:
      return "running";
    case push::JobState::done:
      return "done";
  }
  return "";
}

const char* name_of(push::TestOutcome outcome) {
  switch (outcome) {
    case push::TestOutcome::sent:
      return "sent";
    case push::TestOutcome::refused:
      return "refused";
    case push::TestOutcome::throttled:
      return "throttled, will be tried again";
    case push::TestOutcome::failed:
      return "failed, will be tried again";
  }
  return "";
}

void print_counts(const char* indent, const std::string& name, const push::ServiceCount& count) {
  std::printf("%s%-40s sent %lld  gone %lld  throttled %lld  failed %lld\n", indent, name.c_str(),
              static_cast<long long>(count.sent), static_cast<long long>(count.gone),
              static_cast<long long>(count.throttled), static_cast<long long>(count.failed));
}

void print(const push::PushJob& job) {
  std::printf("%s  %s  %-7s  %s\n", job.job_id.str().c_str(), moment(job.timestamp).c_str(),
              name_of(job.state), job.title.c_str());
  std::printf("  %lld queued, late by %lld ms (p50) and %lld ms (p99)\n",
              static_cast<long long>(job.queued), static_cast<long long>(job.lateness_p50),
              static_cast<long long>(job.lateness_p99));
  for (const auto& service : job.services) print_counts("  ", service.service, service);
}

void print_device(const push::Subscription& device) {
  const auto& result = device.last_test;
  if (!result) {
    std::printf("%s  no answer within a minute\n", device.endpoint.c_str());
    return;
  }
  const auto status = result->status == 0 ? "" : " (" + std::to_string(result->status) + ")";
  std::printf("%s  %s%s\n", device.endpoint.c_str(), name_of(result->outcome), status.c_str());
}

/// The server as it is reached on this machine; one that listens everywhere listens here.
std::string address_here(const ServerConfig& config) {
  if (!config.tls_certificate.empty() && !config.public_url.empty()) return address_of(config);
  auto here = config;
  here.public_url.clear();
  if (const auto endpoint = parse_endpoint(config.listen);
      endpoint && endpoint->address == "0.0.0.0") {
    here.listen = "127.0.0.1:" + std::to_string(endpoint->port);
  }
  return address_of(here);
}

/// Everything that the commands which ask a server have in common.
class Asking {
 public:
  explicit Asking(const Options& options)
      : options_(options),
        config_(server_settings({.config = options.config, .data = options.data})) {}

  /// As an administrator, or, where an e-mail is given, as that person.
  PushOperator as(const std::string& email) {
    const auto address = options_.url.empty() ? address_here(config_) : options_.url;
    if (!options_.token.empty()) return {address, options_.token};
    Administration administration{config_};
    const auto whose = email.empty() ? administration.administrator() : email;
    return {address, administration.tokens(whose).access};
  }

 private:
  const Options& options_;
  ServerConfig config_;
};

int show_jobs(const Options& options) {
  auto server = Asking{options}.as("");
  const auto jobs =
      options.job.empty() ? server.jobs(options.most) : std::vector{server.job(options.job)};
  for (const auto& job : jobs) {
    if (options.json) {
      std::puts(describe::to_json(job).c_str());
    } else {
      print(job);
    }
  }
  if (jobs.empty() && !options.json) std::puts("There has been no job yet.");
  return 0;
}

int send_test(const Options& options) {
  auto server = Asking{options}.as(options.email);
  const auto before = server.devices();
  if (before.empty()) {
    throw std::runtime_error{options.email +
                             " has no subscription: no browser of theirs asked for "
                             "notifications, or push services have said that they are gone"};
  }
  const auto after = server.test();
  bool good = true;
  for (const auto& device : before) {
    const auto found =
        std::ranges::find(after, device.subscription_id, &push::Subscription::subscription_id);
    if (found == after.end()) {
      std::printf("%s  gone: the subscription is removed\n", device.endpoint.c_str());
      continue;
    }
    print_device(*found);
    good = good && found->last_test && found->last_test->outcome == push::TestOutcome::sent;
  }
  return good ? 0 : 1;
}

int show_keys(const Options& options) {
  const SystemClock clock;
  const auto folder = existing_data(options.data, "vapid");
  webpush::VapidKeys keys{folder.file("vapid"), clock};
  if (options.make_new) keys.rotate();
  if (!options.drop.empty() && !keys.drop(options.drop)) {
    throw std::runtime_error{"the newest key cannot be dropped, nor one that is not there: " +
                             options.drop};
  }
  const auto all = keys.all();
  for (const auto& stored : all) {
    const bool newest = &stored == &all.back();
    std::printf("%s  %s%s\n", format_rfc3339(stored.since).c_str(), stored.key.public_key().c_str(),
                newest ? "  newest" : "");
  }
  return 0;
}

void add_keys(CLI::App& command, const std::shared_ptr<Options>& options, int& exit_code) {
  auto* keys = command.add_subcommand(
      "keys",
      "List the VAPID keys: new subscriptions are made with the newest, and each goes on "
      "with its own");
  keys->fallthrough();
  keys->add_flag("--new", options->make_new, "Make a new key first");
  keys->add_option("--drop", options->drop,
                   "Forget this key first: who subscribed with it hears nothing until they open "
                   "the app again")
      ->type_name("PUBLIC_KEY");
  keys->callback([options, &exit_code] {
    exit_code = guarded("push keys", [&] { return show_keys(*options); });
  });
}

void add_asking(CLI::App& command, const std::shared_ptr<Options>& options, int& exit_code) {
  auto* test = command.add_subcommand(
      "test",
      "Send a test notification to somebody's devices and say what the push services "
      "answered");
  test->add_option("email", options->email, "The account's e-mail")->type_name("EMAIL")->required();
  test->callback([options, &exit_code] {
    exit_code = guarded("push test", [&] { return send_test(*options); });
  });
  auto* jobs = command.add_subcommand(
      "jobs", "Show the daily calls and messages to everyone, newest first, and how they went");
  jobs->add_option("job", options->job, "Only this one")->type_name("JOB_ID");
  jobs->add_option("--limit", options->most, "So many")
      ->type_name("N")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  jobs->add_flag("--json", options->json, "One JSON object a line");
  jobs->callback([options, &exit_code] {
    exit_code = guarded("push jobs", [&] { return show_jobs(*options); });
  });
  for (auto* sub : {test, jobs}) {
    sub->fallthrough();
    sub->add_option("--url", options->url,
                    "Where the server answers; by default as its settings say")
        ->type_name("URL");
    sub->add_option("--token", options->token,
                    "An access token, where the accounts are not on this machine")
        ->envname("DAILYGRIND_TOKEN")
        ->type_name("TOKEN");
    add_config_option(*sub, options->config);
  }
}

}  // namespace

void add_push(CLI::App& app, int& exit_code) {
  auto* command =
      app.add_subcommand("push", "Look after push notifications. Works while serving, too");
  auto options = std::make_shared<Options>();
  add_data_option(*command, options->data);
  command->require_subcommand(1);
  add_keys(*command, options, exit_code);
  add_asking(*command, options, exit_code);
}

}  // namespace dailygrind::cli
