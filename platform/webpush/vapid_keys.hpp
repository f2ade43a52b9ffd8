#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/clock.hpp"
#include "platform/webpush/vapid_key.hpp"

namespace dailygrind::webpush {

/// A key and since when it is the one that new subscriptions are made with.
struct StoredVapidKey {
  Instant since;
  VapidKey key;
};

/// The application server keys on disk, in a folder of mode 0700:
///   <milliseconds, 13 digits>_<public key>.pem   a private key (mode 0600) and since when
/// New subscriptions are made with the newest. A subscription can only be sent to with the key that
/// it was made with, so older ones stay until somebody drops them (decision 10). Another process
/// may change the folder. Thread-safe.
class VapidKeys {
 public:
  /// Makes the folder and the first key where there is none. Throws std::runtime_error with the
  /// path and the reason where the folder cannot be used or a key is damaged; so do the others.
  VapidKeys(std::filesystem::path folder, const Clock& clock);
  /// Keys that are kept elsewhere, the oldest first: `rotate` and `drop` are defects then
  /// (std::logic_error). Throws std::runtime_error where there is none.
  explicit VapidKeys(std::vector<VapidKey> keys);
  ~VapidKeys();
  VapidKeys(const VapidKeys&) = delete;
  VapidKeys& operator=(const VapidKeys&) = delete;

  /// All, the oldest first; never empty. Reads the folder when it has changed, as `newest` does.
  [[nodiscard]] std::vector<StoredVapidKey> all();
  [[nodiscard]] VapidKey newest();
  /// By its public key; nothing where it was never there or has been dropped. Reads the folder only
  /// where the key is not known.
  [[nodiscard]] std::optional<VapidKey> find(std::string_view public_key);

  /// Makes a key that is the newest from now on, and returns it.
  VapidKey rotate();
  /// Forgets a key: whoever subscribed with it hears nothing until subscribed anew. False, and
  /// nothing is done, for the newest and for one that is not there.
  bool drop(std::string_view public_key);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The private keys (PEM, `VapidKey::pem`) that follow each other in a text. Throws
/// std::runtime_error where something of it is none.
[[nodiscard]] std::vector<VapidKey> read_vapid_keys(std::string_view pem);

}  // namespace dailygrind::webpush
