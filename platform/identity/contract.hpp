#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include "platform/identity/account_directory.hpp"

/// What both kinds of account directories promise; the tests lie in contract_directory_test.cpp.
namespace dailygrind::identity {

/// A directory without accounts and the event loop of its calls.
class OpenDirectory {
 public:
  virtual ~OpenDirectory() = default;
  [[nodiscard]] virtual AccountDirectory& directory() = 0;
};
struct DirectoryBackend {
  std::string name;
  std::function<std::unique_ptr<OpenDirectory>()> open;
};
inline std::ostream& operator<<(std::ostream& out, const DirectoryBackend& backend) {
  return out << backend.name;
}

class DirectoryContract : public ::testing::TestWithParam<DirectoryBackend> {
 protected:
  DirectoryContract() : open_(GetParam().open()) {}

  AccountDirectory& directory() { return open_->directory(); }

 private:
  std::unique_ptr<OpenDirectory> open_;
};

}  // namespace dailygrind::identity
