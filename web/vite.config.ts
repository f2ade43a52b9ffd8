import { createReadStream } from "node:fs";
import { resolve } from "node:path";

import react from "@vitejs/plugin-react";
import { type Plugin, defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";

import { palettes, wide } from "./src/ui/tokens.ts";

const server = process.env["DAILYGRIND"] ?? "http://127.0.0.1:9000";

const css = (theme: keyof typeof palettes) =>
  Object.entries(palettes[theme])
    .map(([name, value]) => `--${name}:${value};`)
    .join("");

/** Puts the colours into the shell of index.html. */
function shell(): Plugin {
  const values: Record<string, string> = {
    light: css("light"),
    dark: css("dark"),
    wide: `${wide}px`,
    "ground-light": palettes.light.ground,
    "ground-dark": palettes.dark.ground,
  };
  return {
    name: "shell",
    transformIndexHtml: {
      order: "pre",
      handler: (html) =>
        html.replace(/%([a-z-]+)%/g, (whole, name: string) => values[name] ?? whole),
    },
  };
}

/**
 * Fonts that the first paint needs are asked for with the page. One that comes too late is left for
 * the next visit: nothing moves while somebody reads.
 */
function fonts(): Plugin {
  const wanted = /(instrument-sans|newsreader)-latin-wght-normal.*\.woff2$/;
  return {
    name: "fonts",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        const preloads = Object.keys(bundle ?? {})
          .filter((file) => wanted.test(file))
          .map((file) => ({
            tag: "link",
            attrs: {
              rel: "preload",
              as: "font",
              type: "font/woff2",
              href: `/${file}`,
              crossorigin: "",
            },
            injectTo: "head" as const,
          }));
        const lasting = html.replaceAll("font-display:swap", "font-display:optional");
        return { html: lasting, tags: preloads };
      },
    },
  };
}

/** The worker that answers in place of a server, while developing without one. */
function mockWorker(): Plugin {
  return {
    name: "mock-worker",
    apply: "serve",
    configureServer(vite) {
      vite.middlewares.use("/mockServiceWorker.js", (_request, response) => {
        response.setHeader("Content-Type", "text/javascript");
        createReadStream(resolve("node_modules/msw/lib/mockServiceWorker.js")).pipe(response);
      });
    },
  };
}

export default defineConfig({
  resolve: { alias: { "@": resolve(import.meta.dirname, "src") } },
  plugins: [
    react(),
    shell(),
    fonts(),
    mockWorker(),
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src/worker",
      filename: "worker.ts",
      injectRegister: false,
      injectManifest: {
        globPatterns: ["**/*.{js,css,html,woff2,svg}", "icons/192.png", "icons/badge.png"],
        globIgnores: ["**/*-{cyrillic,greek,vietnamese}*", "mockServiceWorker.js"],
      },
      manifest: {
        id: "/",
        name: "DailyGrind",
        short_name: "DailyGrind",
        description: "One piece of knowledge a day, from people you know.",
        start_url: "/",
        display: "standalone",
        background_color: palettes.light.ground,
        theme_color: palettes.light.ground,
        icons: [
          { src: "/icons/192.png", sizes: "192x192", type: "image/png" },
          { src: "/icons/512.png", sizes: "512x512", type: "image/png" },
          { src: "/icons/maskable.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
          { src: "/icons/icon.svg", sizes: "any", type: "image/svg+xml" },
        ],
        shortcuts: [{ name: "Inbox", url: "/inbox" }],
      },
    }),
  ],
  build: {
    target: "es2023",
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What every screen needs, together: it is compressed better, and asked for at once.
        codeSplitting: {
          groups: [
            {
              name: "base",
              test: /node_modules.(react|react-dom|scheduler|react-router|@tanstack|i18next|react-i18next|@emotion|stylis|openapi-fetch)[\\/]|@mui.(system|styled-engine)[\\/]|@mui.material.styles[\\/]/,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      // Sign-in is a POST to the root, which is otherwise the app's page.
      "^/$": { target: server, bypass: (request) => (request.method === "POST" ? undefined : "/") },
      ...Object.fromEntries(
        ["/users", "/posts", "/push-notifications", "/config.json", "/metrics", "/docs"].map(
          (path) => [path, { target: server, changeOrigin: true }],
        ),
      ),
    },
  },
});
