// The `bootstrap` of an archive: starts the program beside it with the loader and the libraries
// that the archive carries, since those of Amazon Linux 2023 are older than Debian's. Linked
// statically.
#include <unistd.h>

#include <climits>
#include <cstdio>
#include <string>

int main() {
  char self[PATH_MAX];
  const auto length = ::readlink("/proc/self/exe", self, sizeof self);
  if (length <= 0 || length >= PATH_MAX) {
    std::perror("bootstrap: /proc/self/exe");
    return 1;
  }
  std::string folder{self, static_cast<std::size_t>(length)};
  folder.resize(folder.rfind('/'));
  const auto loader = folder + "/lib/ld.so";
  const auto libraries = folder + "/lib";
  const auto program = folder + "/function";
  // The cache of libraries is that of Amazon Linux.
  ::execl(loader.c_str(), loader.c_str(), "--inhibit-cache", "--library-path", libraries.c_str(),
          program.c_str(), static_cast<char*>(nullptr));
  std::perror(("bootstrap: " + loader).c_str());
  return 1;
}
