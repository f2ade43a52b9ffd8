#include "dailygrind/embedded/account_pages.hpp"

#include <string>

namespace dailygrind::embedded {
namespace {

constexpr auto page = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>DailyGrind</title>
<link rel="stylesheet" href="/account/page.css">
</head>
<body>
<main>
<h1 id="title">DailyGrind</h1>
<form id="form">
<label>E-mail <input id="email" type="email" autocomplete="username" required></label>
<label>New password
<input id="password" type="password" autocomplete="new-password" minlength="8" required
 aria-describedby="rules"></label>
<p id="rules">At least 8 characters: lower and upper case letters, digits and symbols.</p>
<button>Save</button>
</form>
<p id="answer" role="status"></p>
<noscript><p>This page needs JavaScript.</p></noscript>
</main>
<script src="/account/page.js"></script>
</body>
</html>
)";

constexpr auto styles = R"(
:root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif; }
main { max-width: 24rem; margin: 12vh auto; padding: 0 1.25rem; }
label { display: block; margin-top: 1rem; }
input, button { box-sizing: border-box; width: 100%; min-height: 2.75rem; font: inherit; }
button { margin-top: 1rem; }
)";

constexpr auto script = R"("use strict";
const given = new URLSearchParams(location.search);
const resets = location.pathname === "/reset";
const byId = (id) => document.getElementById(id);
byId("title").textContent = resets ? "Choose a new password" : "Sign up";
byId("email").value = given.get("email") ?? "";

async function call(operation, input) {
  const config = await (await fetch("/config.json")).json();
  const response = await fetch("/", {
    method: "POST",
    headers: {
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify({ ClientId: config.userPoolClientId, ...input }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

async function save() {
  const Username = byId("email").value.trim();
  const Password = byId("password").value;
  if (resets) {
    await call("ConfirmForgotPassword", { Username, Password, ConfirmationCode: given.get("code") ?? "" });
    return "The new password holds from now on.";
  }
  const invitation = given.get("invitation");
  const ClientMetadata = invitation ? { invitation } : {};
  const { UserConfirmed } = await call("SignUp", { Username, Password, ClientMetadata });
  return UserConfirmed ? "Welcome. You can sign in now." : "Look into your mail: there is a code.";
}

byId("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = document.querySelector("button");
  button.disabled = true;
  try {
    byId("answer").textContent = await save();
    byId("form").hidden = true;
  } catch (error) {
    byId("answer").textContent = error.message;
  }
  button.disabled = false;
});
)";

constexpr auto policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

http::Handler text(const char* type, const char* body) {
  return [=](const http::Request&, const http::PathParameters&) -> Task<http::Response> {
    http::Response response;
    response.set("Content-Type", type);
    response.set("Content-Security-Policy", policy);
    response.set("Cache-Control", "no-cache");
    response.body = body;
    co_return response;
  };
}

}  // namespace

void mount_account_pages(http::Router& router) {
  using enum http::Method;
  router.add(get, "/reset", text("text/html; charset=utf-8", page));
  router.add(get, "/sign-up", text("text/html; charset=utf-8", page));
  router.add(get, "/account/page.js", text("text/javascript; charset=utf-8", script));
  router.add(get, "/account/page.css", text("text/css; charset=utf-8", styles));
}

}  // namespace dailygrind::embedded
