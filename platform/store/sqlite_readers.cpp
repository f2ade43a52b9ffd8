#include "platform/store/sqlite_readers.hpp"

#include <algorithm>
#include <utility>

namespace dailygrind::store {

/// What a thread remembers of one pool. The weak pointer keeps the pool's address from being used
/// again while it is remembered.
struct SqliteReaders::Seat {
  std::weak_ptr<Pool> pool;
  const Pool* address;
  SqliteReader* reader;
};

struct SqliteReaders::Seats {
  std::vector<Seat> taken;

  Seats() = default;
  Seats(const Seats&) = delete;
  Seats& operator=(const Seats&) = delete;
  ~Seats() {
    for (const Seat& seat : taken) leave(seat);
  }

  static void leave(const Seat& seat) {
    std::shared_ptr<SqliteReader> closing;
    const auto pool = seat.pool.lock();
    if (!pool) return;
    const std::scoped_lock lock{pool->mutex};
    const auto found =
        std::ranges::find(pool->readers, seat.reader, &std::shared_ptr<SqliteReader>::get);
    if (found == pool->readers.end()) return;
    closing = std::move(*found);
    pool->readers.erase(found);
  }
};

SqliteReaders::Seats& SqliteReaders::seats() {
  thread_local Seats here;
  return here;
}

SqliteReaders::SqliteReaders(const SqliteSettings& settings, const Clock& clock,
                             const ChangeStamps* stamps, Counters& counters)
    : settings_(settings), clock_(clock), stamps_(stamps), counters_(counters) {}

SqliteReader& SqliteReaders::here() {
  auto& taken = seats().taken;
  const auto known = std::ranges::find(taken, pool_.get(), &Seat::address);
  if (known != taken.end()) return *known->reader;
  std::erase_if(taken, [](const Seat& seat) { return seat.pool.expired(); });
  auto reader = std::make_shared<SqliteReader>(settings_, clock_, stamps_, counters_);
  const std::scoped_lock lock{pool_->mutex};
  pool_->readers.push_back(reader);
  taken.push_back({pool_, pool_.get(), reader.get()});
  return *reader;
}

}  // namespace dailygrind::store
