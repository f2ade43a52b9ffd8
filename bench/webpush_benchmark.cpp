// Web push requests made per second on one core: ours for recipients whose keys were parsed before
// and for keys that are parsed for each message, beside a plain loop over OpenSSL's high-level
// calls, which encrypts only. Signatures come from the cache as in production, where they are made
// once in six hours for each push service; one more row signs each message, as some libraries do.
// A main of its own prints the ratios of the run at its end. webpush.py runs it beside libraries.
#include <benchmark/benchmark.h>

#include <map>
#include <string>

#include "platform/testing/temporary_folder.hpp"
#include "platform/webpush/encryption.hpp"
#include "platform/webpush/request.hpp"
#include "platform/webpush/testing/decryption.hpp"
#include "platform/webpush/vapid.hpp"

#include "bench/webpush_peer.hpp"

namespace dailygrind::webpush {
namespace {

constexpr std::string_view endpoint_origin = "https://fcm.googleapis.com";

/// Many recipients, so that nothing of one stays in a cache for the next.
struct World {
  World() {
    for (int at = 0; at < 1000; ++at) {
      browsers.emplace_back();
      prepared.push_back(
          Recipient::parse(browsers.back().p256dh(), browsers.back().auth()).value());
    }
  }

  dailygrind::testing::TemporaryFolder folder;
  SystemClock clock;
  SystemRandom random;
  VapidKeys keys{folder.path() / "vapid", clock};
  Vapid vapid{keys, "mailto:ops@grind.social", clock};
  std::vector<testing::Browser> browsers;
  std::vector<Recipient> prepared;
  std::string endpoint =
      std::string{endpoint_origin} + "/fcm/send/dQw4w9WgXcQ:APA91bH" + std::string(130, 'x');
  Message message{.payload = std::string(220, 'p'), .topic = "daily"};
};

World& world() {
  static World one;
  return one;
}

/// The whole request: VAPID header from the cache, headers, encrypted body.
void send(benchmark::State& state, const Recipient& recipient, Vapid& vapid) {
  auto& all = world();
  auto authorization =
      vapid.authorization(std::string{endpoint_origin}, all.keys.all().front().key.public_key());
  const auto request = make_request(all.endpoint, recipient, all.message,
                                    std::move(authorization).value(), all.random);
  if (request.body.size() < all.message.payload.size()) state.SkipWithError("nothing encrypted");
}

Recipient parsed(std::size_t at) {
  const auto& browser = world().browsers[at % world().browsers.size()];
  return Recipient::parse(browser.p256dh(), browser.auth()).value();
}

void request_ready(benchmark::State& state) {
  auto& all = world();
  std::size_t at = 0;
  for (auto _ : state) send(state, all.prepared[at++ % all.prepared.size()], all.vapid);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(request_ready)->Name("ours, request ready");

void keys_parsed_each_time(benchmark::State& state) {
  std::size_t at = 0;
  for (auto _ : state) send(state, parsed(at++), world().vapid);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(keys_parsed_each_time)->Name("ours, keys parsed each time");

void signed_each_time(benchmark::State& state) {
  auto& all = world();
  std::size_t at = 0;
  for (auto _ : state) {
    Vapid vapid{all.keys, "mailto:ops@grind.social", all.clock};
    send(state, parsed(at++), vapid);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(signed_each_time)->Name("ours, keys parsed and signed each time");

void plain_openssl(benchmark::State& state) {
  auto& all = world();
  std::size_t at = 0;
  for (auto _ : state) {
    const auto& browser = all.browsers[at++ % all.browsers.size()];
    benchmark::DoNotOptimize(
        bench::encrypt_plainly(browser.p256dh(), browser.auth(), all.message.payload));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(plain_openssl)->Name("plain loop, encryption only");

/// What the peer and we encrypt must be what the browser reads.
bool is_right() {
  auto& all = world();
  const auto& browser = all.browsers.front();
  const auto& text = all.message.payload;
  return browser.decrypt(bench::encrypt_plainly(browser.p256dh(), browser.auth(), text)) == text &&
         browser.decrypt(encrypt(all.prepared.front(), text, all.random)) == text;
}

class Reporter final : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const auto& run : runs) {
      const auto rate = run.counters.find("items_per_second");
      if (rate == run.counters.end()) continue;
      auto& best = rates_[run.run_name.function_name];
      best = std::max(best, static_cast<double>(rate->second));
    }
  }
  void Finalize() override {
    const auto plain = rates_["plain loop, encryption only"];
    for (const auto& [name, rate] : rates_) {
      GetOutputStream() << name << ": " << static_cast<long>(rate) << "/s, "
                        << (plain > 0 ? rate / plain : 0) << " times the plain loop\n";
    }
  }

 private:
  std::map<std::string, double> rates_;
};

}  // namespace
}  // namespace dailygrind::webpush

int main(int count, char** arguments) {
  benchmark::Initialize(&count, arguments);
  if (benchmark::ReportUnrecognizedArguments(count, arguments)) return 1;
  if (!dailygrind::webpush::is_right()) return 1;
  dailygrind::webpush::Reporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  return 0;
}
