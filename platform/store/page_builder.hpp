#pragma once

#include "platform/store/store.hpp"

namespace dailygrind::store {

[[nodiscard]] inline bool is_visible(const Item& item, Instant now) {
  return !item.expires || *item.expires > now;
}

/// Gathers a page up to a query's limit and the port's size of a page; for adapters.
class PageBuilder {
 public:
  explicit PageBuilder(std::size_t limit) : limit_(limit) {}

  /// False where the page was full before `item`: the page is then complete, with `next` set.
  bool add(ItemPtr item) {
    const std::size_t size = size_of(*item);
    const bool full =
        page_.items.size() == limit_ || (!page_.items.empty() && bytes_ + size > max_page_bytes);
    if (full) {
      page_.next = page_.items.back()->key.sort;
      return false;
    }
    bytes_ += size;
    page_.items.push_back(std::move(item));
    return true;
  }

  [[nodiscard]] Page take() { return std::move(page_); }

 private:
  std::size_t limit_;
  std::size_t bytes_ = 0;
  Page page_;
};

}  // namespace dailygrind::store
