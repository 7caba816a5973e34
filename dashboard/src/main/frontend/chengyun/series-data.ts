/** A series as the server sends it; see SeriesJson.java. */
export interface SeriesData {
  label: string;
  unit: string;
  measure: 'COUNT' | 'MEAN';
  fromMs: number;
  stepMs: number;
  windows: number;
  /** What the percentiles of the points are called, rising; may be none. */
  percentiles: string[];
  points: WindowPoint[];
}

export interface WindowPoint {
  /** Index of the window on the axis. */
  i: number;
  value: number | null;
  sd: number | null;
  n: number;
  coverage: number | null;
  finality: 'provisional' | 'final' | 'revised';
  open: boolean;
  /** In the order of the series'; empty if they are not known. */
  percentiles: number[];
}

/** The points by window; undefined where no window was sent: "no data". */
export function byWindow(data: SeriesData): (WindowPoint | undefined)[] {
  const all = new Array<WindowPoint | undefined>(data.windows).fill(undefined);
  data.points.forEach((point) => (all[point.i] = point));
  return all;
}

/** Half of a count is not a count: the open window of a COUNT is no part of the line. */
export function isPartial(data: SeriesData, point: WindowPoint | undefined): boolean {
  return point !== undefined && point.open && data.measure === 'COUNT';
}

/** Small counts jump: as columns they read as counts, as a line they read as noise. */
const COLUMNS_BELOW = 40;

export function isColumns(data: SeriesData): boolean {
  return data.measure === 'COUNT' && data.points.every((point) => (point.value ?? 0) < COLUMNS_BELOW);
}
