/** How old the numbers on the page are. One clock for the whole page; ages come from the server, so clock skew does not matter. */

export type Age = { ageMs: number } | undefined;

const listeners = new Set<() => void>();
let shownAtAgeMs: number | undefined;
let receivedAt = 0;

/** The page now shows a cut that was committed `ageMs` ago. */
export function setCutAge(ageMs: number): void {
  shownAtAgeMs = ageMs;
  receivedAt = performance.now();
  notify();
}

/** Age of the cut on the page; undefined before the first. */
export function cutAgeMs(): number | undefined {
  return shownAtAgeMs === undefined ? undefined : shownAtAgeMs + performance.now() - receivedAt;
}

/** Calls `listener` about once a second and at each new cut, until the returned function is called. */
export function onTick(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function notify(): void {
  listeners.forEach((listener) => listener());
}

setInterval(notify, 1000);

/** "3 s ago" in the words of the page: seconds below two minutes, then minutes, hours, days. */
export function writeAge(ageMs: number, words: Record<string, string>): string {
  const seconds = Math.max(0, Math.floor(ageMs / 1000));
  const [key, value] =
    seconds < 120
      ? ['seconds', seconds]
      : seconds < 7200
        ? ['minutes', Math.floor(seconds / 60)]
        : seconds < 172_800
          ? ['hours', Math.floor(seconds / 3600)]
          : ['days', Math.floor(seconds / 86_400)];
  return (words[key] ?? '{0}').replace('{0}', String(value));
}
