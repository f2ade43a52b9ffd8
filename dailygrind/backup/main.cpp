#include <cstdio>
#include <span>
#include <string_view>

#include "dailygrind/backup/backup.hpp"
#include "dailygrind/commands.hpp"

/// The helper of `dailygrind backup` and `restore`: `dailygrind-archive backup DIR FILE` and
/// `dailygrind-archive restore FILE DIR`. A program of its own, so that libarchive and the
/// libraries behind it stay out of the servers' memory.

namespace {

using namespace dailygrind;

int back_up(const char* folder, const char* file) {
  backup::make(folder, file, SystemClock{});
  std::printf("backed up to %s\n", file);
  return 0;
}

int restore(const char* file, const char* folder) {
  backup::restore(file, folder);
  std::printf("restored to %s\n", folder);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::span words{argv, static_cast<std::size_t>(argc)};
  const std::string_view command = argc == 4 ? words[1] : "";
  if (command == "backup") {
    return cli::guarded("backup", [&] { return back_up(words[2], words[3]); });
  }
  if (command == "restore") {
    return cli::guarded("restore", [&] { return restore(words[2], words[3]); });
  }
  std::fputs("This helps dailygrind: use `dailygrind backup` and `dailygrind restore`.\n", stderr);
  return 2;
}
