import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from 'lit/directives/style-map.js';
import { Notation } from './notation';
import { tableStyles } from './table-styles';

type Entry = { rank: number; previous: number | null; compared: boolean };

interface TopData {
  label: string;
  unit: string;
  /** False if the entries are classes in their own order. */
  ranked: boolean;
  provisional: boolean;
  entries: { rank: number; key: string; label: string; score: number; previous: number | null; compared: boolean }[];
}

/** A ranking whose bars start at zero and move to their new place; `table` shows it as a table instead. */
class CyTop extends LitElement {
  static properties = {
    data: { attribute: false },
    words: { attribute: false },
    language: { type: String },
    table: { type: Boolean },
  };
  static styles = [
    tableStyles,
    css`
      :host {
        display: block;
        position: relative;
        container-type: size;
        min-height: 200px;
        font-size: 13px;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
        position: absolute;
        inset: 0;
        overflow: hidden;
        isolation: isolate;
        --row: max(20px, min(34px, 100cqh / var(--rows, 10)));
      }
      li {
        position: absolute;
        inset-inline: 0;
        top: 0;
        height: var(--row);
        transform: translateY(calc(var(--row) * var(--place)));
        transition: transform 0.7s cubic-bezier(0.3, 0.7, 0.2, 1);
        display: grid;
        grid-template-columns: 20px minmax(0, 1fr) auto 30px;
        align-items: center;
        column-gap: 8px;
        color: var(--cy-ink);
      }
      .bar {
        position: absolute;
        inset-block: 2px;
        inset-inline-start: 26px;
        width: calc((100% - 64px) * var(--share));
        border-radius: 3px;
        background: var(--cy-accent-band);
        transition: width 0.7s cubic-bezier(0.3, 0.7, 0.2, 1);
        z-index: -1;
      }
      .provisional .bar {
        background: repeating-linear-gradient(
          135deg,
          var(--cy-accent-stripe) 0 1.5px,
          var(--cy-accent-faint) 1.5px 6px
        );
      }
      .classes li {
        grid-template-columns: minmax(0, 1fr) auto;
      }
      .classes .bar {
        inset-inline-start: 0;
        width: calc(100% * var(--share));
      }
      .rank {
        color: var(--cy-muted);
        text-align: end;
        font-variant-numeric: tabular-nums;
        font-size: 12px;
      }
      .label {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        padding-inline-start: 4px;
      }
      .score {
        font-variant-numeric: tabular-nums;
        font-weight: 600;
      }
      .move {
        color: var(--cy-muted);
        font-size: 11px;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .empty {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: center;
        color: var(--cy-muted);
        font-style: italic;
      }
      @media (prefers-reduced-motion: reduce) {
        li,
        .bar {
          transition: none;
        }
      }
    `,
  ];

  data?: TopData;
  words: Record<string, string> = {};
  language = 'en';
  table = false;

  render() {
    const data = this.data;
    if (!data) {
      return nothing;
    }
    if (data.entries.length === 0) {
      return html`<div class="empty">${this.words.noData}</div>`;
    }
    return this.table ? this.renderTable(data) : this.renderBars(data);
  }

  private get notation() {
    return new Notation(this.language, 'UTC');
  }

  private renderBars(data: TopData) {
    const most = Math.max(...data.entries.map((entry) => entry.score)) || 1;
    // kept in the order of the keys, so that a new rank moves an element instead of replacing it
    const entries = [...data.entries].sort((a, b) => (a.key < b.key ? -1 : 1));
    return html`<ol
      class=${classMap({ provisional: data.provisional, classes: !data.ranked })}
      aria-label=${data.label}
      style=${styleMap({ '--rows': String(data.entries.length) })}
    >
      ${repeat(
        entries,
        (entry) => entry.key,
        (entry) =>
          html`<li
            aria-posinset=${entry.rank}
            aria-setsize=${entries.length}
            title=${entry.label}
            style=${styleMap({ '--place': String(entry.rank - 1), '--share': String(entry.score / most) })}
          >
            <span class="bar"></span>
            ${data.ranked ? html`<span class="rank">${entry.rank}</span>` : nothing}
            <span class="label">${entry.label}</span>
            <span class="score">${this.notation.value(entry.score, data.unit === 'B' ? 'B' : '')}</span>
            ${data.ranked ? html`<span class="move" aria-label=${this.moveInWords(entry)}>${this.move(entry)}</span>` : nothing}
          </li>`,
      )}
    </ol>`;
  }

  private move(entry: Entry): string {
    if (entry.previous === null) {
      return entry.compared ? this.words.new : '';
    }
    const up = entry.previous - entry.rank;
    return up === 0 ? '' : up > 0 ? `▲${up}` : `▼${-up}`;
  }

  private moveInWords(entry: Entry): string {
    if (!entry.compared) {
      return '';
    }
    return entry.previous === null ? this.words.new : `${this.words.before} ${entry.previous}`;
  }

  private renderTable(data: TopData) {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${data.label}>
      <table>
        <thead>
          <tr>
            ${data.ranked ? html`<th scope="col" class="number">${this.words.rank}</th>` : nothing}
            <th scope="col">${data.label}</th>
            <th scope="col" class="number">${data.unit && data.unit !== 'B' ? data.unit : this.words.value}</th>
            ${data.ranked ? html`<th scope="col" class="number">${this.words.before}</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${data.entries.map(
            (entry) =>
              html`<tr>
                ${data.ranked ? html`<td class="number">${entry.rank}</td>` : nothing}
                <th scope="row">${entry.label}</th>
                <td class="number">${this.notation.value(entry.score, data.unit === 'B' ? 'B' : '')}</td>
                ${data.ranked
                  ? html`<td class="number">${entry.previous ?? (entry.compared ? this.words.new : '–')}</td>`
                  : nothing}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}
customElements.define('cy-top', CyTop);
