#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace dailygrind::sqlite {

/// What SQLite answered instead of doing it, with the file's name in the text.
class Error : public std::runtime_error {
 public:
  Error(int code, const std::string& text) : std::runtime_error{text}, code_{code} {}
  /// The primary result code (SQLITE_FULL, SQLITE_CORRUPT, …).
  [[nodiscard]] int code() const { return code_ & 0xFF; }

 private:
  int code_;
};

/// A prepared statement; belongs to the thread that uses its connection, which must outlive it.
class Statement {
 public:
  Statement(sqlite3* connection, std::string_view sql);

  /// Texts are not copied: they must live until the statement is reset.
  Statement& bind(int index, std::string_view text);
  Statement& bind(int index, std::int64_t number);
  Statement& bind_null(int index);
  /// A value that orders after every text.
  Statement& bind_last(int index);

  /// True: a row is there. Throws Error.
  bool step();
  /// Runs a statement that returns no rows, and resets it.
  void run();
  void reset();

  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] bool is_null(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// Resets a statement at the end of the scope, which ends a read outside a transaction.
class StatementUse {
 public:
  explicit StatementUse(Statement& statement) : statement_(statement) {}
  ~StatementUse() { statement_.reset(); }
  StatementUse(const StatementUse&) = delete;
  StatementUse& operator=(const StatementUse&) = delete;

 private:
  Statement& statement_;
};

/// One connection to a database file, for one thread at a time.
class Connection {
 public:
  /// Opens the file, which must exist unless `create`: then it is made with mode 0600. Waits up to
  /// five seconds for locks of other processes. Throws Error.
  explicit Connection(const std::filesystem::path& path, bool create = false);

  void execute(const std::string& sql);
  [[nodiscard]] Statement prepare(std::string_view sql);
  /// The first column of the first row as a number, 0 without a row.
  std::int64_t number(std::string_view sql);
  /// The first column of the first row as text, "" without a row.
  std::string text(std::string_view sql);

  [[nodiscard]] bool in_transaction() const;
  /// Gives up an open transaction, if any.
  void roll_back() noexcept;
  [[nodiscard]] sqlite3* handle() const { return connection_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  std::unique_ptr<sqlite3, Close> connection_;
};

}  // namespace dailygrind::sqlite
