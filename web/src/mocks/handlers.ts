import { admin } from "./handlers/admin";
import { identity } from "./handlers/identity";
import { posts } from "./handlers/posts";
import { push } from "./handlers/push";
import { users } from "./handlers/users";
import { fillCommunity } from "./samples";

if (import.meta.env.MODE === "mock") fillCommunity();

export const handlers = [...identity, ...admin, ...users, ...posts, ...push];
