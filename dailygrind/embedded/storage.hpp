#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/blob/blob.hpp"
#include "platform/bus/bus.hpp"
#include "platform/core/clock.hpp"
#include "platform/core/random.hpp"
#include "platform/core/task.hpp"
#include "platform/http/message.hpp"
#include "platform/store/store.hpp"
#include "platform/store/walker.hpp"

namespace dailygrind {

/// The blobs of a service.
struct BlobStorage {
  std::unique_ptr<blob::Blobs> blobs;
  /// Receives uploads, at `/{key...}` behind their base URL; none where others receive them.
  http::StreamingHandler upload;
  /// To be called at the start and now and then; none where the backend does that.
  std::function<Task<>()> sweep;
};

/// Where the services of a program keep items, events and blobs. What it opens must not outlive it,
/// nor what is passed.
class Storage {
 public:
  virtual ~Storage() = default;

  /// The tables of the service `name`. `cache_bytes` bounds what each thread that reads remembers
  /// of it, where an adapter remembers anything. Throws std::runtime_error with one sentence where
  /// they cannot be opened.
  [[nodiscard]] virtual std::unique_ptr<store::Store> open_store(
      const std::string& name, std::vector<std::string> tables, const Clock& clock,
      std::size_t cache_bytes = std::size_t{16} << 20U) = 0;

  /// The blobs of the service `name`, whose uploads go to `uploads_url` where this program receives
  /// them. Throws as `open_store` does.
  [[nodiscard]] virtual BlobStorage open_blobs(const std::string& name, std::string uploads_url,
                                               const Clock& clock, Random& random) = 0;

  /// Reads the same tables whole; a folder's also while another program has the store. Throws as
  /// `open_store` does.
  [[nodiscard]] virtual std::unique_ptr<store::Walker> open_walker(const std::string& name,
                                                                   std::vector<std::string> tables,
                                                                   const Clock& clock) = 0;

  /// The queues of all services. Throws as `open_store` does.
  [[nodiscard]] virtual std::unique_ptr<bus::Bus> open_bus(const Clock& clock, Random& random) = 0;

  /// Asks for what it has opened as often as it takes, changing nothing, so that what is missing or
  /// forbidden shows before somebody needs it. Ends when all of it may be used.
  virtual Task<> probe() = 0;
  /// Why the program is not ready, where what it has opened is missing, forbidden or not yet
  /// probed.
  [[nodiscard]] virtual std::optional<std::string> unready() const = 0;

  /// Whether a store is held by this program alone, so that what another has left unfinished is
  /// left by one that has ended.
  [[nodiscard]] virtual bool exclusive() const = 0;
};

}  // namespace dailygrind
