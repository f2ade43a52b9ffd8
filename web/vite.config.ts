import { createReadStream } from "node:fs";
import { resolve } from "node:path";

import react from "@vitejs/plugin-react";
import { type Plugin, type Rolldown, defineConfig } from "vite";
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

/** The chunk of a module, and those that it needs, by their files. */
function filesOf(bundle: Rolldown.OutputBundle, module: string): string[] {
  const chunks = Object.values(bundle).filter((each) => each.type === "chunk");
  const found = new Set<string>();
  const add = (file: string | undefined) => {
    const chunk = chunks.find((each) => each.fileName === file);
    if (!chunk || found.has(chunk.fileName)) return;
    found.add(chunk.fileName);
    chunk.imports.forEach(add);
  };
  add(chunks.find((each) => each.facadeModuleId?.endsWith(module))?.fileName);
  return [...found];
}

/**
 * Has the shell painted before the scripts are asked for, which on a slow line are a second behind
 * it anyway; then for all at once, also for those that src/app/main.tsx runs in steps. A page that
 * is not seen is not painted, and does not wait.
 */
function scripts(): Plugin {
  return {
    name: "scripts",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        const entry = /<script type="module"[^>]* src="([^"]+)"><\/script>/.exec(html);
        if (!bundle || !entry) return html;
        const steps = ["index.html", "src/i18n/index.ts", "src/app/show.tsx"];
        const files = new Set(
          steps.flatMap((each) => filesOf(bundle, each)).map((file) => `/${file}`),
        );
        const loader = `
      const load = () => {
        for (const href of ${JSON.stringify([...files])}) {
          const link = Object.assign(document.createElement("link"), { rel: "modulepreload", href });
          link.crossOrigin = "";
          document.head.append(link);
        }
        import("${entry[1]}").catch(() => {
          document.documentElement.dataset.shell = "failed";
        });
      };
      if (document.visibilityState === "hidden") load();
      else requestAnimationFrame(() => setTimeout(load));
    `;
        return html
          .replace(/\s*<link rel="modulepreload"[^>]*>/g, "")
          .replace(entry[0], "")
          .replace("</body>", `  <script>${loader}</script>\n  </body>`);
      },
    },
  };
}

const packages = (...names: string[]) =>
  new RegExp(`node_modules[\\\\/](${names.join("|")})[\\\\/]`);
const ours = (folder: string, ...names: string[]) =>
  new RegExp(`src[\\\\/]${folder}[\\\\/](${names.join("|")})\\.tsx?$`);
const mui = ["Avatar", "Box", "Button", "ButtonBase", "CircularProgress", "CssBaseline"];
mui.push("GlobalStyles", "IconButton", "Link", "Skeleton", "SvgIcon", "Typography", "utils");

const ownFirst = [
  packages(`@mui.material.(${mui.join("|")})`),
  /src[\\/](api|time)[\\/]/,
  ours("auth", "cognito", "session"),
  ours("data", "client", "paged", "people", "pieces", "notifications"),
  ours("data", "drafts", "persistence", "badge", "subscriptions"),
  ours("parts", "PieceCard", "LikeButton"),
  ours("ui", "theme", "tokens", "Page", "Surface", "Avatar", "ErrorNote"),
  ours("ui", "problemText", "EmptyState", "LinkButton", "PagedList"),
  ours("ui", "toasts", "visuallyHidden", "countStyle", "Logo"),
];

const firstScreen = [
  { name: "react", test: packages("react", "react-dom", "scheduler") },
  { name: "texts", test: packages("i18next", "react-i18next") },
  {
    name: "base",
    test: packages(
      "react-router|@tanstack|@emotion|stylis|openapi-fetch|date-fns|@date-fns|idb-keyval",
      "@mui.(system|styled-engine)",
      "@mui.material.styles",
    ),
  },
  { name: "first", test: (id: string) => ownFirst.some((each) => each.test(id)) },
];

export default defineConfig({
  resolve: { alias: { "@": resolve(import.meta.dirname, "src") } },
  plugins: [
    react(),
    shell(),
    fonts(),
    scripts(),
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
        // What the first screen needs, in few files, since each is a round trip on HTTP/1.1, but in
        // more than one, since each is run as one task.
        codeSplitting: { groups: firstScreen },
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
