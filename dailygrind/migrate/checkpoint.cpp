#include "dailygrind/migrate/checkpoint.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/system/system_error.hpp>
#include <stdexcept>

#include "platform/core/private_file.hpp"

namespace dailygrind::migrate {
namespace {

namespace json = boost::json;

json::object to_json(const TableState& table) {
  json::object object{{"name", table.name}, {"items", table.items},     {"digest", table.digest},
                      {"place", nullptr},   {"written", table.written}, {"copied", table.copied}};
  if (table.place) object["place"] = *table.place;
  return object;
}

std::string text(const json::value& value) { return std::string{value.as_string()}; }

TableState table_of(const json::value& value) {
  const auto& place = value.at("place");
  return {.name = text(value.at("name")),
          .items = value.at("items").as_int64(),
          .digest = text(value.at("digest")),
          .place = place.is_null() ? std::nullopt : std::optional{text(place)},
          .written = value.at("written").as_int64(),
          .copied = value.at("copied").as_bool()};
}

}  // namespace

std::optional<Checkpoint> load(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return std::nullopt;
  const auto content = read_file(file);
  // What is missing or of another type throws one of these, by the version of Boost.
  try {
    const auto document = json::parse(content);
    Checkpoint checkpoint{
        .from = text(document.at("from")), .to = text(document.at("to")), .tables = {}};
    for (const auto& table : document.at("tables").as_array()) {
      checkpoint.tables.push_back(table_of(table));
    }
    return checkpoint;
  } catch (const std::logic_error&) {
  } catch (const boost::system::system_error&) {
  }
  throw std::runtime_error{file.string() + " is no state of a migration"};
}

void save(const Checkpoint& checkpoint, const std::filesystem::path& file) {
  json::array tables;
  for (const auto& table : checkpoint.tables) tables.push_back(to_json(table));
  write_private_file(
      file, json::serialize(json::object{
                {"from", checkpoint.from}, {"to", checkpoint.to}, {"tables", std::move(tables)}}));
}

}  // namespace dailygrind::migrate
