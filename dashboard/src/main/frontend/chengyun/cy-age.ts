import { LitElement, html } from 'lit';
import { cutAgeMs, onTick, writeAge } from './freshness';

/** "3 s ago": the age of the cut on the page, counting by itself. */
class CyAge extends LitElement {
  static properties = { words: { attribute: false } };
  words: Record<string, string> = {};
  private stop?: () => void;

  connectedCallback() {
    super.connectedCallback();
    this.stop = onTick(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
  }

  render() {
    const ageMs = cutAgeMs();
    return html`${ageMs === undefined ? '' : writeAge(ageMs, this.words)}`;
  }
}
customElements.define('cy-age', CyAge);
