import { nextCursor } from "./paging";

const linked = (link?: string) =>
  nextCursor(new Response(null, link ? { headers: { Link: link } } : {}));

it("finds the cursor of the next page", () => {
  expect(linked('</users?limit=3&cursor=a%2Bb>; rel="next"')).toBe("a+b");
  expect(linked("<https://x.test/users?cursor=c>; rel=next")).toBe("c");
});

it("knows the last page", () => {
  expect(linked()).toBeUndefined();
  expect(linked('</users?cursor=c>; rel="prev"')).toBeUndefined();
});
