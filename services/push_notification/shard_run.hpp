#pragma once

#include <string>
#include <vector>

#include "platform/core/clock.hpp"
#include "services/push_notification/courier.hpp"
#include "services/push_notification/outgoing.hpp"
#include "services/push_notification/repository.hpp"
#include "services/push_notification/settings.hpp"

namespace dailygrind::push {

/// One shard of one job, worked on by one runner.
class ShardRun {
 public:
  struct Tools {
    Repository& repository;
    Courier& courier;
    Outgoing& outgoing;
    const Clock& clock;
    const Settings& settings;
  };

  ShardRun(Tools tools, JobId job, std::size_t shard, std::string runner);

  enum class End : std::uint8_t {
    done,
    left,   ///< at a checkpoint, at the moment that was given; free for others
    taken,  ///< another runner has it, or it was done already
  };
  /// Works until the shard is done, or begins no page from `until` on.
  Task<End> run(Instant until = Instant::max());

 private:
  /// A person of the page that is at work.
  struct Recipient {
    UserId user;
    store::Key row;
    CallRecord call;
    bool posted = false;
  };

  Task<bool> load();
  Task<bool> take_lease();
  Task<store::Page> next_page();
  /// Whom of the page's people is told; cuts the page where their devices are too many for one.
  [[nodiscard]] std::vector<Recipient> recipients(store::Page& page) const;
  [[nodiscard]] bool is_due(const CallRecord& call) const;
  /// Records that this job calls them today, and leaves out whom another one does.
  Task<> claim(std::vector<Recipient>& people);
  Task<> work_on(std::vector<Recipient> people, const store::Page& page);
  /// Written anew where a page is worked on again.
  Task<> write_inbox(const std::vector<Recipient>& people);
  /// What has ended.
  static Tally count(const Batch& batch);
  std::vector<Task<bool>> removals_of(const Batch& batch);
  /// Where to go on after this page; `done` at the end.
  Task<> step(const store::Page& page);
  /// Ends the lease, so that others may go on at once.
  Task<> release();
  /// With the page's rest, which `Outgoing` has from then on; false where the lease was lost.
  Task<bool> checkpoint(std::size_t queued, const Tally& tally, Repository::Writes rest);
  [[nodiscard]] InboxRecord entry_for(bool posted) const;
  [[nodiscard]] bool daily() const { return record_.kind == JobKind::daily; }

  Tools tools_;
  JobId job_;
  std::size_t shard_;
  std::string runner_;
  JobRecord record_;
  ShardRecord state_;
  Lateness lateness_;
  bool lost_ = false;
};

}  // namespace dailygrind::push
