// eslint-disable-next-line boundaries/dependencies
export { forgetDrafts, useDraft } from "@/data/drafts";
