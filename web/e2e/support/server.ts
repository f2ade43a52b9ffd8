/** The real program, on a data folder and a port of its own. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../../..");
export const program = join(process.env["BIN"] ?? join(root, "build/bin"), "dailygrind");

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

export class Server {
  readonly url: string;
  private readonly folder: string;
  private readonly process: ChildProcess;

  private constructor(url: string, folder: string, process: ChildProcess) {
    this.url = url;
    this.folder = folder;
    this.process = process;
  }

  /** `seeded` is copied; without it nobody is there. */
  static async start(options: string[] = [], seeded?: string): Promise<Server> {
    const folder = mkdtempSync(join(tmpdir(), "dailygrind-e2e-"));
    if (seeded) cpSync(seeded, folder, { recursive: true });
    const url = `http://127.0.0.1:${await freePort()}`;
    const log = openSync(join(folder, "log"), "w");
    const child = spawn(
      program,
      ["serve", "--data", folder, "--listen", url.slice("http://".length), ...options],
      { stdio: ["ignore", log, log] },
    );
    const server = new Server(url, folder, child);
    for (let tries = 0; tries < 400; ++tries) {
      if (
        await fetch(`${url}/readyz`).then(
          (answer) => answer.ok,
          () => false,
        )
      )
        return server;
      if (child.exitCode !== null) break;
      await new Promise((done) => setTimeout(done, 25));
    }
    throw new Error(`The server did not start; see ${folder}/log`);
  }

  /** `dailygrind admin …` on the data; its output. */
  admin(...words: string[]): string {
    const [command = "", ...rest] = words;
    const options = ["admin", "--data", this.folder, "--public-url", this.url, command, ...rest];
    return execFileSync(program, options, { encoding: "utf8" });
  }

  /** Everybody who has an account. */
  accounts(): { userId: string; email: string; groups: string[] }[] {
    const lines = this.admin("list").trim().split("\n");
    return lines.map((line) => {
      const [userId = "", email = "", , , ...groups] = line.split(/ {2,}/);
      return { userId, email, groups };
    });
  }

  async stop(): Promise<void> {
    this.process.kill("SIGTERM");
    if (this.process.exitCode === null) await once(this.process, "exit");
    rmSync(this.folder, { recursive: true });
  }
}
