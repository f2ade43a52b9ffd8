#include "dailygrind/embedded/user_module.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <filesystem>

#include "platform/bus/consumer.hpp"
#include "platform/core/log.hpp"
#include "platform/core/problem.hpp"
#include "platform/observability/bus_figures.hpp"
#include "platform/observability/store_figures.hpp"
#include "platform/picture/helper_editor.hpp"
#include "services/events.hpp"
#include "services/user/delete_account.hpp"
#include "services/user/on_account_event.hpp"
#include "services/user/picture_worker.hpp"
#include "services/user/routes.hpp"
#include "services/user/show_picture.hpp"
#include "services/user/verbs.hpp"

namespace dailygrind::embedded {
namespace {

/// How long a deletion that failed waits for its next try.
constexpr std::chrono::seconds pause{30};
constexpr std::chrono::hours sweep_pause{1};
/// Of what the contract lets anybody offer, and some more, so that the answer names the size.
constexpr std::size_t most_upload_bytes = std::size_t{11} << 20U;

Task<> keep_finishing_deletions(user::Users& users) {
  boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor};
  while (true) {
    try {
      co_await user::resume_deletions(users);
    } catch (const Problem& problem) {
      log::warning("deletions wait", {{"cause", std::string_view{problem.what()}}});
    }
    timer.expires_after(pause);
    co_await timer.async_wait(boost::asio::use_awaitable);
  }
}

/// A failure waits for the next time.
Task<> keep_sweeping(const std::function<Task<>()>& sweep) {
  boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor};
  while (true) {
    try {
      co_await sweep();
    } catch (const Problem& failure) {
      log::warning("blobs could not be swept", {{"cause", std::string_view{failure.what()}}});
    }
    timer.expires_after(sweep_pause);
    co_await timer.async_wait(boost::asio::use_awaitable);
  }
}

/// There is no token that could tell who asks: the budget is the address's.
void take_budget(api::RateLimiter& limiter, const http::Request& request) {
  if (limiter.exempt(request.from_loopback_directly)) return;
  const auto decision = limiter.take_for_address(request.remote_address);
  if (!decision.allowed) throw Problem::too_many_requests(decision.reset_seconds);
}

http::Handler limited(api::RateLimiter& limiter, http::Handler handler) {
  return [&limiter, handler = std::move(handler)](const http::Request& request,
                                                  const http::PathParameters& parameters) {
    take_budget(limiter, request);
    return handler(request, parameters);
  };
}

http::StreamingHandler received(api::RateLimiter& limiter, http::StreamingHandler handler,
                                bus::Bell& bell) {
  return [&limiter, handler = std::move(handler), &bell](
             const http::Request& request, const http::PathParameters& parameters,
             http::BodyReader& body) -> Task<http::Response> {
    take_budget(limiter, request);
    auto response = co_await handler(request, parameters, body);
    bell.ring();
    co_return response;
  };
}

}  // namespace

UserModule::UserModule(Storage& storage, bus::Bus& bus, identity::AccountDirectory* accounts,
                       const Clock& clock, Random& random)
    : bus_(bus),
      store_(storage.open_store("user", user::tables(), clock)),
      outbox_(*store_, bus, clock, random),
      users_(*store_, outbox_, clock, random, accounts),
      routes_(user::routes(users_)) {}

void UserModule::open_pictures(Storage& storage, const std::string& address, const Clock& clock,
                               Random& random) {
  blobs_ = storage.open_blobs("user", address + user::uploads_path, clock, random);
  const auto helper = picture::helper_program();
  if (!std::filesystem::exists(helper)) {
    log::warning("pictures cannot be made: the helper program is missing",
                 {{"program", std::string_view{helper.native()}}});
  }
  editor_ = picture::make_helper_editor({.program = helper});
  places_.emplace(*blobs_.blobs, *editor_, address, !blobs_.upload);
  users_.pictures = &*places_;
}

void UserModule::attach_pictures(host::Host& host, api::RateLimiter& limiter, bool read_only) {
  host.router().add(http::Method::get, std::string{user::pictures_path} + "/{owner}/{file}",
                    limited(limiter, user::show_picture(users_)));
  if (read_only) return;
  if (blobs_.upload) {
    host.router().add_streaming(http::Method::put, std::string{user::uploads_path} + "/{key...}",
                                received(limiter, blobs_.upload, places_->bell), most_upload_bytes);
  }
  if (blobs_.sweep) {
    host.run_in_background("user blobs", [this] { return keep_sweeping(blobs_.sweep); });
  }
  host.run_in_background("user pictures", [this]() -> Task<> {
    user::PictureWorker worker{users_};
    co_await worker.run();
  });
}

void UserModule::attach(host::Host& host, identity::TokenVerifier& verifier,
                        api::RateLimiter& limiter, bool read_only) {
  gate_ = std::make_unique<api::Gate>(
      verifier, limiter, [this](const UserId& user, bool deleted_too) -> Task<store::ItemPtr> {
        co_await user::admit(users_, user, deleted_too);
        co_return nullptr;
      });
  gate_->read_only = read_only;
  api::mount(routes_, *gate_, host.router());
  observability::register_store_figures(host.metrics(), "user", *store_);
  host.run_in_background("user outbox", [this] { return outbox_.run(); });
  const auto counters =
      observability::consumer_counters(host.metrics(), events::user_service_queue);
  host.run_in_background("account events", [this, counters] {
    return bus::consume(
        bus_, events::user_service_queue,
        [this](const bus::Event& event) { return user::on_account_event(users_, event); }, 1,
        counters);
  });
  host.run_in_background("user deletions", [this] { return keep_finishing_deletions(users_); });
  if (places_) attach_pictures(host, limiter, read_only);
}

}  // namespace dailygrind::embedded
