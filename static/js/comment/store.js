/** What the browser keeps. A store may be switched off (private windows): reading gives null, writing does nothing. */

export const device = () => localStorage; // as long as the reader wants
export const tab = () => sessionStorage; // until the tab is closed: what a shared computer may keep

export function keep(store, key, value) {
  try {
    if (value) store().setItem(key, JSON.stringify(value));
    else store().removeItem(key);
  } catch { /* the reader refused storage: nothing is remembered */ }
}

export function recall(store, key) {
  try {
    return JSON.parse(store().getItem(key));
  } catch {
    return null;
  }
}

export function names(store) {
  try {
    return Object.keys(store());
  } catch {
    return [];
  }
}
