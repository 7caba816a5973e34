import type { EChartsCoreOption } from 'echarts/core';
import type { Notation } from './notation';
import { hatch, type Palette } from './palette';
import { byWindow, isColumns, isPartial, type SeriesData, type WindowPoint } from './series-data';

type Points = (WindowPoint | undefined)[];
type Words = Record<string, string>;

/** The whole chart as ECharts wants it. Final windows are solid, provisional ones dashed and hatched, gaps stay gaps. */
export function seriesOption(data: SeriesData, notation: Notation, words: Words, p: Palette): EChartsCoreOption {
  const points = byWindow(data);
  const starts = points.map((_, i) => data.fromMs + i * data.stepMs);
  return {
    animation: false,
    textStyle: { fontFamily: p.font },
    grid: { left: 4, right: data.percentiles.length > 0 ? 34 : 10, top: unitOf(data) ? 26 : 12, bottom: 2, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis',
      confine: true,
      transitionDuration: 0,
      backgroundColor: p.surface,
      borderColor: p.line,
      padding: [8, 10],
      textStyle: { color: p.ink, fontSize: 12 },
      axisPointer: { type: 'line', lineStyle: { color: p.muted, type: 'solid', width: 1 } },
      formatter: (items: any) => tooltip(data, points[items[0].dataIndex], starts[items[0].dataIndex], notation, words),
    },
    xAxis: {
      type: 'category',
      data: starts,
      boundaryGap: true,
      axisLine: { lineStyle: { color: p.line } },
      axisTick: { show: false },
      axisLabel: {
        color: p.muted,
        fontSize: 11,
        hideOverlap: true,
        interval: (i: number) => isLabelled(starts[i], data.stepMs, notation),
        formatter: (start: string) => notation.windowStart(Number(start), data.stepMs, false),
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      splitNumber: 3,
      axisLabel: { color: p.muted, fontSize: 11, formatter: (v: number) => notation.axis(v, data.unit) },
      splitLine: { lineStyle: { color: p.line, width: 1 } },
    },
    series: [
      ...(data.percentiles.length > 0 ? percentiles(data, points, p) : [...band(points, false, p), ...band(points, true, p)]),
      gaps(points, p, words),
      ...(data.percentiles.length > 0 ? [] : isColumns(data) ? [columns(points, p)] : [line(data, points, p), dashes(data, points, p), partial(data, points, p)]),
      marks(data, points, p),
    ],
  };
}

/** What stands above the axis; bytes have their unit at each label. */
export function unitOf(data: SeriesData): string {
  return data.unit === 'B' ? '' : data.unit;
}

function isLabelled(start: number, stepMs: number, notation: Notation): boolean {
  if (stepMs >= 86_400_000) {
    return notation.dayOfMonth(start) % 5 === 1;
  }
  const every = stepMs >= 3_600_000 ? 360 : 15;
  return notation.minuteOfDay(start) % every === 0;
}

function isFinal(point: WindowPoint): boolean {
  return point.finality !== 'provisional';
}

/** ±1 standard deviation as two stacked lines; the provisional part starts where the final part ends. */
function band(points: Points, provisional: boolean, p: Palette): object[] {
  const stack = provisional ? 'band-provisional' : 'band-final';
  const shown = points.map((point, i) => {
    const bridge = provisional && point !== undefined && isFinal(point) && startsDashes(points, i);
    return point && point.value !== null && point.sd !== null && (isFinal(point) !== provisional || bridge) ? point : undefined;
  });
  const base = { type: 'line', stack, stackStrategy: 'all', symbol: 'none', silent: true, lineStyle: { opacity: 0 }, z: 1 };
  return [
    { ...base, data: shown.map((point) => (point ? Math.max(0, point.value! - point.sd!) : null)) },
    {
      ...base,
      data: shown.map((point) => (point ? point.value! + point.sd! - Math.max(0, point.value! - point.sd!) : null)),
      areaStyle: { color: provisional ? hatch(p.hatch) : p.band, opacity: 1 },
    },
  ];
}

/** A line for each percentile, the middle one strong, named at its end; between the outer ones a band. */
function percentiles(data: SeriesData, points: Points, p: Palette): object[] {
  const last = data.percentiles.length - 1;
  const middle = Math.max(0, data.percentiles.indexOf('p50'));
  const value = (point: WindowPoint | undefined, k: number) => point?.percentiles[k] ?? null;
  const lines = data.percentiles.flatMap((name, k) =>
    [false, true].map((provisional) => {
      const shown = points.map((point, i) => {
        const bridge = provisional && point !== undefined && isFinal(point) && startsDashes(points, i);
        return point && (isFinal(point) !== provisional || bridge) ? value(point, k) : null;
      });
      const ends = provisional === points.some((point) => point && !isFinal(point) && point.percentiles.length > 0);
      return {
        type: 'line',
        z: 3,
        symbol: (_: unknown, params: any) => (isLone(points, params.dataIndex) ? 'circle' : 'none'),
        symbolSize: 4,
        itemStyle: { color: p.accent },
        lineStyle: { color: p.accent, width: k === middle ? 2 : 1.1, opacity: k === middle ? 1 : 0.75, type: provisional ? [4, 3] : 'solid' },
        endLabel: { show: ends, formatter: name, color: p.muted, fontSize: 11, distance: 4 },
        labelLayout: { moveOverlap: 'shiftY' },
        data: shown,
      };
    }),
  );
  const base = { type: 'line', stack: 'percentiles', stackStrategy: 'all', symbol: 'none', silent: true, lineStyle: { opacity: 0 }, z: 1 };
  const lowest = points.map((point) => value(point, 0));
  const span = points.map((point) => (point && point.percentiles.length > 0 ? point.percentiles[last] - point.percentiles[0] : null));
  return [{ ...base, data: lowest }, { ...base, data: span, areaStyle: { color: p.band, opacity: 1 } }, ...lines];
}

function startsDashes(points: Points, i: number): boolean {
  const next = points[i + 1];
  return next !== undefined && !isFinal(next);
}

function line(data: SeriesData, points: Points, p: Palette): object {
  return {
    type: 'line',
    z: 3,
    // a lone window between two gaps would be invisible as a line
    showSymbol: true,
    symbol: (_: unknown, params: any) => (isLone(points, params.dataIndex) ? 'circle' : 'none'),
    symbolSize: 4,
    itemStyle: { color: p.accent },
    lineStyle: { color: p.accent, width: 1.8 },
    areaStyle: data.points.some((point) => point.sd !== null) ? undefined : { color: p.band },
    data: points.map((point) => (point && isFinal(point) ? point.value : null)),
  };
}

function isLone(points: Points, i: number): boolean {
  const drawn = (at: number) => points[at] !== undefined && points[at]!.value !== null;
  return drawn(i) && !drawn(i - 1) && !drawn(i + 1);
}

function dashes(data: SeriesData, points: Points, p: Palette): object {
  return {
    type: 'line',
    z: 3,
    symbol: (_: unknown, params: any) => (points[params.dataIndex]?.open ? 'emptyCircle' : 'none'),
    symbolSize: 7,
    itemStyle: { color: p.accent, borderWidth: 1.6 },
    lineStyle: { color: p.accent, width: 1.8, type: [4, 3] },
    data: points.map((point, i) => {
      const drawn = point && !isPartial(data, point) && (!isFinal(point) || startsDashes(points, i));
      return drawn ? point.value : null;
    }),
  };
}

/** Counts as columns from zero: final ones filled, provisional ones hatched, the open one with a dashed outline. */
function columns(points: Points, p: Palette): object {
  return {
    type: 'bar',
    z: 2,
    barCategoryGap: '25%',
    data: points.map((point) => ({
      value: point?.value ?? null,
      itemStyle:
        point && isFinal(point)
          ? { color: p.accent, opacity: 0.75 }
          : { color: hatch(p.accent), borderColor: p.accent, borderWidth: 1, borderType: point?.open ? [3, 2] : 'solid' },
    })),
  };
}

/** What the open window has counted so far grows as a hatched column and is never joined to the line. */
function partial(data: SeriesData, points: Points, p: Palette): object {
  return {
    type: 'bar',
    z: 2,
    barWidth: '70%',
    barMinWidth: 5,
    barMaxWidth: 12,
    itemStyle: { color: hatch(p.accent), borderColor: p.accent, borderWidth: 1 },
    data: points.map((point) => (isPartial(data, point) ? point!.value : null)),
  };
}

function marks(data: SeriesData, points: Points, p: Palette): object {
  return {
    type: 'scatter',
    z: 4,
    symbol: 'diamond',
    symbolSize: 7,
    itemStyle: { color: p.surface, borderColor: p.accent, borderWidth: 1.5 },
    data: points.map((point) => (point?.finality === 'revised' && !isPartial(data, point) ? marked(data, point) : null)),
  };
}

/** Where the line is: at the middle percentile where there is no line of means. */
function marked(data: SeriesData, point: WindowPoint): number | null {
  return data.percentiles.length > 0 ? (point.percentiles[Math.max(0, data.percentiles.indexOf('p50'))] ?? null) : point.value;
}

function gaps(points: Points, p: Palette, words: Words): object {
  const areas: object[] = [];
  let from = -1;
  points.forEach((point, i) => {
    const missing = point === undefined || point.value === null;
    if (missing && from < 0) {
      from = i;
    }
    const last = i === points.length - 1;
    if (from >= 0 && (!missing || last)) {
      const to = missing ? i : i - 1;
      const wide = to - from >= points.length / 8;
      areas.push([{ xAxis: from, name: wide ? words.noData : '' }, { xAxis: to }]);
      from = -1;
    }
  });
  return {
    type: 'line',
    data: [],
    silent: true,
    markArea: {
      silent: true,
      itemStyle: { color: hatch(p.noData), opacity: 1 },
      label: { color: p.muted, fontSize: 11, position: 'inside' },
      data: areas,
    },
  };
}

function tooltip(data: SeriesData, point: WindowPoint | undefined, start: number, notation: Notation, words: Words): HTMLElement {
  const box = document.createElement('div');
  const add = (text: string, strong = false) => {
    const row = document.createElement('div');
    row.textContent = text;
    row.style.fontWeight = strong ? '650' : '400';
    box.append(row);
  };
  const end = start + data.stepMs;
  const range = data.stepMs >= 86_400_000
    ? `${notation.windowStart(start, data.stepMs, true)}${notation.isCityDay(start) ? '' : ' UTC'}`
    : `${notation.windowStart(start, data.stepMs, true)} – ${notation.windowStart(end, data.stepMs, false)}`;
  add(range);
  describe(data, point, notation, words).forEach((text, i) => add(text, i === 0));
  return box;
}

/** A window in words: the value first, then its spread and its trust. */
export function describe(data: SeriesData, point: WindowPoint | undefined, notation: Notation, words: Words): string[] {
  if (!point || point.value === null) {
    return [words.noData];
  }
  const value = notation.value(point.value, data.unit);
  const coverage = point.coverage === null ? words.coverageUnknown : `${words.coverage} ${notation.percent(point.coverage)}`;
  const named = point.percentiles.map((value, k) => `${data.percentiles[k]} ${notation.value(value, data.unit)}`);
  return [
    ...(named.length > 0 ? [named.join(' · ')] : []),
    data.percentiles.length > 0 ? `${words.mean} ${value}` : isPartial(data, point) ? `${value} ${words.soFar}` : value,
    ...(point.sd === null ? [] : [`± ${notation.value(point.sd, data.unit)} · n = ${notation.number(point.n)}`]),
    `${words[point.finality]}${point.open ? ` · ${words.open}` : ''}`,
    coverage,
  ];
}
