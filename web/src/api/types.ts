/** The shapes of the contract by their names; generated/ has them as OpenAPI has them. */
import type { components as Post } from "./generated/post";
import type { components as Push } from "./generated/push-notification";
import type { components as User } from "./generated/user";

export type UserInfo = User["schemas"]["UserInfo"];
export type UserDetails = User["schemas"]["UserDetails"];
export type ProfileInput = User["schemas"]["ProfileInput"];
export type Relation = UserInfo["relation"];
export type Job = User["schemas"]["Job"];
export type JobInput = User["schemas"]["JobInput"];
export type Education = User["schemas"]["Education"];
export type EducationInput = User["schemas"]["EducationInput"];
export type PictureStatus = User["schemas"]["PictureStatus"];
export type AccountInfo = User["schemas"]["AccountInfo"];

export type Piece = Post["schemas"]["Post"];
export type Author = Post["schemas"]["User"];
export type TimelineEntry = Post["schemas"]["TimelineEntry"];
export type CommentEntry = Post["schemas"]["CommentEntry"];
export type Comment = Post["schemas"]["Comment"];

export type Preferences = Push["schemas"]["Preferences"];
export type NewPreferences = Push["schemas"]["NewPreferences"];
export type Notification = Push["schemas"]["Notification"];
export type Subscription = Push["schemas"]["Subscription"];
export type PushJob = Push["schemas"]["PushJob"];
export type Announcement = Push["schemas"]["Announcement"];
