import * as echarts from 'echarts/core';
import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, TooltipComponent } from 'echarts/components';
import { LabelLayout } from 'echarts/features';
import { CanvasRenderer } from 'echarts/renderers';
import { LitElement, css, html, nothing } from 'lit';
import { Notation } from './notation';
import { onSchemeChange, paletteOf } from './palette';
import { byWindow, type SeriesData } from './series-data';
import { describe, seriesOption, unitOf } from './series-option';
import { tableStyles } from './table-styles';

echarts.use([BarChart, LineChart, ScatterChart, GridComponent, MarkAreaComponent, TooltipComponent, LabelLayout, CanvasRenderer]);

/** A metric over time with its percentiles, or else its ±1 standard deviation band; `table` shows the same windows as a table instead. */
class CySeries extends LitElement {
  static properties = {
    data: { attribute: false },
    words: { attribute: false },
    language: { type: String },
    zone: { type: String },
    table: { type: Boolean },
  };
  static styles = [
    tableStyles,
    css`
      :host {
        display: block;
        position: relative;
        min-height: 150px;
        font: inherit;
      }
      #chart {
        position: absolute;
        inset: 0;
      }
      .unit {
        position: absolute;
        inset-block-start: 2px;
        inset-inline-start: 4px;
        color: var(--cy-muted);
        font-size: 11px;
      }
    `,
  ];

  data?: SeriesData;
  words: Record<string, string> = {};
  language = 'en';
  zone = 'UTC';
  table = false;
  private chart?: echarts.ECharts;
  private resizing?: ResizeObserver;
  private stopWatching?: () => void;

  connectedCallback() {
    super.connectedCallback();
    this.stopWatching = onSchemeChange(() => this.draw());
    // also the first time that it has a size: data that stay as they are draw nothing again
    this.resizing = new ResizeObserver(() => (this.chart ? this.chart.resize() : this.draw()));
    this.resizing.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stopWatching?.();
    this.resizing?.disconnect();
    this.chart?.dispose();
    this.chart = undefined;
  }

  render() {
    return this.table
      ? this.renderTable()
      : html`<div id="chart" role="img" aria-label=${this.summary()}></div>
          <span class="unit" aria-hidden="true">${this.data ? unitOf(this.data) : ''}</span>`;
  }

  updated() {
    this.draw();
  }

  private get notation() {
    return new Notation(this.language, this.zone);
  }

  private draw() {
    const box = this.renderRoot.querySelector<HTMLElement>('#chart');
    if (this.chart && this.chart.getDom() !== box) {
      this.chart.dispose();
      this.chart = undefined;
    }
    if (!box || !this.data || !this.isConnected || box.clientWidth === 0 || box.clientHeight === 0) {
      return;
    }
    this.chart ??= echarts.init(box);
    this.chart.setOption(seriesOption(this.data, this.notation, this.words, paletteOf(this)), { notMerge: true });
  }

  private summary(): string {
    const data = this.data;
    const last = data?.points.filter((point) => point.value !== null && !point.open).at(-1);
    if (!data || !last) {
      return `${data?.label ?? ''}: ${this.words.noData ?? ''}`;
    }
    const start = this.notation.windowStart(data.fromMs + last.i * data.stepMs, data.stepMs, true);
    return `${data.label}. ${start}: ${describe(data, last, this.notation, this.words).join(', ')}`;
  }

  private renderTable() {
    const data = this.data;
    if (!data) {
      return nothing;
    }
    const w = this.words;
    // a count is its own n and has no spread
    const mean = data.measure === 'MEAN';
    const spread = data.points.some((point) => point.sd !== null);
    const measured = mean && data.percentiles.length > 0 ? w.mean : w.value;
    const unit = unitOf(data) ? (measured === w.mean ? `${w.mean}, ${data.unit}` : data.unit) : measured;
    const rows = byWindow(data).map((point, i) => ({ point, start: data.fromMs + i * data.stepMs }));
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${data.label}>
      <table>
        <thead>
          <tr>
            <th scope="col">${w.window}</th>
            <th scope="col" class="number">${unit}</th>
            ${spread ? html`<th scope="col" class="number">± ${w.sd}</th>` : nothing}
            ${data.percentiles.map((name) => html`<th scope="col" class="number">${name}</th>`)}
            ${mean ? html`<th scope="col" class="number">n</th>` : nothing}
            <th scope="col" class="number">${w.coverage}</th>
            <th scope="col">${w.finality}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.reverse().map(
            ({ point, start }) =>
              html`<tr>
                <th scope="row">${this.notation.windowStart(start, data.stepMs, data.stepMs >= 3_600_000)}</th>
                <td class="number">${this.cell(data, point?.value)}</td>
                ${spread ? html`<td class="number">${point?.sd == null ? '' : this.cell(data, point.sd)}</td>` : nothing}
                ${data.percentiles.map(
                  (_, k) =>
                    html`<td class="number">${point?.percentiles[k] == null ? '' : this.cell(data, point.percentiles[k])}</td>`,
                )}
                ${mean ? html`<td class="number">${point ? this.notation.number(point.n) : ''}</td>` : nothing}
                <td class="number">${point?.coverage == null ? '' : this.notation.percent(point.coverage)}</td>
                <td>${point?.open ? w.open : point ? w[point.finality] : ''}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  private cell(data: SeriesData, value: number | null | undefined) {
    if (value == null) {
      return html`<span class="none">${this.words.noData}</span>`;
    }
    return data.unit === 'B' ? this.notation.value(value, 'B') : this.notation.number(value);
  }
}
customElements.define('cy-series', CySeries);
