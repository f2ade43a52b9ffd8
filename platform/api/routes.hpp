#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/api/call.hpp"
#include "platform/api/rate_limiter.hpp"
#include "platform/http/message.hpp"
#include "platform/http/router.hpp"
#include "platform/identity/token_verifier.hpp"

namespace dailygrind::api {

/// What an endpoint contributes to the OpenAPI document, derived from its verb's signature.
struct Contract {
  boost::json::object request;   ///< schema of the body; empty where the call takes none
  boost::json::array query;      ///< parameter objects
  boost::json::array headers;    ///< parameter objects of headers it honours
  std::vector<int> success;      ///< statuses
  boost::json::object response;  ///< schema of the body; empty where there is none
  bool paged = false;
  bool creates = false;
  bool takes_text = false;                    ///< the body may also be text/plain
  std::vector<std::string> response_headers;  ///< of its own
};

/// A verb bound to its service: decodes, calls, encodes.
struct Endpoint {
  std::function<Task<http::Response>(const Call&, const http::Request&,
                                     const http::PathParameters&)>
      run;
  /// Adds its schemas to `components`.
  std::function<Contract(boost::json::object& components)> contract;
};

struct Route {
  http::Method method;
  std::string pattern;
  std::string summary;
  std::vector<int> refusals;  ///< statuses besides those that every route of its kind has
  bool etag = false;
  bool administrators_only = false;
  bool deleted_too = false;  ///< also for tokens whose account was deleted
  Endpoint endpoint;
};

/// The table of one service. Rows are added at start-up; `mount` then puts them on a router.
class Routes {
 public:
  explicit Routes(std::string tag) : tag_(std::move(tag)) {}

  /// One endpoint. `refusals` are the statuses that are particular to it (404, 409 …).
  Route& add(http::Method method, std::string pattern, Endpoint endpoint, std::string summary,
             std::vector<int> refusals = {});

  [[nodiscard]] const std::vector<Route>& rows() const { return rows_; }
  [[nodiscard]] const std::string& tag() const { return tag_; }

 private:
  std::string tag_;
  std::vector<Route> rows_;
};

/// What stands between the network and every endpoint of a service. All references must outlive it.
struct Gate {
  identity::TokenVerifier& verifier;
  RateLimiter& limiter;
  /// Problem 401 for someone whose account was disabled, or deleted unless `deleted_too`, as far as
  /// this service knows. The item that it read of the person, for the verb to use, or null. With
  /// GET the endpoint runs meanwhile, so that those verbs must change nothing.
  std::function<Task<store::ItemPtr>(const UserId&, bool deleted_too)> admit;
  bool read_only = false;  ///< all calls but GET are refused with 503
};

/// Puts every row on `router`, behind the gate: rate limit per address, token, rate limit per user,
/// read-only, administrator where required, endpoint, ETag. `routes` and `gate` must outlive the
/// router.
void mount(const Routes& routes, const Gate& gate, http::Router& router);

/// True where the request's token is an administrator's whom the gate admits. Throws Problem 429
/// where its address has spent its budget; a request without a token spends nothing.
Task<bool> is_administrator(const Gate& gate, const http::Request& request);

}  // namespace dailygrind::api
