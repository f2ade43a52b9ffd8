#include "platform/sqlite/connection.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace dailygrind::sqlite {
namespace {

constexpr int busy_milliseconds = 5000;

[[noreturn]] void fail(sqlite3* connection, int code) {
  const char* file = connection ? sqlite3_db_filename(connection, "main") : nullptr;
  throw Error{code, fmt::format("{}: {}", file ? file : "database",
                                connection ? sqlite3_errmsg(connection) : sqlite3_errstr(code))};
}

void demand(sqlite3_stmt* statement, int code) {
  if (code != SQLITE_OK) fail(sqlite3_db_handle(statement), code);
}

// Statistics take a global lock at each allocation. And each connection takes 20 pages at its first
// read, of which most need few: a server has a dozen connections.
void configure_once() {
  constexpr int first_pages = 4;
  [[maybe_unused]] static const std::array done{
      sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0),
      sqlite3_config(SQLITE_CONFIG_PAGECACHE, nullptr, 0, first_pages)};
}

// A file that is there is not opened: closing it would drop the locks that other connections of
// this process hold on it.
void create_file(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    const int error = errno;
    if (error == EEXIST) return;
    throw Error{SQLITE_CANTOPEN,
                fmt::format("{}: {}", path.string(), std::generic_category().message(error))};
  }
  ::close(descriptor);
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Statement::Statement(sqlite3* connection, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) fail(connection, code);
  statement_.reset(statement);
}

Statement& Statement::bind(int index, std::string_view text) {
  demand(statement_.get(), sqlite3_bind_text(statement_.get(), index, text.data(),
                                             static_cast<int>(text.size()), SQLITE_STATIC));
  return *this;
}

Statement& Statement::bind(int index, std::int64_t number) {
  demand(statement_.get(), sqlite3_bind_int64(statement_.get(), index, number));
  return *this;
}

Statement& Statement::bind_null(int index) {
  demand(statement_.get(), sqlite3_bind_null(statement_.get(), index));
  return *this;
}

Statement& Statement::bind_last(int index) {
  demand(statement_.get(), sqlite3_bind_zeroblob(statement_.get(), index, 0));
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) fail(sqlite3_db_handle(statement_.get()), code);
  return false;
}

void Statement::run() {
  const StatementUse use{*this};
  step();
}

void Statement::reset() { sqlite3_reset(statement_.get()); }

std::string_view Statement::text(int column) const {
  const auto* bytes = sqlite3_column_text(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

void Connection::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

Connection::Connection(const std::filesystem::path& path, bool create) {
  configure_once();
  if (create) create_file(path);
  sqlite3* connection = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &connection,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  connection_.reset(connection);
  if (code != SQLITE_OK) fail(connection, code);
  sqlite3_extended_result_codes(connection, 1);
  sqlite3_busy_timeout(connection, busy_milliseconds);
}

void Connection::execute(const std::string& sql) {
  const int code = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(handle(), code);
}

Statement Connection::prepare(std::string_view sql) { return {handle(), sql}; }

std::int64_t Connection::number(std::string_view sql) {
  Statement statement = prepare(sql);
  return statement.step() ? statement.number(0) : 0;
}

std::string Connection::text(std::string_view sql) {
  Statement statement = prepare(sql);
  return statement.step() ? std::string{statement.text(0)} : std::string{};
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle()) == 0; }

void Connection::roll_back() noexcept {
  if (in_transaction()) sqlite3_exec(handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace dailygrind::sqlite
