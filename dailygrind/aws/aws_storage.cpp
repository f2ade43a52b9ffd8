#include "dailygrind/aws/aws_storage.hpp"

#include <atomic>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "dailygrind/aws/services.hpp"
#include "dailygrind/event_loop.hpp"
#include "platform/aws/refusals.hpp"
#include "platform/blob/s3_blobs.hpp"
#include "platform/bus/sns_sqs_bus.hpp"
#include "platform/core/gather.hpp"
#include "platform/core/log.hpp"
#include "platform/core/problem.hpp"
#include "platform/store/dynamodb_store.hpp"
#include "services/events.hpp"

namespace dailygrind::aws {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::seconds probe_interval{5};

/// Names of buckets are unique in the world, so the account's number is a part of them.
blob::S3Settings bucket(const ServerConfig& config, const std::string& service) {
  return {.bucket = config.aws_prefix + service + "-media-" + config.aws_account,
          .region = config.aws_region,
          .endpoint = endpoint_of(config, "s3"),
          .path_style = !config.aws_endpoint.empty()};
}

class AwsStorage final : public Storage {
 public:
  AwsStorage(const ServerConfig& config, boost::asio::io_context& loop, Random& random,
             metrics::Registry& metrics)
      : config_(config),
        random_(random),
        metrics_(metrics),
        services_(config, loop, random, metrics, &refusals_) {}

  std::unique_ptr<store::Store> open_store(const std::string& name, std::vector<std::string> tables,
                                           const Clock& clock,
                                           std::size_t /*cache_bytes*/) override {
    auto settings = tables_of(name, std::move(tables));
    create([&](Services& services) {
      return store::make_missing_tables(services.dynamodb(), settings);
    });
    auto opened = settings.tables;
    auto store = store::make_dynamodb_store(services_.dynamodb(), clock, random_, metrics_,
                                            std::move(settings));
    for (auto& table : opened) tables_.push_back({store.get(), std::move(table)});
    return store;
  }

  BlobStorage open_blobs(const std::string& name, std::string /*uploads_url*/,
                         const Clock& /*clock*/, Random& /*random*/) override {
    const auto settings = bucket(config_, name);
    create([&](Services& services) {
      return blob::make_missing_bucket(services.s3(settings).s3, settings);
    });
    return {.blobs = blob::make_s3_blobs(services_.s3(settings), settings)};
  }

  std::unique_ptr<store::Walker> open_walker(const std::string& name,
                                             std::vector<std::string> tables,
                                             const Clock& clock) override {
    return store::make_dynamodb_walker(services_.dynamodb(), clock, random_, metrics_,
                                       tables_of(name, std::move(tables)));
  }

  std::unique_ptr<bus::Bus> open_bus(const Clock& clock, Random& random) override {
    bus::SnsSqsSettings settings{
        .region = config_.aws_region,
        .account = config_.aws_account,
        .prefix = config_.aws_prefix,
        .topology = events::topology(),
        .queues = {.visibility = config_.bus_visibility, .max_attempts = config_.bus_max_attempts}};
    create([&](Services& services) {
      return bus::make_missing_queues({services.sns(), services.sqs()}, settings);
    });
    return bus::make_sns_sqs_bus({services_.sns(), services_.sqs()}, clock, random,
                                 std::move(settings));
  }

  /// Queues and topics need none: consumers and outboxes ask for theirs all the time.
  Task<> probe() override {
    asio::steady_timer timer{co_await asio::this_coro::executor};
    for (const auto& each : tables_) {
      while (!co_await may_be_used(each)) {
        timer.expires_after(probe_interval);
        co_await timer.async_wait(asio::use_awaitable);
      }
    }
    probed_ = true;
  }

  [[nodiscard]] std::optional<std::string> unready() const override {
    if (auto refused = refusals_.recent()) return "AWS refuses " + *refused;
    if (!probed_) return "the tables have not all answered yet";
    return std::nullopt;
  }

  [[nodiscard]] bool exclusive() const override { return false; }

 private:
  [[nodiscard]] store::DynamodbSettings tables_of(const std::string& service,
                                                  std::vector<std::string> tables) const {
    return {.prefix = config_.aws_prefix + service + "-", .tables = std::move(tables)};
  }

  /// What a service opened. The stores live longer than their probing.
  struct Table {
    store::Store* store;
    std::string name;
  };

  template <typename T>
  static Task<bool> answered(Task<T> call) {
    co_await std::move(call);
    co_return true;
  }

  /// Keys that are read together are one call, so they are read one after the other: by GetItem,
  /// and by BatchGetItem.
  static Task<bool> answers_reads(store::Store& store, store::Key key) {
    const store::Key other{key.table, key.partition, key.sort + "2"};
    co_await store.get(key);
    co_await store.batch_get({key, other});
    co_return true;
  }

  /// Does all that a service may do, on an item that never exists.
  static Task<bool> may_be_used(const Table& table) {
    const store::Key key{table.name, "probe", "probe"};
    const auto never = store::Condition::exists();
    auto& store = *table.store;
    std::vector<Task<bool>> calls;
    calls.push_back(answers_reads(store, key));
    calls.push_back(answered(store.query({.table = table.name, .partition = key.partition})));
    calls.push_back(answered(store.write({store::Put{{key, {{"probe", true}}, {}}, never}})));
    calls.push_back(answered(store.write({store::Delete{key, never}})));
    calls.push_back(answered(
        store.write({store::Update{.key = key, .set = {{"probe", true}}, .condition = never}})));
    try {
      co_await gather(std::move(calls));
      co_return true;
    } catch (const Problem& problem) {
      log::warning("a table cannot be used", {{"table", std::string_view{table.name}},
                                              {"cause", std::string_view{problem.what()}}});
      co_return false;
    }
  }

  /// Runs `task` while nobody runs the loop yet.
  void create(const std::function<Task<>(Services&)>& task) {
    if (!config_.aws_create) return;
    cli::EventLoop loop;
    metrics::Registry uncounted;
    Services services{config_, loop.context(), random_, uncounted, nullptr};
    try {
      loop.run(task(services));
    } catch (const Problem& problem) {
      throw std::runtime_error{std::string{"aws-create: "} + problem.what()};
    }
  }

  ServerConfig config_;
  Random& random_;
  metrics::Registry& metrics_;
  SystemClock system_;
  Refusals refusals_{system_};
  Services services_;
  std::vector<Table> tables_;
  std::atomic<bool> probed_ = false;
};

}  // namespace

std::unique_ptr<Storage> make_aws_storage(const ServerConfig& config, boost::asio::io_context& loop,
                                          Random& random, metrics::Registry& metrics) {
  return std::make_unique<AwsStorage>(config, loop, random, metrics);
}

std::string address_of_blobs(const ServerConfig& config, const std::string& service) {
  return blob::s3_address(bucket(config, service));
}

}  // namespace dailygrind::aws
