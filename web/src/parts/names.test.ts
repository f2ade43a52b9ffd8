import { isolated, nameOf } from "./names";

it("leaves names as they are", () => {
  expect(nameOf({ firstName: "Žofia", lastName: "Grüß-王" })).toBe("Žofia Grüß-王");
});

it.each(["Ada\u202e", "נועה", "ليلى"])("keeps the direction of %s to itself", (name) => {
  expect(isolated(name)).toBe(`\u2068${name}\u2069`);
});
