// node crypto.mjs: what webpush_vectors does, by npm's http_ece and web-push. A JSON object on standard
// input, one on standard output, bytes as base64url. {"encrypt": text, "p256dh", "auth"} → {"body"};
// {"decrypt": body, "private_key", "auth"} → {"text"}. Fails where it cannot be done.
import { createECDH } from "node:crypto";
import { readFileSync } from "node:fs";
import ece from "http_ece";
import webpush from "web-push";

const version = "aes128gcm";
const bytes = (text) => Buffer.from(text, "base64url");

function encrypt({ encrypt: text, p256dh, auth }) {
  return { body: webpush.encrypt(p256dh, auth, bytes(text), version).cipherText.toString("base64url") };
}

function decrypt({ decrypt: body, private_key, auth }) {
  const privateKey = createECDH("prime256v1");
  privateKey.setPrivateKey(bytes(private_key));
  const text = ece.decrypt(bytes(body), { version, privateKey, authSecret: bytes(auth) });
  return { text: text.toString("base64url") };
}

const request = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify("encrypt" in request ? encrypt(request) : decrypt(request)));
