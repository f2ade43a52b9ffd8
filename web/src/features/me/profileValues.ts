import type { ProfileInput, UserInfo } from "@/api/types";

import { readDate } from "./dates";
import { readZone } from "./zones";

export interface ProfileValues {
  firstName: string;
  lastName: string;
  headline: string;
  location: string;
  birthday: string;
  timeZone: string;
  profileVisibility: "everyone" | "friends";
  contactVisibility: "self" | "friends";
}

export const valuesOf = (me: UserInfo): ProfileValues => ({
  firstName: me.firstName,
  lastName: me.lastName,
  headline: me.headline ?? "",
  location: me.location ?? "",
  birthday: me.birthday ?? "",
  timeZone: me.timeZone,
  profileVisibility: me.profileVisibility ?? "everyone",
  contactVisibility: me.contactVisibility ?? "self",
});

/** All members each time: the server removes those that are absent. "" is absent, too. */
export const inputOf = (values: ProfileValues, email: string | undefined): ProfileInput => ({
  firstName: values.firstName.trim(),
  lastName: values.lastName.trim(),
  headline: values.headline.trim(),
  location: values.location.trim(),
  birthday: readDate(values.birthday) ?? "",
  timeZone: readZone(values.timeZone) ?? values.timeZone.trim(),
  profileVisibility: values.profileVisibility,
  contactVisibility: values.contactVisibility,
  ...(email && { email }),
});

export const fieldsOfProfile = [
  "firstName",
  "lastName",
  "headline",
  "location",
  "birthday",
  "timeZone",
  "profileVisibility",
  "contactVisibility",
] as const;
