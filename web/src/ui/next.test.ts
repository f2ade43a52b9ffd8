import { isEmail, safePath } from "./next";

it.each([
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  null,
  "",
])("leads to the beginning and not to %j", (path) => expect(safePath(path)).toBe("/"));

it("leads to paths of the app", () => {
  expect(safePath("/people/1?x=2")).toBe("/people/1?x=2");
});

it("knows addresses from what is none", () => {
  expect(isEmail(" ada@example.org ")).toBe(true);
  for (const text of ["", "ada", "ada@", "@x.org", "a b@x.org", "ada@x"]) {
    expect(isEmail(text)).toBe(false);
  }
});
