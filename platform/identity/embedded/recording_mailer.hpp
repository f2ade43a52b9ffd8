#pragma once

#include <mutex>
#include <stdexcept>
#include <vector>

#include "platform/identity/embedded/mailer.hpp"

namespace dailygrind::identity {

/// Keeps mails instead of sending them, for tests. Thread-safe.
class RecordingMailer final : public Mailer {
 public:
  Task<void> send(Mail mail) override {
    const std::lock_guard lock{mutex_};
    if (broken_) throw std::runtime_error{"the mail server refused"};
    mails_.push_back(std::move(mail));
    co_return;
  }

  void set_broken(bool broken) {
    const std::lock_guard lock{mutex_};
    broken_ = broken;
  }
  [[nodiscard]] std::vector<Mail> mails() const {
    const std::lock_guard lock{mutex_};
    return mails_;
  }

 private:
  mutable std::mutex mutex_;
  bool broken_ = false;
  std::vector<Mail> mails_;
};

}  // namespace dailygrind::identity
