import { HttpResponse, http as plain } from "msw";
import { createOpenApiHttp } from "openapi-msw";

import type { paths } from "@/api/generated/user";
import type { AccountInfo } from "@/api/types";

import { community } from "../community";
import { metricsText } from "../metrics";
import { page, problem } from "../respond";

const http = createOpenApiHttp<paths>();

const gone = () => new HttpResponse(null, { status: 204 }) as never;

/** Changes an account, as an administrator's call does. */
function change(userId: string, given: (account: AccountInfo) => Partial<AccountInfo>) {
  const found = community.accounts.find((each) => each.userId === userId);
  if (!found) return problem(404, "Not found");
  Object.assign(found, given(found));
  return gone();
}

const without = (groups: string[] | undefined, group: string) =>
  (groups ?? []).filter((each) => each !== group);

export const admin = [
  http.get("/users/admin/accounts", ({ request }) => {
    const query = new URL(request.url).searchParams.get("query")?.toLowerCase() ?? "";
    return page(
      request,
      community.accounts.filter((each) => each.email.startsWith(query)),
    ) as never;
  }),
  http.post("/users/admin/accounts/{userId}/disable", ({ params }) =>
    change(params.userId, () => ({ enabled: false })),
  ),
  http.post("/users/admin/accounts/{userId}/enable", ({ params }) =>
    change(params.userId, () => ({ enabled: true })),
  ),
  http.post("/users/admin/accounts/{userId}/sign-out", ({ params }) =>
    change(params.userId, () => ({})),
  ),
  http.put("/users/admin/accounts/{userId}/groups/{group}", ({ params: { userId, group } }) =>
    change(userId, ({ groups }) => ({ groups: [...without(groups, group), group] })),
  ),
  http.delete("/users/admin/accounts/{userId}/groups/{group}", ({ params: { userId, group } }) =>
    change(userId, ({ groups }) => ({ groups: without(groups, group) })),
  ),
  plain.get("/metrics", ({ request }) =>
    request.headers.get("Authorization")
      ? HttpResponse.text(metricsText())
      : problem(404, "Not found"),
  ),
];
