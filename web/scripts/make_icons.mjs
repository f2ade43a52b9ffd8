// Draws public/icons/*.png from icon.svg, in Chromium; run by hand when the icon changes.
import { readFile } from "node:fs/promises";

import { chromium } from "@playwright/test";

const folder = new URL("../public/icons/", import.meta.url);
const svg = await readFile(new URL("icon.svg", folder), "utf8");
const ground = "#faf6ef";
const icons = [
  { name: "192.png", size: 192, share: 1, ground: "transparent" },
  { name: "512.png", size: 512, share: 1, ground: "transparent" },
  // The safe zone of maskable icons is the inner 80 %.
  { name: "maskable.png", size: 512, share: 0.68, ground },
  { name: "apple-touch-icon.png", size: 180, share: 0.8, ground },
  // Android shows a badge's opacity alone.
  { name: "badge.png", size: 96, share: 0.9, ground: "transparent", mono: true },
];
const mono =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><mask id="m"><rect width="32" height="32" fill="white"/><path d="M16 16V6.5" stroke="black" stroke-width="3" stroke-linecap="round"/><circle cx="16" cy="16" r="2.6"/></mask><circle cx="16" cy="16" r="14" fill="white" mask="url(#m)"/></svg>';

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
for (const icon of icons) {
  const page = await browser.newPage({ viewport: { width: icon.size, height: icon.size } });
  const side = icon.size * icon.share;
  await page.setContent(
    `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${icon.ground}"><div style="width:${side}px;height:${side}px">${icon.mono ? mono : svg}</div></body>`,
  );
  const path = new URL(icon.name, folder).pathname;
  await page.screenshot({ path, omitBackground: icon.ground === "transparent" });
  await page.close();
}
await browser.close();
