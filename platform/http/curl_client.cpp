#include <openssl/ssl.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <optional>

#include "platform/core/run_on.hpp"
#include "platform/http/address_gate.hpp"
#include "platform/http/client.hpp"
#include "platform/http/client_parts.hpp"
#include "platform/http/curl_headers.hpp"
#include "platform/http/curl_multi.hpp"
#include "platform/http/text.hpp"

namespace dailygrind::http {

namespace asio = boost::asio;

namespace {

using Kind = ClientError::Kind;

/// The least that curl takes, in bytes.
constexpr long upload_buffer = 16 * 1024;

Kind kind_of(CURLcode code) {
  switch (code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return Kind::bad_request;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
      return Kind::unreachable;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
      return Kind::insecure;
    case CURLE_OPERATION_TIMEDOUT:
      return Kind::timed_out;
    case CURLE_FILESIZE_EXCEEDED:
      return Kind::too_large;
    default:
      return Kind::broken;
  }
}

/// Connections keep their buffers, which take 33 kB: made anew for each record, they would cost
/// more than the record does.
CURLcode keep_buffers(CURL*, void* context, void*) {
  SSL_CTX_clear_mode(static_cast<SSL_CTX*>(context), SSL_MODE_RELEASE_BUFFERS);
  return CURLE_OK;
}

/// What all transfers have in common.
void prepare(CURL* easy, const ClientSettings& settings) {
  const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(easy, option, value); };
  set(CURLOPT_PROTOCOLS_STR, "https,http");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_SSL_CTX_FUNCTION, &keep_buffers);
  const auto& authorities = settings.ca_file.empty() ? system_authorities() : settings.ca_file;
  if (!authorities.empty()) set(CURLOPT_CAINFO, authorities.c_str());
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  if (settings.reach == Reach::public_only) set(CURLOPT_PROXY, "");
  set(CURLOPT_NOSIGNAL, 1L);
  // Each request under way has one of these; the usual 64 kB would be most of a sender's memory.
  set(CURLOPT_UPLOAD_BUFFERSIZE, upload_buffer);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings.connect_timeout.count()));
  set(CURLOPT_USERAGENT, "DailyGrind");
}

/// Its transfer must be over when it goes.
class BorrowedEasy {
 public:
  explicit BorrowedEasy(CurlMulti& multi) : multi_(multi), easy_(multi.borrow()) {}
  ~BorrowedEasy() { multi_.give_back(easy_); }
  BorrowedEasy(const BorrowedEasy&) = delete;
  BorrowedEasy& operator=(const BorrowedEasy&) = delete;

  [[nodiscard]] CURL* get() const { return easy_; }

 private:
  CurlMulti& multi_;
  CURL* easy_;
};

/// One request on its way. Curl keeps pointers into it, so it stays where it is.
class Transfer {
 public:
  Transfer(asio::io_context& loop, std::shared_ptr<CurlMulti> multi, ClientRequest request,
           const ClientSettings& settings)
      : multi_(std::move(multi)),
        request_(std::move(request)),
        easy_(*multi_),
        lines_(request_.headers.size() + 2),
        ended_(loop, asio::steady_timer::time_point::max()) {
    set_target();
    set_headers();
    if (settings.reach == Reach::public_only) gate_.guard(easy_.get());
    set_receivers();
  }
  ~Transfer() { multi_->remove(easy_.get()); }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  Task<ClientResponse> run() {
    multi_->add(easy_.get(), [this](CURLcode code) {
      outcome_ = code;
      ended_.cancel();
    });
    co_await ended_.async_wait(asio::as_tuple(asio::deferred));
    // Whoever asked has been cancelled.
    if (!outcome_) throw boost::system::system_error{asio::error::operation_aborted};
    if (too_large_) fail(CURLE_FILESIZE_EXCEEDED, "the answer is too large");
    if (*outcome_ == CURLE_COULDNT_CONNECT && gate_.refused()) {
      throw failure_at(request_.url, Kind::forbidden, "its address is not public");
    }
    if (*outcome_ != CURLE_OK) {
      fail(*outcome_, *error_ != '\0' ? error_ : curl_easy_strerror(*outcome_));
    }
    long status = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    response_.status = static_cast<int>(status);
    co_return std::move(response_);
  }

