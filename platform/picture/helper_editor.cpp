#include "platform/picture/helper_editor.hpp"

#include <sys/wait.h>

#include <boost/asio/this_coro.hpp>
#include <charconv>
#include <optional>
#include <system_error>

#include "platform/core/problem.hpp"
#include "platform/picture/child.hpp"
#include "platform/picture/helper_exit.hpp"

namespace dailygrind::picture {
namespace {

/// Far more than two portraits have.
constexpr std::size_t most_answer_bytes = std::size_t{4} << 20U;

Problem failure(const std::string& what) {
  return Problem::unavailable("the picture helper " + what);
}

/// The two portraits, nothing where it is no such answer.
std::optional<Portrait> read_answer(std::string_view answer) {
  const auto line = answer.substr(0, answer.find('\n'));
  if (line.size() == answer.size()) return std::nullopt;
  std::size_t large = 0;
  std::size_t small = 0;
  const auto* end = line.data() + line.size();
  const auto first = std::from_chars(line.data(), end, large);
  if (first.ec != std::errc{} || first.ptr == end || *first.ptr != ' ') return std::nullopt;
  const auto second = std::from_chars(first.ptr + 1, end, small);
  if (second.ec != std::errc{} || second.ptr != end) return std::nullopt;
  const auto bytes = answer.substr(line.size() + 1);
  const bool fits =
      large != 0 && small != 0 && large < bytes.size() && small == bytes.size() - large;
  if (!fits) return std::nullopt;
  return Portrait{std::string{bytes.substr(0, large)}, std::string{bytes.substr(large)}};
}

std::expected<Portrait, Flaw> outcome_of(int status, std::string_view answer) {
  if (WIFSIGNALED(status)) throw failure("was ended by signal " + std::to_string(WTERMSIG(status)));
  switch (WEXITSTATUS(status)) {
    case helper_exit::made:
      if (auto portrait = read_answer(answer)) return std::move(*portrait);
      throw failure("did not say what was agreed");
    case helper_exit::unknown_format:
      return std::unexpected{Flaw::unknown_format};
    case helper_exit::too_many_pixels:
      return std::unexpected{Flaw::too_many_pixels};
    case helper_exit::damaged:
      return std::unexpected{Flaw::damaged};
    default:
      throw failure("ended with code " + std::to_string(WEXITSTATUS(status)));
  }
}

class HelperEditor final : public Editor {
 public:
  explicit HelperEditor(HelperSettings settings) : settings_(std::move(settings)) {}

  Task<std::expected<Portrait, Flaw>> portrait(Source source) override {
    const auto child = start(co_await boost::asio::this_coro::executor);
    for (auto piece = co_await source(); !piece.empty(); piece = co_await source()) {
      if (!co_await child->send(std::move(piece))) break;
    }
    child->end_input();
    const auto answer = co_await child->receive(most_answer_bytes);
    if (answer.size() > most_answer_bytes) throw failure("said too much");
    co_return outcome_of(co_await child->wait(), answer);
  }

 private:
  [[nodiscard]] std::unique_ptr<Child> start(const boost::asio::any_io_executor& executor) const {
    try {
      return std::make_unique<Child>(executor, settings_.program, settings_.deadline);
    } catch (const std::system_error& error) {
      throw Problem::unavailable(error.what());
    }
  }

  const HelperSettings settings_;
};

}  // namespace

std::unique_ptr<Editor> make_helper_editor(HelperSettings settings) {
  return std::make_unique<HelperEditor>(std::move(settings));
}

std::filesystem::path helper_program() {
  return std::filesystem::read_symlink("/proc/self/exe").replace_filename("dailygrind-picture");
}

}  // namespace dailygrind::picture
