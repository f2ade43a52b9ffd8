#include "platform/testing/fault_store.hpp"

#include <utility>

namespace dailygrind::testing {

void FaultStore::fail(Call call, std::uint64_t n, Problem problem) {
  const std::scoped_lock lock{mutex_};
  planned(call, n).before = std::move(problem);
}

void FaultStore::fail_always(Call call) {
  const std::scoped_lock lock{mutex_};
  plans_[call].always = true;
}

void FaultStore::fail_after_write(std::uint64_t n) {
  const std::scoped_lock lock{mutex_};
  planned(Call::write, n).after = Problem::unavailable("injected after the write");
}

void FaultStore::refuse_write(std::uint64_t n, store::Refused refused) {
  const std::scoped_lock lock{mutex_};
  planned(Call::write, n).refused = std::move(refused);
}

void FaultStore::delay(Call call, std::uint64_t n, std::function<Task<void>()> until) {
  const std::scoped_lock lock{mutex_};
  planned(call, n).until = std::move(until);
}

void FaultStore::reset() {
  const std::scoped_lock lock{mutex_};
  plans_.clear();
}

std::uint64_t FaultStore::count(Call call) const {
  const std::scoped_lock lock{mutex_};
  const auto found = plans_.find(call);
  return found == plans_.end() ? 0 : found->second.count;
}

Task<FaultStore::Fault> FaultStore::arrive(Call call) {
  Fault fault;
  {
    const std::scoped_lock lock{mutex_};
    Plan& plan = plans_[call];
    if (auto planned = plan.faults.extract(++plan.count)) fault = std::move(planned.mapped());
    if (plan.always) fault.before = Problem::unavailable("injected");
  }
  if (fault.until) co_await fault.until();
  if (fault.before) throw *std::move(fault.before);
  co_return fault;
}

Task<store::ItemPtr> FaultStore::get(store::Key key) {
  co_await arrive(Call::get);
  co_return co_await inner_.get(std::move(key));
}

Task<std::vector<store::ItemPtr>> FaultStore::batch_get(std::vector<store::Key> keys) {
  co_await arrive(Call::batch_get);
  co_return co_await inner_.batch_get(std::move(keys));
}

Task<store::Page> FaultStore::query(store::Query query) {
  co_await arrive(Call::query);
  co_return co_await inner_.query(std::move(query));
}

Task<store::WriteResult> FaultStore::write(std::vector<store::Write> writes) {
  Fault fault = co_await arrive(Call::write);
  if (fault.refused) co_return std::unexpected{*std::move(fault.refused)};
  auto result = co_await inner_.write(std::move(writes));
  if (fault.after) throw *std::move(fault.after);
  co_return result;
}

}  // namespace dailygrind::testing
