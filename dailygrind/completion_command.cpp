#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "dailygrind/commands.hpp"

namespace dailygrind::cli {
namespace {

/// The words that may follow a command: its subcommands and its flags.
std::string words_after(const CLI::App& command) {
  std::string words;
  for (const auto* sub : command.get_subcommands(nullptr)) words += sub->get_name() + ' ';
  for (const auto* option : command.get_options()) {
    for (const auto& name : option->get_lnames()) words += "--" + name + ' ';
  }
  return words;
}

/// One case per command path, such as `dailygrind admin list`.
void append_cases(std::string& script, const CLI::App& command, const std::string& path) {
  script += "    \"" + path + "\") words=\"" + words_after(command) + "\" ;;\n";
  for (const auto* sub : command.get_subcommands(nullptr)) {
    append_cases(script, *sub, path + " " + sub->get_name());
  }
}

std::string bash_script(const CLI::App& app) {
  std::string script =
      R"(# Completion of dailygrind for bash; zsh reads it after `autoload bashcompinit; bashcompinit`.
# Load it with: source <(dailygrind completion)
_dailygrind() {
  local path=dailygrind words="" word index
  case "${COMP_WORDS[COMP_CWORD-1]}" in
    --data | --graph | --config | --tls-certificate | --tls-key | --log-file)
      COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")); return ;;
  esac
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=${COMP_WORDS[index]}
    [[ $word == -* ]] && break
    path="$path $word"
  done
  case "$path" in
)";
  append_cases(script, app, "dailygrind");
  return script + R"(  esac
  COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _dailygrind dailygrind
)";
}

}  // namespace

void add_completion(CLI::App& app, int&) {
  app.add_subcommand("completion", "Print the shell completion: source <(dailygrind completion)")
      ->callback([&app] { std::fputs(bash_script(app).c_str(), stdout); });
}

}  // namespace dailygrind::cli
