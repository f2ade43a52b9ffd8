#include <gmock/gmock.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <future>
#include <thread>

#include "platform/identity/embedded/mailer.hpp"
#include "platform/testing/run.hpp"

namespace dailygrind::identity {
namespace {

namespace asio = boost::asio;
using ::testing::HasSubstr;

/// A mail server for one mail, without TLS; keeps what it was told.
class FakeMailServer {
 public:
  explicit FakeMailServer(std::string refused_command = {})
      : refused_(std::move(refused_command)), thread_([this] { serve(); }) {}
  ~FakeMailServer() { thread_.join(); }
  FakeMailServer(const FakeMailServer&) = delete;
  FakeMailServer& operator=(const FakeMailServer&) = delete;

  [[nodiscard]] std::string url() const {
    return "smtp://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
  }
  /// Everything the client sent, after it is gone.
  std::string told() { return told_.get_future().get(); }

 private:
  void serve() {
    auto socket = acceptor_.accept();
    std::string all;
    std::string buffer;
    bool in_mail = false;
    const auto say = [&](const std::string& line) {
      asio::write(socket, asio::buffer(line + "\r\n"));
    };
    say("220 mail.example");
    boost::system::error_code error;
    for (;;) {
      const auto size = asio::read_until(socket, asio::dynamic_buffer(buffer), "\r\n", error);
      if (error) break;
      const auto line = buffer.substr(0, size);
      buffer.erase(0, size);
      all += line;
      if (in_mail && line != ".\r\n") continue;
      in_mail = line.starts_with("DATA");
      const bool refuse = !refused_.empty() && line.starts_with(refused_);
      say(refuse ? "550 no" : in_mail ? "354 go on" : "250 fine");
      if (line.starts_with("QUIT")) break;
    }
    told_.set_value(all);
  }

  std::string refused_;
  asio::io_context loop_;
  asio::ip::tcp::acceptor acceptor_{loop_, {asio::ip::make_address("127.0.0.1"), 0}};
  std::promise<std::string> told_;
  std::thread thread_;
};

void send(const std::string& url, Mail mail, bool allow_plain = true) {
  asio::io_context loop{1};
  const auto mailer =
      make_smtp_mailer({.url = url, .from = "grind@example.org", .allow_plain = allow_plain});
  dailygrind::testing::run(loop, mailer->send(std::move(mail)));
}

TEST(SmtpMailer, handsAMailOver) {
  FakeMailServer server;
  send(server.url(), {.to = "ada@example.org",
                      .subject = "Hello\r\nBcc: eve@example.org",
                      .text = "First line\n.second line\nZoë\n"});
  const auto told = server.told();
  EXPECT_THAT(told, HasSubstr("MAIL FROM:<grind@example.org>"));
  EXPECT_THAT(told, HasSubstr("RCPT TO:<ada@example.org>\r\n"));
  EXPECT_THAT(told, HasSubstr("\r\nTo: ada@example.org\r\n"));
  EXPECT_THAT(told, HasSubstr("\r\nSubject: Hello  Bcc: eve@example.org\r\n"))
      << "a subject cannot add a header";
  EXPECT_THAT(told, HasSubstr("First line\r\n..second line\r\nZoë\r\n"));
}

TEST(SmtpMailer, reportsARefusal) {
  FakeMailServer server{"RCPT"};
  EXPECT_THROW(send(server.url(), {.to = "ada@example.org", .subject = "s", .text = "t"}),
               std::runtime_error);
  server.told();
}

TEST(SmtpMailer, insistsOnEncryptionUnlessToldOtherwise) {
  FakeMailServer server;
  EXPECT_THROW(send(server.url(), {.to = "ada@example.org", .subject = "s", .text = "t"}, false),
               std::runtime_error);
  EXPECT_THAT(server.told(), ::testing::Not(HasSubstr("MAIL FROM")));
}

TEST(SmtpMailer, reportsAServerThatIsNotThere) {
  EXPECT_THROW(send("smtp://127.0.0.1:1", {.to = "a@b", .subject = "s", .text = "t"}),
               std::runtime_error);
}

}  // namespace
}  // namespace dailygrind::identity
