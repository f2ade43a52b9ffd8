#pragma once

#include <memory>

#include "platform/store/sqlite_store.hpp"
#include "platform/store/walker.hpp"

namespace dailygrind::store {

/// Walks the tables of a file that `open_sqlite_store` has made, in the order of the keys. It only
/// reads, so that a store may have the file open at the same time, in another process too; each
/// stretch shows what was committed before it. For one thread. Throws std::runtime_error where the
/// file cannot be opened or lacks a table; `clock` must outlive it.
[[nodiscard]] std::unique_ptr<Walker> open_sqlite_walker(SqliteSettings settings,
                                                         const Clock& clock);

}  // namespace dailygrind::store
