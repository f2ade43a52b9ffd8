#include "platform/core/server_config_aws.hpp"

#include "platform/core/config_checks.hpp"

namespace dailygrind {

using config::Settings;

namespace {

void declare_functions(Settings& settings, ServerConfig& to) {
  settings.text(to.vapid_keys_secret,
                {"vapid-keys-secret", "ARN",
                 "The secret of Secrets Manager with the private keys of push notifications, as "
                 "PEM, the newest last; absent: those in the folder vapid of the data."},
                config::check_aws_secret);
  settings.choice(to.confirm_sign_up,
                  {"confirm-sign-up", "HOW",
                   "How accounts of Cognito are confirmed: at-once, or by a code that Cognito "
                   "sends; read by the function user-confirmation alone."},
                  {{"at-once", ConfirmSignUp::at_once}, {"code", ConfirmSignUp::code}});
  settings.rule([&to] {
    const bool good = to.vapid_keys_secret.empty() || !to.aws_region.empty();
    return good ? "" : "vapid-keys-secret is set, so aws-region must be set";
  });
}

}  // namespace

void declare_aws(Settings& settings, ServerConfig& to) {
  settings.group("AWS");
  settings.choice(
      to.storage,
      {"storage", "KIND",
       "Where items, events and media are kept: embedded in the data folder, or aws: in "
       "DynamoDB, SNS, SQS and S3. Credentials are found as AWS's SDKs find them."},
      {{"embedded", StorageKind::embedded}, {"aws", StorageKind::aws}});
  settings.text(to.aws_region, {"aws-region", "REGION", "The region, such as eu-central-1."},
                config::check_aws_region);
  settings.text(to.aws_account, {"aws-account", "ID", "The account's number, of 12 digits."},
                config::check_aws_account);
  settings.text(
      to.aws_prefix,
      {"aws-prefix", "PREFIX",
       "What the names of tables, topics, queues and buckets begin with, so that an account can "
       "hold several instances."},
      config::check_aws_prefix);
  settings.text(to.aws_endpoint,
                {"aws-endpoint", "URL",
                 "The address of all services, for emulators; absent: the public ones of the "
                 "region."},
                config::check_url);
  settings.flag(
      to.aws_create,
      {"aws-create", "",
       "Whether tables, topics, queues and buckets that are missing are made at the start; on "
       "AWS they are Terraform's."});
  settings.rule([&to] {
    const bool complete = !to.aws_region.empty() && !to.aws_account.empty();
    const bool good = to.storage == StorageKind::embedded || complete;
    return good ? "" : "storage is aws, so aws-region and aws-account must be set";
  });
  declare_functions(settings, to);
}

}  // namespace dailygrind
