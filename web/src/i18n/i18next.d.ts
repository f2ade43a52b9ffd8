import "i18next";

import type core from "./en";
import type admin from "./en/admin.json";
import type auth from "./en/auth.json";
import type friends from "./en/friends.json";
import type inbox from "./en/inbox.json";
import type me from "./en/me.json";
import type settings from "./en/settings.json";
import type start from "./en/start.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: typeof core & {
      admin: typeof admin;
      auth: typeof auth;
      friends: typeof friends;
      inbox: typeof inbox;
      me: typeof me;
      settings: typeof settings;
      start: typeof start;
    };
  }
}
