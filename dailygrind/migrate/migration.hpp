#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "dailygrind/migrate/checkpoint.hpp"
#include "dailygrind/migrate/digest.hpp"
#include "platform/core/task.hpp"
#include "platform/store/store.hpp"
#include "platform/store/walker.hpp"

namespace dailygrind::migrate {

/// A table that is copied. What it refers to must outlive the migration.
struct Move {
  std::string name;   ///< service and table, for people and in the checkpoint
  std::string table;  ///< as both sides call it
  store::Walker& source;
  store::Store& target;
  store::Walker& written;  ///< of the target
};

/// Is told that so much of a step has been done.
using Advance = std::function<void(std::size_t)>;
/// Begins a step of that many parts.
using BeginStep = std::function<Advance(const std::string& what, std::size_t total)>;

/// Copies tables from one kind of store to another while nobody writes to either, and proves that
/// the copy is complete: each table's items are counted and hashed in the source before and after,
/// and in the target. Puts are whole and may be repeated, so that after a crash it goes on at the
/// checkpoint.
class Migration {
 public:
  /// `from` and `to` name the sides: a checkpoint is good for those alone.
  Migration(std::string from, std::string to, std::vector<Move> moves,
            std::filesystem::path checkpoint, BeginStep begin);

  /// All of it; returns what was moved, and removes the checkpoint. Throws std::runtime_error with
  /// one sentence where the target holds items that no checkpoint explains, the checkpoint is of
  /// another move, or the copy differs from the source; Problem::unavailable where a side does not
  /// answer or holds a damaged item. What was copied stays, and so does the checkpoint.
  Task<std::vector<TableState>> run();

 private:
  Task<> begin();
  Task<> demand_empty(const Move& move);
  Task<> copy();
  Task<> copy_table(const Move& move, TableState& state, const Advance& advance);
  Task<> check();
  Task<> compare(const Move& move, const TableState& state);
  Task<TableDigest> digest(store::Walker& walker, const std::string& table, const Advance& advance);
  [[nodiscard]] std::size_t total() const;

  std::vector<Move> moves_;
  std::filesystem::path file_;
  BeginStep begin_step_;
  Checkpoint state_;
};

}  // namespace dailygrind::migrate
