#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "dailygrind/administration.hpp"
#include "dailygrind/commands.hpp"

namespace dailygrind::cli {
namespace {

struct Options {
  std::string config;
  std::string public_url;
  std::string email;
  std::string group;
  std::string prefix;
  std::string note;
  int uses = 1;
  int days = 14;
  bool json = false;
  bool id_token = false;
  std::string pool;
  bool trust_emails = false;
};

/// The `admin` command while its subcommands are added.
class Admin {
 public:
  Admin(CLI::App& app, int& exit_code)
      : command_(*app.add_subcommand(
            "admin", "Administer accounts and make links and tokens. Works while serving, too")),
        exit_code_(exit_code) {
    add_data_option(command_, *data_);
    add_config_option(command_, options_->config);
    command_.add_option("--public-url", options_->public_url, "Where people reach the server")
        ->type_name("URL");
    command_.require_subcommand(1);
  }

  template <typename Body>
  CLI::App& add(const std::string& name, const std::string& help, Body body) {
    auto* sub = command_.add_subcommand(name, help);
    sub->fallthrough();
    sub->callback(
        [options = options_, data = data_, &command = command_, &code = exit_code_, name, body] {
          code = guarded("admin " + name, [&] {
            const bool named = command.count("--data") > 0;
            Administration administration{server_settings({.config = options->config,
                                                           .data = named ? *data : "",
                                                           .public_url = options->public_url})};
            body(administration, *options);
            return 0;
          });
        });
    return *sub;
  }

  template <typename Body>
  CLI::App& add_for_account(const std::string& name, const std::string& help, Body body) {
    auto& sub = add(name, help, body);
    sub.add_option("email", options_->email, "The account's e-mail")
        ->type_name("EMAIL")
        ->required();
    return sub;
  }

  template <typename Body>
  void add_for_group(const std::string& name, const std::string& help, Body body) {
    add_for_account(name, help, body)
        .add_option("group", options_->group, "The group, such as admin")
        ->type_name("GROUP")
        ->required();
  }

  void listing();
  void accounts();
  void links();
  void moving();

 private:
  CLI::App& command_;
  int& exit_code_;
  std::shared_ptr<std::string> data_ = std::make_shared<std::string>("data");
  std::shared_ptr<Options> options_ = std::make_shared<Options>();
};

void Admin::listing() {
  auto& list = add("list", "List accounts by e-mail, one a line: id, e-mail, name, state, groups",
                   [](Administration& administration, const Options& options) {
                     administration.list(options.prefix, options.json);
                   });
  list.add_option("--query", options_->prefix, "Only e-mails that begin so")->type_name("PREFIX");
  list.add_flag("--json", options_->json, "One JSON object a line");
}

void Admin::accounts() {
  using On = Administration&;
  using With = const Options&;
  add_for_account("disable", "Shut an account, end its sign-ins and hide what it owns",
                  [](On admin, With options) { admin.set_enabled(options.email, false); });
  add_for_account("enable", "Open it again",
                  [](On admin, With options) { admin.set_enabled(options.email, true); });
  add_for_account("sign-out", "End all sign-ins of an account",
                  [](On admin, With options) { admin.sign_out(options.email); });
  add_for_group("add-to-group", "Add an account to a group; `admin` makes an administrator",
                [](On admin, With options) { admin.add_to_group(options.email, options.group); });
  add_for_group("remove-from-group", "Take an account out of a group", [](On admin, With options) {
    admin.remove_from_group(options.email, options.group);
  });
}

void Admin::links() {
  add_for_account("reset-password", "Print a link that sets a new password, good for 24 hours",
                  [](Administration& admin, const Options& options) {
                    std::puts(admin.reset_link(options.email).c_str());
                  });
  add_for_account("token", "Print an access token, as a sign-in of that account gives it",
                  [](Administration& admin, const Options& options) {
                    const auto tokens = admin.tokens(options.email);
                    std::puts((options.id_token ? tokens.id : tokens.access).c_str());
                  })
      .add_flag("--id", options_->id_token, "The id token instead");
  auto& invite = add("invite", "Print a link with which people can sign up",
                     [](Administration& admin, const Options& options) {
                       const std::chrono::days lifetime{options.days};
                       const auto link =
                           admin.invitation_link(options.note, options.uses, lifetime);
                       std::puts(link.c_str());
                     });
  invite.add_option("--uses", options_->uses, "How many people may use it")
      ->type_name("N")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  invite.add_option("--days", options_->days, "How long it is good")
      ->type_name("N")
      ->check(CLI::Range(1, 3650))
      ->capture_default_str();
  invite.add_option("--note", options_->note, "What it is for; shown in the list of invitations")
      ->type_name("TEXT");
}

void Admin::moving() {
  auto& copy = add("copy-to-pool",
                   "Copy all accounts into a user pool of Amazon Cognito; each keeps its id, and "
                   "chooses a new password there. Can be repeated",
                   [](Administration& admin, const Options& options) {
                     admin.copy_to_pool(options.pool, options.trust_emails);
                   });
  copy.add_option("pool", options_->pool, "The pool's id, such as eu-central-1_Ab3dEf9Gh")
      ->type_name("POOL")
      ->required();
  copy.add_flag("--trust-emails", options_->trust_emails,
                "Take e-mails for proven that nobody has confirmed");
}

}  // namespace

void add_admin(CLI::App& app, int& exit_code) {
  Admin admin{app, exit_code};
  admin.listing();
  admin.accounts();
  admin.links();
  admin.moving();
}

}  // namespace dailygrind::cli
