/**
 * Words that were not accepted yet, kept for their story: {text, parent, name, notify, at, sent, from}.
 *
 * Every tab keeps its own until it is closed. Who let the browser remember them finds their words for a day in any
 * tab of it; on a shared computer, where nobody ticks that box, they leave with the tab.
 */

import { device, keep, names, recall, tab } from "./store.js";

const DAY = 24 * 3600 * 1000;
const PREFIX = "comment ";
const isFresh = (draft) => draft && Date.now() - draft.at < DAY;

export function saveDraft(path, draft, lasting) {
  const kept = draft.text ? { ...draft, at: Date.now(), from: location.hash } : null;
  keep(tab, PREFIX + path, kept);
  keep(device, PREFIX + path, lasting ? kept : null);
}

/** The words to put back into an empty form, or null. */
export function findDraft(path) {
  const draft = recall(tab, PREFIX + path) ?? recall(device, PREFIX + path);
  // Sent, and now we stand at a comment that we did not come from: they were accepted, and this is it.
  const accepted = draft?.sent && draft.from !== location.hash && /^#comment-\d+$/.test(location.hash);
  if (accepted) dropDraft(path);
  return !accepted && isFresh(draft) ? draft : null;
}

/** They were accepted, or are not wanted. What another tab has written meanwhile stays. */
export function dropDraft(path) {
  const mine = recall(tab, PREFIX + path);
  const shared = recall(device, PREFIX + path);
  keep(tab, PREFIX + path, null);
  if (!mine || mine.text === shared?.text) keep(device, PREFIX + path, null);
}

export function forgetOldDrafts() {
  const drafts = names(device).filter((name) => name.startsWith(PREFIX));
  for (const name of drafts) if (!isFresh(recall(device, name))) keep(device, name, null);
}
