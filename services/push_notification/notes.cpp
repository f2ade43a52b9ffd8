#include "platform/describe/attributes.hpp"
#include "services/push_notification/repository.hpp"

namespace dailygrind::push {
namespace {

using store::Condition;
using store::Put;

template <typename Record>
Record record_in(const store::ItemPtr& item) {
  return item ? describe::from_attributes<Record>(item->attributes) : Record{};
}

bool blocks(const store::ItemPtr& block) { return block && !block->attributes.flag("gone"); }

}  // namespace

Task<Repository::Relation> Repository::relation(const UserId& to, const UserId& by,
                                                const std::string& event, const std::string& post) {
  std::vector<store::Key> keys{person_key(to), person_key(by), block_key(to, by), block_key(by, to),
                               heard_key(to, event)};
  if (!post.empty()) keys.push_back(likes_key(to, post));
  const auto items = co_await store_.batch_get(std::move(keys));
  Relation relation{.to = record_in<PersonRecord>(items[0]),
                    .by = record_in<PersonRecord>(items[1]),
                    .blocked = blocks(items[2]) || blocks(items[3]),
                    .heard = items[4] != nullptr};
  if (!post.empty() && items[5]) {
    relation.likes = record_in<LikesRecord>(items[5]);
    relation.likes_version = items[5]->attributes.number("version");
  }
  co_return relation;
}

store::Write Repository::inbox_entry(const UserId& user, const std::string& id,
                                     const InboxRecord& entry) {
  return Put{{inbox_key(user, id), describe::to_attributes(entry), clock_.now() + inbox_kept}, {}};
}

Task<Change> Repository::add_note(const Note& note, bool send, Writes with) {
  const std::size_t own = with.size();
  auto writes = std::move(with);
  writes.emplace_back(still_here(note.to));
  if (!note.event.empty()) {
    writes.emplace_back(
        Put{{heard_key(note.to, note.event), {}, clock_.now() + inbox_kept}, Condition::absent()});
  }
  writes.emplace_back(inbox_entry(note.to, note.id.str(), note.entry));
  if (send) {
    const OutgoingRecord message{.user = note.to,
                                 .payload = note.payload,
                                 .topic = note.topic,
                                 .due = in_milliseconds(clock_.now()),
                                 .ends = in_milliseconds(note.ends)};
    writes.emplace_back(
        Put{{outgoing_key(clock_.now(), note.id.str() + shard_name(shard_of(note.to))),
             describe::to_attributes(message), note.ends + inbox_kept},
            {}});
  }
  const auto result = co_await store_.write(std::move(writes));
  if (result) co_return Change::made;
  co_return result.error().index <= own ? Change::refused : Change::unchanged;
}

}  // namespace dailygrind::push
