#include "platform/describe/attributes.hpp"
#include "services/user/repository.hpp"

namespace dailygrind::user {
namespace {

using store::Condition;

PictureRecord read(const store::ItemPtr& item) {
  return item ? describe::from_attributes<PictureRecord>(item->attributes) : PictureRecord{};
}

Condition still(const PictureRecord& before) {
  return before.version == 0 ? Condition::absent() : Condition::equals("version", before.version);
}

}  // namespace

Task<PictureRecord> Repository::picture(const UserId& user) {
  co_return read(co_await store_.get(picture_record_key(user)));
}

Task<PicturePage> Repository::pictures(const std::string& after, std::size_t limit) {
  const auto page = co_await store_.query(
      {.table = users_table, .partition = pictures_partition, .after = after, .limit = limit});
  PicturePage result{.next = page.next};
  for (const auto& item : page.items) {
    result.records.emplace_back(UserId{item->key.sort}, read(item));
  }
  co_return result;
}

void Repository::add_picture(Writes& writes, const UserId& user, const PictureRecord& before,
                             PictureRecord after) {
  after.version = before.version + 1;
  writes.emplace_back(store::Put{
      .item = {.key = picture_record_key(user), .attributes = describe::to_attributes(after)},
      .condition = still(before)});
}

void Repository::add_removed_picture(Writes& writes, const UserId& user,
                                     const PictureRecord& before) {
  writes.emplace_back(store::Delete{.key = picture_record_key(user), .condition = still(before)});
}

}  // namespace dailygrind::user