 private:
  [[noreturn]] void fail(CURLcode code, const std::string& cause) const {
    // Curl gives bytes that are no HTTP the code of an unknown scheme.
    const bool asked = request_.url.starts_with("https://") || request_.url.starts_with("http://");
    const auto kind = code == CURLE_UNSUPPORTED_PROTOCOL && asked ? Kind::broken : kind_of(code);
    throw failure_at(request_.url, kind, cause);
  }

  template <typename T>
  void set(CURLoption option, T value) {
    curl_easy_setopt(easy_.get(), option, value);
  }

  // Each of these is set for every transfer, since the handle may have had another one before.

  void set_target() {
    set(CURLOPT_URL, request_.url.c_str());
    // Better one more request on a connection that is being opened than one more connection. Not
    // without TLS: there curl would wait for the first answer to learn what the server speaks.
    set(CURLOPT_PIPEWAIT, request_.url.starts_with("https:") ? 1L : 0L);
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(request_.timeout.count()));
    set(CURLOPT_HTTPGET, 1L);
    const char* method = nullptr;
    if (request_.method == Method::head) {
      set(CURLOPT_NOBODY, 1L);
    } else if (request_.method != Method::get) {
      set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
      set(CURLOPT_POSTFIELDS, request_.body.data());
      method_ = name_of(request_.method);
      method = method_.c_str();
    }
    set(CURLOPT_CUSTOMREQUEST, method);
  }

  void set_headers() {
    lines_.add("Expect:");
    if (request_.method == Method::delete_ && request_.body.empty()) lines_.add("Content-Type:");
    for (const auto& [name, value] : request_.headers) {
      if (breaks_line(name) || breaks_line(value)) {
        fail(CURLE_URL_MALFORMAT, "a request header is malformed");
      }
      lines_.add(header_line(name, value));
    }
    set(CURLOPT_HTTPHEADER, lines_.list());
  }

  void set_receivers() {
    set(CURLOPT_WRITEFUNCTION, &Transfer::on_body);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_HEADERFUNCTION, &Transfer::on_header);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_ERRORBUFFER, error_);
  }

  static std::size_t on_body(const char* bytes, std::size_t, std::size_t size, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    auto& body = transfer.response_.body;
    transfer.too_large_ = body.size() + size > transfer.request_.response_limit;
    if (transfer.too_large_) return CURL_WRITEFUNC_ERROR;
    body.append(bytes, size);
    return size;
  }

  static std::size_t on_header(const char* bytes, std::size_t, std::size_t size, void* self) {
    auto& headers = static_cast<Transfer*>(self)->response_.headers;
    std::string_view line{bytes, size};
    // An interim answer such as 100 comes with headers of its own.
    if (line.starts_with("HTTP/")) headers.clear();
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    const auto colon = line.find(':');
    if (colon != std::string_view::npos && colon != 0) {
      headers.emplace_back(line.substr(0, colon), trim_ows(line.substr(colon + 1)));
    }
    return size;
  }

  std::shared_ptr<CurlMulti> multi_;
  ClientRequest request_;
  std::string method_;
  BorrowedEasy easy_;
  HeaderLines lines_;
  asio::steady_timer ended_;  ///< cancelled when the transfer is over
  ClientResponse response_;
  AddressGate gate_;
  std::optional<CURLcode> outcome_;  ///< once the transfer is over
  bool too_large_ = false;
  char error_[CURL_ERROR_SIZE] = "";
};

class CurlClient final : public Client {
 public:
  CurlClient(asio::io_context& loop, ClientSettings settings)
      : loop_(loop),
        settings_(std::move(settings)),
        multi_(std::make_shared<CurlMulti>(
            loop, static_cast<long>(settings_.connections_per_host),
            [settings = settings_](CURL* easy) { prepare(easy, settings); })) {}

  Task<ClientResponse> send(ClientRequest request) override {
    co_return co_await run_on(loop_, perform(std::move(request)));
  }

 private:
  Task<ClientResponse> perform(ClientRequest request) {
    Transfer transfer{loop_, multi_, std::move(request), settings_};
    co_return co_await transfer.run();
  }

  asio::io_context& loop_;
  const ClientSettings settings_;
  std::shared_ptr<CurlMulti> multi_;
};

}  // namespace

std::unique_ptr<Client> make_curl_client(asio::io_context& loop, ClientSettings settings) {
  static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (initialised != CURLE_OK) throw std::runtime_error{curl_easy_strerror(initialised)};
  return std::make_unique<CurlClient>(loop, std::move(settings));
}

}  // namespace dailygrind::http
