#include "platform/http/testing/raw_client.hpp"

#include <openssl/pem.h>
#include <sys/socket.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <optional>
#include <stdexcept>

#include "platform/http/text.hpp"

namespace dailygrind::http::testing {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr int wait_seconds = 20;

}  // namespace

std::string RawResponse::header(std::string_view name) const {
  std::string joined;
  for (const auto& [key, value] : headers) {
    if (!same_name(key, name)) continue;
    if (!joined.empty()) joined += ", ";
    joined += value;
  }
  return joined;
}

struct RawClient::State {
  asio::io_context io{1};
  tcp::socket socket{io};
  std::optional<asio::ssl::context> context;
  std::optional<asio::ssl::stream<tcp::socket&>> tls;
  std::string received;
  bool ended = false;

  explicit State(std::uint16_t port) {
    socket.connect({asio::ip::address_v4::loopback(), port});
    const timeval bound{wait_seconds, 0};
    ::setsockopt(socket.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &bound, sizeof bound);
    ::setsockopt(socket.native_handle(), SOL_SOCKET, SO_SNDTIMEO, &bound, sizeof bound);
    socket.set_option(tcp::no_delay{true});
  }
};

RawClient::RawClient(std::uint16_t port) : state_(std::make_unique<State>(port)) {}

RawClient::RawClient(std::uint16_t port, const std::string& ca_file) : RawClient(port) {
  state_->context.emplace(asio::ssl::context::tls_client);
  state_->context->load_verify_file(ca_file);
  state_->tls.emplace(state_->socket, *state_->context);
  state_->tls->set_verify_mode(asio::ssl::verify_peer);
  state_->tls->handshake(asio::ssl::stream_base::client);
}

RawClient::~RawClient() = default;
RawClient::RawClient(RawClient&&) noexcept = default;

bool RawClient::try_send(std::string_view bytes) {
  boost::system::error_code error;
  const auto buffer = asio::buffer(bytes.data(), bytes.size());
  if (state_->tls) {
    asio::write(*state_->tls, buffer, error);
  } else {
    asio::write(state_->socket, buffer, error);
  }
  return !error;
}

void RawClient::send(std::string_view bytes) {
  if (!try_send(bytes)) throw std::runtime_error{"the server took no more bytes"};
}

void RawClient::fill() {
  char piece[16384];
  boost::system::error_code error;
  const auto buffer = asio::buffer(piece);
  const auto size =
      state_->tls ? state_->tls->read_some(buffer, error) : state_->socket.read_some(buffer, error);
  if (error == asio::error::would_block) throw std::runtime_error{"no answer within the bound"};
  if (error) state_->ended = true;
  state_->received.append(piece, size);
}

std::string RawClient::receive_line() {
  auto& received = state_->received;
  auto end = received.find("\r\n");
  while (end == std::string::npos) {
    if (state_->ended) throw std::runtime_error{"the answer is cut off: " + received};
    fill();
    end = received.find("\r\n");
  }
  auto line = received.substr(0, end);
  received.erase(0, end + 2);
  return line;
}

RawResponse RawClient::receive(bool has_body) {
  RawResponse response;
  const auto status_line = receive_line();
  if (!status_line.starts_with("HTTP/1.1 ")) throw std::runtime_error{"no HTTP: " + status_line};
  response.status = std::stoi(status_line.substr(9));
  for (auto line = receive_line(); !line.empty(); line = receive_line()) {
    const auto colon = line.find(": ");
    if (colon == std::string::npos) throw std::runtime_error{"no header: " + line};
    response.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
  }
  const auto length = response.header("Content-Length");
  const std::size_t size = has_body && !length.empty() ? std::stoul(length) : 0;
  while (state_->received.size() < size && !state_->ended) fill();
  response.body = state_->received.substr(0, size);
  state_->received.erase(0, size);
  return response;
}

RawResponse RawClient::ask(std::string_view bytes) {
  send(bytes);
  return receive();
}

std::string RawClient::receive_all() {
  while (!state_->ended) fill();
  return std::exchange(state_->received, {});
}

bool RawClient::closed() { return receive_all().empty(); }

void RawClient::finish_sending() { state_->socket.shutdown(tcp::socket::shutdown_send); }

std::string RawClient::peer_certificate() const {
  const std::unique_ptr<X509, decltype(&X509_free)> certificate{
      SSL_get1_peer_certificate(state_->tls->native_handle()), &X509_free};
  const std::unique_ptr<BIO, decltype(&BIO_free)> memory{BIO_new(BIO_s_mem()), &BIO_free};
  PEM_write_bio_X509(memory.get(), certificate.get());
  char* text = nullptr;
  const auto size = BIO_get_mem_data(memory.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

}  // namespace dailygrind::http::testing
