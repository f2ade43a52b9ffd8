// node peer.mjs WORLD SECONDS: messages that web-push encrypts in a second of the processor, on one thread. Its
// sendNotification() signs for each message; generateRequestDetails() takes a header made before.
import { readFileSync } from "node:fs";
import webpush from "web-push";

const world = JSON.parse(readFileSync(process.argv[2], "utf8"));
const seconds = Number(process.argv[3]);
const subscriptions = world.subscriptions;
const { Authorization } = webpush.getVapidHeaders(
  new URL(subscriptions[0].endpoint).origin,
  `mailto:${world.subject}`,
  world.publicKey,
  world.privateKey,
  "aes128gcm",
);
const options = { TTL: 86400, topic: "daily", vapidDetails: null, headers: { Authorization } };

function request(at) {
  const made = webpush.generateRequestDetails(
    subscriptions[at % subscriptions.length],
    world.payload,
    options,
  );
  if (made.body.length < world.payload.length || !made.headers.Authorization) throw new Error("no request");
}

for (let at = 0; at < subscriptions.length; at++) request(at);
let made = 0;
const began = performance.now();
const before = process.cpuUsage();
while (performance.now() - began < seconds * 1000) request(made++);
const { user, system } = process.cpuUsage(before); // microseconds
console.log(`${((made / (user + system)) * 1e6).toFixed(1)} VAPID header cached`);
