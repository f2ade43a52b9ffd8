#include "platform/core/server_config.hpp"

#include "platform/core/address.hpp"
#include "platform/core/config_checks.hpp"
#include "platform/core/server_config_aws.hpp"

namespace dailygrind {
namespace {

using config::Settings;
using namespace std::chrono_literals;
using std::chrono::days;

void declare_basics(Settings& settings, ServerConfig& to) {
  settings.group("Basics");
  settings.text(to.config, {"config", "FILE", "A TOML file with settings."});
  settings.text(to.listen,
                {"listen", "ADDRESS:PORT", "Where to serve; port 0 lets the system choose."},
                config::check_endpoint);
  settings.text(to.data, {"data", "DIR", "The folder of all data; made where it is absent."});
  settings.number(to.threads, {"threads", "N", "Event loops; 0 is one per core."}, {0, 256});
}

void declare_instance(Settings& settings, ServerConfig& to) {
  settings.group("Instance");
  settings.text(to.instance_name, {"instance-name", "NAME", "What this instance is called."},
                config::check_title);
  settings.text(
      to.public_url,
      {"public-url", "URL",
       "Where people reach this instance; absent: as the request names it, but for addresses of "
       "pictures, which begin with listen then."},
      config::check_url);
  settings.text(to.imprint_url, {"imprint-url", "URL", "The page that says who runs it."},
                config::check_url);
  settings.text(to.privacy_url, {"privacy-url", "URL", "The page with the privacy notice."},
                config::check_url);
}

void declare_connections(Settings& settings, ServerConfig& to) {
  settings.group("Connections");
  settings.list(
      to.trusted_proxies,
      {"trusted-proxy", "NETWORK",
       "An address or CIDR block whose forwarding headers are believed, and which must set "
       "X-Forwarded-For itself; repeatable."},
      config::check_network);
  settings.list(to.cors_origins,
                {"cors-origin", "ORIGIN",
                 "An origin whose pages may call this server, or * for all; repeatable."},
                config::check_origin);
  settings.text(to.tls_certificate,
                {"tls-certificate", "FILE",
                 "The certificate chain (PEM) to serve https with; read again on SIGHUP."});
  settings.text(to.tls_key, {"tls-key", "FILE", "The private key of the certificate (PEM)."});
  settings.number(to.body_limit, {"body-limit", "BYTES", "The largest request body."},
                  {1024, 16 * 1024 * 1024});
  settings.number(to.connection_limit,
                  {"connection-limit", "N", "Open connections; beyond it accepting pauses."},
                  {1, 1'000'000});
  settings.duration(to.drain_timeout,
                    {"drain-timeout", "TIME", "How long requests in flight may take at the end."},
                    {0ms, 10min});
  settings.rule([&to] {
    const bool both = to.tls_certificate.empty() == to.tls_key.empty();
    return both ? "" : "tls-certificate and tls-key must be set together";
  });
}

void declare_rate_limits(Settings& settings, ServerConfig& to) {
  settings.group("Rate limits");
  settings.number(to.rate_limit_user,
                  {"rate-limit-user", "N", "Requests a minute of one signed-in person."},
                  {1, 1'000'000});
  settings.number(to.rate_limit_address,
                  {"rate-limit-address", "N", "Requests a minute from one address."},
                  {1, 1'000'000});
  settings.number(to.rate_limit_sign_up,
                  {"rate-limit-sign-up", "N", "Sign-ups an hour from one address."},
                  {1, 1'000'000});
  settings.flag(to.rate_limit_loopback,
                {"rate-limit-loopback", "",
                 "Whether requests from this machine that came through no proxy count, too."});
}

void declare_observation(Settings& settings, ServerConfig& to) {
  using log::Level;
  settings.group("Log and metrics");
  settings.choice(to.log_level, {"log-level", "LEVEL", "The least level that is logged."},
                  {{"debug", Level::debug},
                   {"info", Level::info},
                   {"warning", Level::warning},
                   {"error", Level::error},
                   {"off", Level::off}});
  settings.text(to.log_file, {"log-file", "FILE",
                              "Where the log goes, opened again on SIGHUP; absent: to standard "
                              "error."});
  settings.flag(to.access_log, {"access-log", "", "Whether every request has a line in the log."});
  settings.text(to.metrics_listen,
                {"metrics-listen", "ADDRESS:PORT",
                 "A listener of its own for /metrics, for everybody who reaches it. The main one "
                 "answers requests from this machine, and administrators."},
                config::check_endpoint);
  settings.flag(to.metrics_public,
                {"metrics-public", "", "Whether /metrics answers everybody on the main listener."});
}

void declare_maintenance(Settings& settings, ServerConfig& to) {
  settings.group("Maintenance");
  settings.flag(to.read_only,
                {"read-only", "",
                 "Whether services refuse all changes with 503 and begin no daily call; events "
                 "that wait are still handled. For the time of dailygrind migrate."});
}

void declare_accounts(Settings& settings, ServerConfig& to) {
  settings.group("Accounts");
  settings.choice(to.sign_up, {"sign-up", "MODE", "Who may sign up."},
                  {{"open", SignUp::open},
                   {"invitation", SignUp::invitation},
                   {"domains", SignUp::domains},
                   {"closed", SignUp::closed}});
  settings.list(
      to.sign_up_domains,
      {"sign-up-domain", "DOMAIN",
       "An e-mail domain that may sign up where sign-up is domains; without smtp-host nobody "
       "proves an address; repeatable."},
      config::check_domain);
  settings.duration(to.access_token_lifetime,
                    {"access-token-lifetime", "TIME", "How long an access token is good."},
                    {1min, days{1}});
  settings.duration(to.refresh_token_lifetime,
                    {"refresh-token-lifetime", "TIME",
                     "How long a sign-in lasts until the password is asked for again."},
                    {1h, days{3650}});
  settings.rule([&to] {
    const bool good = to.sign_up != SignUp::domains || !to.sign_up_domains.empty();
    return good ? "" : "sign-up is domains, so sign-up-domain must name at least one";
  });
}

void declare_issuer(Settings& settings, ServerConfig& to) {
  settings.group("External sign-in");
  settings.text(to.issuer,
                {"issuer", "URL",
                 "The OpenID provider whose tokens count; absent: the accounts of this instance."},
                config::check_url);
  settings.text(to.jwks_url, {"jwks-url", "URL", "Where the provider publishes its keys."},
                config::check_url);
  settings.list(to.clients,
                {"client", "ID", "A client id that tokens may be made for; repeatable."});
  settings.text(to.cognito_pool,
                {"cognito-pool", "POOL",
                 "The pool of Amazon Cognito behind the issuer, such as eu-central-1_Ab3dEf9Gh, in "
                 "aws-region: accounts are then administered, and removed with their people, "
                 "there."});
  settings.choice(to.user_id_claim,
                  {"user-id-claim", "CLAIM",
                   "Which claim of the provider's tokens is a person's id: sub, or username: the "
                   "user name in a pool of Amazon Cognito, which must then be a UUID, so that "
                   "people who came from the accounts of an instance keep their ids."},
                  {{"sub", UserIdClaim::sub}, {"username", UserIdClaim::username}});
  settings.rule([&to] {
    const bool none = to.issuer.empty() && to.jwks_url.empty() && to.clients.empty();
    const bool all = !to.issuer.empty() && !to.jwks_url.empty() && !to.clients.empty();
    return none || all ? "" : "issuer, jwks-url and client must be set together";
  });
  settings.rule([&to] {
    const bool good = to.cognito_pool.empty() || (!to.issuer.empty() && !to.aws_region.empty());
    return good ? "" : "cognito-pool is set, so issuer and aws-region must be set, too";
  });
}

void declare_mail(Settings& settings, ServerConfig& to) {
  settings.group("Mail");
  settings.text(to.smtp_host,
                {"smtp-host", "HOST",
                 "The mail server; absent: no mail is sent, and sign-ups are confirmed at once."});
  settings.number(to.smtp_port, {"smtp-port", "PORT", "Its port."}, {1, 65535});
  settings.text(to.smtp_user, {"smtp-user", "NAME", "The user name there; absent: no sign-in."});
  settings.secret(to.smtp_password, {"smtp-password", "PASSWORD", "The password there."});
  settings.text(to.smtp_from, {"smtp-from", "ADDRESS", "The sender of the mails."},
                config::check_sender);
  settings.flag(to.smtp_starttls,
                {"smtp-starttls", "", "Whether the connection must be encrypted with STARTTLS."});
  settings.rule([&to] {
    const bool good = to.smtp_host.empty() || !to.smtp_from.empty();
    return good ? "" : "smtp-host is set, so smtp-from must be set, too";
  });
}

void declare_push(Settings& settings, ServerConfig& to) {
  settings.group("Push notifications");
  settings.text(to.vapid_contact,
                {"vapid-contact", "CONTACT",
                 "Where push services reach the operator, as mailto: or https: address; absent: "
                 "public-url where that is https. Apple's takes no message without it."});
  settings.text(to.push_ca_file,
                {"push-ca-file", "FILE",
                 "Certificate authorities (PEM) that push services are checked with; absent: the "
                 "system's."});
  settings.choice(to.push_jobs,
                  {"push-jobs", "WHO",
                   "Who carries out the daily call and messages to everyone: process, or lambda: "
                   "the functions of lambdas/, which EventBridge Scheduler calls. What others did "
                   "is told by the push service in any case."},
                  {{"process", PushJobs::process}, {"lambda", PushJobs::lambda}});
  settings.rule([&to] {
    const bool good = to.push_jobs == PushJobs::process || to.storage == StorageKind::aws;
    return good ? "" : "push-jobs is lambda, so storage must be aws";
  });
}

void declare_rest(Settings& settings, ServerConfig& to) {
  settings.group("Events");
  settings.number(to.bus_max_attempts,
                  {"bus-max-attempts", "N", "Deliveries of an event until it is a dead letter."},
                  {1, 1000});
  settings.duration(to.bus_visibility,
                    {"bus-visibility", "TIME", "How long a handler may take before the next try."},
                    {100ms, 12h});
  settings.group("Tests");
  settings.flag(to.test_hooks,
                {"test-hooks", "",
                 "Lets everybody who reaches the server move its clock; only on loopback."});
  settings.text(to.test_clock,
                {"test-clock", "MOMENT",
                 "Where the clock stands at the start, from where it runs on; absent: at the "
                 "system's time. Only with test-hooks."},
                config::check_moment);
  settings.rule([&to] {
    const bool alone = !to.test_clock.empty() && !to.test_hooks;
    return alone ? "test-clock is only allowed with test-hooks" : "";
  });
  settings.flag(to.push_allow_private_addresses,
                {"push-allow-private-addresses", "",
                 "Whether push services may be at http and at addresses that are not public; only "
                 "on loopback."});
  settings.rule([&to] {
    const auto endpoint = parse_endpoint(to.listen);
    if (endpoint && is_loopback(endpoint->address)) return "";
    if (to.test_hooks) return "test-hooks is only allowed while listen is a loopback address";
    if (!to.push_allow_private_addresses) return "";
    return "push-allow-private-addresses is only allowed while listen is a loopback address";
  });
}

}  // namespace

std::string address_of(const ServerConfig& config) {
  if (config.public_url.empty()) {
    return (config.tls_certificate.empty() ? "http://" : "https://") + config.listen;
  }
  return config.public_url.substr(0, config.public_url.find_last_not_of('/') + 1);
}

void declare(config::Settings& settings, ServerConfig& to) {
  declare_basics(settings, to);
  declare_instance(settings, to);
  declare_connections(settings, to);
  declare_rate_limits(settings, to);
  declare_observation(settings, to);
  declare_accounts(settings, to);
  declare_issuer(settings, to);
  declare_maintenance(settings, to);
  declare_mail(settings, to);
  declare_push(settings, to);
  declare_aws(settings, to);
  declare_rest(settings, to);
}

}  // namespace dailygrind
