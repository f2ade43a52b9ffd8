/** Fills a data folder with the Reed98 community once; every worker serves a copy of it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { program, root } from "./server.ts";

export default function seed(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "dailygrind-e2e-"));
  const graph = join(root, "tests/data/socfb-Reed98.edges");
  execFileSync(program, ["seed", "--data", folder, "--graph", graph, "--days", "3"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  process.env["SEEDED"] = folder;
  return () => rmSync(folder, { recursive: true });
}
