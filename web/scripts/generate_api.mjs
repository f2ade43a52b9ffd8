// Writes src/api/generated/ from docs/openapi/; with --check only says whether it is up to date.
import { readFile, writeFile } from "node:fs/promises";

import openapiTS, { astToString } from "openapi-typescript";

const check = process.argv.includes("--check");
const services = ["user", "post", "push-notification"];
let stale = false;
for (const service of services) {
  const source = new URL(`../../docs/openapi/${service}.json`, import.meta.url);
  const target = new URL(`../src/api/generated/${service}.ts`, import.meta.url);
  const heading = `// Generated from docs/openapi/${service}.json by \`npm run generate\`.\n`;
  const text = heading + astToString(await openapiTS(source));
  if (!check) await writeFile(target, text);
  else if ((await readFile(target, "utf8").catch(() => "")) !== text) {
    console.error(`src/api/generated/${service}.ts has drifted: run \`npm run generate\` in web/.`);
    stale = true;
  }
}
process.exit(stale ? 1 : 0);
