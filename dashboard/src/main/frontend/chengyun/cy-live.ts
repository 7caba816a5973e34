import { LitElement, css, html, nothing } from 'lit';
import { cutAgeMs, onTick, setCutAge, writeAge } from './freshness';

type State = 'waiting' | 'live' | 'stale' | 'gone';

const PROBE_EVERY_MS = 5000;
const PROBE_TIMEOUT_MS = 3000;

/**
 * The page cannot lie about its age: it turns grey and says why when no new cut comes, and when the server is gone.
 *
 * Works without the server, which may be what is missing. `state` is reflected for the style sheet.
 */
class CyLive extends LitElement {
  static properties = {
    cut: { attribute: false },
    staleAfterMs: { type: Number },
    trouble: { type: String },
    words: { attribute: false },
    state: { type: String, reflect: true },
  };
  static styles = css`
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
    }
    .banner {
      display: flex;
      gap: 10px;
      align-items: baseline;
      flex-wrap: wrap;
      padding: 8px 14px;
      margin: 10px var(--cy-gap, 12px) 0;
      border-radius: 8px;
      border: 1px solid var(--cy-warn-line);
      background: var(--cy-warn-surface);
      color: var(--cy-warn-ink);
      font-size: 13px;
      line-height: 1.45;
    }
    strong {
      font-weight: 650;
    }
    .body {
      flex: 1;
      min-height: 0;
      display: flex;
      flex-direction: column;
      transition:
        filter 0.6s,
        opacity 0.6s;
    }
    :host([state='stale']) .body,
    :host([state='gone']) .body {
      filter: grayscale(1);
      opacity: 0.55;
    }
  `;

  cut?: { cut: number; ageMs: number };
  staleAfterMs = 15_000;
  trouble = '';
  words: Record<string, string> = {};
  state: State = 'waiting';
  private stop?: () => void;
  private probedAt = 0;
  private reachable = true;

  connectedCallback() {
    super.connectedCallback();
    this.stop = onTick(() => this.judge());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
  }

  willUpdate(changed: Map<string, unknown>) {
    if (changed.has('cut') && this.cut) {
      this.reachable = true;
      setCutAge(this.cut.ageMs);
    }
    if (changed.has('words')) {
      this.translateConnectionIndicator();
    }
  }

  private judge() {
    const ageMs = cutAgeMs();
    if (ageMs === undefined) {
      return;
    }
    const overdue = ageMs > this.staleAfterMs;
    if (overdue && performance.now() - this.probedAt > PROBE_EVERY_MS) {
      void this.probe();
    }
    this.state = !overdue ? 'live' : this.reachable ? 'stale' : 'gone';
    if (this.state !== 'live') {
      this.requestUpdate();
    }
  }

  /** Silence has three causes: no new cut, no server, or nobody signed in any more. */
  private async probe() {
    this.probedAt = performance.now();
    try {
      const answer = await fetch('session', {
        redirect: 'manual',
        cache: 'no-store',
        signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
      });
      this.reachable = answer.status < 500;
      if (answer.type === 'opaqueredirect' || answer.status === 401) {
        location.reload();
      }
    } catch {
      this.reachable = false;
    }
    this.judge();
  }

  private translateConnectionIndicator() {
    const indicator = (window as any).Vaadin?.connectionIndicator;
    if (indicator) {
      indicator.reconnectingText = this.words.reconnecting;
      indicator.offlineText = this.words.offline;
      indicator.onlineText = this.words.online;
    }
  }

  render() {
    return html`<div role="status" aria-live="polite">${this.banner()}</div>
      <div class="body"><slot></slot></div>`;
  }

  private banner() {
    const age = writeAge(cutAgeMs() ?? 0, this.words);
    if (this.state === 'gone') {
      return this.say(this.words.gone, this.words.goneDetail.replace('{age}', age));
    }
    if (this.trouble) {
      return this.say(this.words.trouble, this.trouble);
    }
    return this.state === 'stale' ? this.say(this.words.stale, this.words.staleDetail.replace('{age}', age)) : nothing;
  }

  private say(title: string, detail: string) {
    return html`<div class="banner"><strong>${title}</strong><span>${detail}</span></div>`;
  }
}
customElements.define('cy-live', CyLive);
