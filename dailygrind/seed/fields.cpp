#include <vector>

#include "dailygrind/seed/field.hpp"

namespace dailygrind::seed {

std::span<const Field> fields() {
  static const auto all = [] {
    std::vector<Field> gathered;
    for (const auto group :
         {technical_fields(), natural_fields(), social_fields(), practical_fields()}) {
      gathered.insert(gathered.end(), group.begin(), group.end());
    }
    return gathered;
  }();
  return all;
}

}  // namespace dailygrind::seed
