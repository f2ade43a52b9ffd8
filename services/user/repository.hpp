#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "platform/store/store.hpp"
#include "services/user/keys.hpp"
#include "services/user/records.hpp"

namespace dailygrind::user {

/// Part of a list of people.
struct IdPage {
  std::vector<UserId> ids;
  std::optional<std::string> next;  ///< what to pass as `after`; absent at the end
  std::size_t examined = 0;         ///< rows read, those that did not match included
};

/// Part of all records of pictures.
struct PicturePage {
  std::vector<std::pair<UserId, PictureRecord>> records;
  std::optional<std::string> next;
};

/// Somebody, and what is between them and whoever looks.
struct Seen {
  UserId id;
  ProfileRecord profile;
  PairRecord pair;  ///< empty where somebody looks at themselves
};

/// Two people and what is between them.
struct Encounter {
  ProfileRecord mine;
  Seen other;
};

/// All that the user service stores, and how. Knows no rule of who may see or do what.
///
/// Reads give values; what is not there is a record of version 0, an empty list or nothing. The
/// `add_…` functions append to a transaction the writes that lead from one state to another, with
/// the condition that the former is still there; `commit` then does all or nothing. Throws only
/// Problem::unavailable from the store, and Problem 422 for a cursor that no list of ours gave.
///
/// Thread-safe; the store must outlive it. Costs are stated where they are more than one read.
class Repository {
 public:
  using Writes = std::vector<store::Write>;

  explicit Repository(store::Store& store) : store_(store) {}

  /// False where a condition no longer held: read again and decide anew.
  Task<bool> commit(Writes writes);

  // --- profiles.cpp
  Task<ProfileRecord> profile(const UserId& user);
  Task<std::vector<ProfileRecord>> profiles(const std::vector<UserId>& users);
  /// In the order of `others`; one batch.
  Task<std::vector<Seen>> seen_by(const UserId& viewer, const std::vector<UserId>& others);
  /// `me` and `other` must differ.
  Task<Encounter> encounter(const UserId& me, const UserId& other);
  /// From one state of a profile to the next, with its index rows; at most 34 writes. Counters of
  /// a living profile are left to the functions that own them.
  static void add_profile(Writes& writes, const UserId& user, const ProfileRecord& before,
                          const ProfileRecord& after);
  /// Demands a living profile.
  static void add_demand_live(Writes& writes, const UserId& user);
  /// Changes numberOfFriends of a living profile, which it demands.
  static void add_to_friends(Writes& writes, const UserId& user, std::int64_t by);

  // --- pairs.cpp
  Task<std::vector<PairRecord>> pairs(const std::vector<Pair>& pairs);
  /// From one state of a pair to the next, with the rows of both people's lists; at most 7 writes.
  /// Counts are not included.
  static void add_pair(Writes& writes, const Pair& pair, const PairRecord& before,
                       const PairRecord& after);

  // --- lists.cpp
  /// In the order of ids, after the id `after` ("" from the beginning).
  Task<IdPage> list(const UserId& owner, List list, const std::string& after, std::size_t limit);
  /// Which of `others` are friends of `owner`; one batch.
  Task<std::vector<bool>> are_friends(const UserId& owner, const std::vector<UserId>& others);
  static void add_remove_row(Writes& writes, const UserId& owner, List list, const UserId& other);

  // --- search.cpp
  /// All who have a profile, in a fixed order; at most one query a shard.
  Task<IdPage> people(const std::string& after, std::size_t limit);
  /// Those of whose name every one of `words` begins a word, each once, among the next 100 rows of
  /// the index; `words` must not be empty.
  Task<IdPage> search(const std::vector<std::string>& words, const std::string& after,
                      std::size_t limit);

  // --- pictures.cpp
  Task<PictureRecord> picture(const UserId& user);
  /// In the order of ids, after the id `after` ("" from the beginning).
  Task<PicturePage> pictures(const std::string& after, std::size_t limit);
  /// From one state to the next, which gets its version.
  static void add_picture(Writes& writes, const UserId& user, const PictureRecord& before,
                          PictureRecord after);
  /// Demands that it is still as it was.
  static void add_removed_picture(Writes& writes, const UserId& user, const PictureRecord& before);

  // --- careers.cpp, for Job and Education
  /// Newest start date first, then by id; at most 100.
  template <typename Entry>
  Task<std::vector<Entry>> career(const UserId& user);
  template <typename Entry, typename EntryId>
  Task<std::optional<Entry>> career_entry(const UserId& user, const EntryId& id);
  /// The entry alone, without its count; demands that the id is free.
  template <typename Entry>
  static void add_entry_row(Writes& writes, const UserId& user, const Entry& entry);
  /// Demands a living profile with room for one more, and that the id is free.
  template <typename Entry>
  static void add_new_entry(Writes& writes, const UserId& user, const Entry& entry);
  /// Demands that the entry is still as it was.
  template <typename Entry>
  static void add_replaced_entry(Writes& writes, const UserId& user, const Entry& before,
                                 const Entry& after);
  /// Demands that the entry is there and that the profile is alive.
  template <typename Entry, typename EntryId>
  static void add_removed_entry(Writes& writes, const UserId& user, const EntryId& id);

  // --- deletions.cpp
  /// True while the removal of what a deleted account left is not finished.
  Task<bool> deletion_pending(const UserId& user);
  Task<IdPage> pending_deletions(const std::string& after, std::size_t limit);
  static void add_deletion(Writes& writes, const UserId& user);
  /// Demands that the deletion is still pending: nothing of a later account is touched.
  static void add_demand_deletion(Writes& writes, const UserId& user);
  static void add_demand_no_deletion(Writes& writes, const UserId& user);
  Task<> end_deletion(const UserId& user);
  /// The sort keys of up to `limit` jobs and educations.
  Task<std::vector<std::string>> career_keys(const UserId& user, std::size_t limit);
  static void add_remove_key(Writes& writes, const UserId& user, const std::string& sort);

 private:
  store::Store& store_;
};

/// The tables that the service's database must have.
std::vector<std::string> tables();

}  // namespace dailygrind::user
