import { css } from 'lit';

/** How a table twin looks inside a chart. */
export const tableStyles = css`
  .scroll {
    position: absolute;
    inset: 0;
    overflow: auto;
    scrollbar-width: thin;
  }
  .scroll:focus-visible {
    outline: 2px solid var(--cy-focus);
    outline-offset: -2px;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    color: var(--cy-ink);
  }
  th,
  td {
    padding: 3px 8px 3px 0;
    text-align: start;
    font-weight: 400;
    white-space: nowrap;
    border-bottom: 1px solid var(--cy-line);
  }
  thead th {
    position: sticky;
    top: 0;
    background: var(--cy-surface);
    color: var(--cy-muted);
    z-index: 1;
  }
  .number {
    text-align: end;
  }
  .none {
    color: var(--cy-muted);
    font-style: italic;
  }
`;
