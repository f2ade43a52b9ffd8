import { identity } from "./handlers/identity";
import { posts } from "./handlers/posts";
import { push } from "./handlers/push";
import { users } from "./handlers/users";

export const handlers = [...identity, ...users, ...posts, ...push];
