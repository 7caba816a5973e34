/** The page's colours as the browser computes them now (light or dark), for drawing on a canvas. */
export interface Palette {
  ink: string;
  muted: string;
  line: string;
  surface: string;
  accent: string;
  band: string;
  hatch: string;
  noData: string;
  /** Families, for a canvas has none to inherit. */
  font: string;
}

const NAMES: Record<Exclude<keyof Palette, 'font'>, string> = {
  ink: '--cy-ink',
  muted: '--cy-muted',
  line: '--cy-line',
  surface: '--cy-surface',
  accent: '--cy-accent',
  band: '--cy-accent-band',
  hatch: '--cy-accent-hatch',
  noData: '--cy-no-data',
};

/** Custom properties hold `light-dark(…)` as text; only a real property's computed value is a colour. */
export function paletteOf(element: HTMLElement): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  (element.shadowRoot ?? element).append(probe);
  const palette = { font: getComputedStyle(element).fontFamily } as Palette;
  (Object.keys(NAMES) as (keyof typeof NAMES)[]).forEach((name) => {
    probe.style.color = `var(${NAMES[name]})`;
    palette[name] = getComputedStyle(probe).color;
  });
  probe.remove();
  return palette;
}

/** Calls `listener` when the colour scheme may have changed, until the returned function is called. */
export function onSchemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['theme', 'style'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', listener);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', listener);
  };
}

/** A diagonal hatch to fill areas with: the sign of "not final yet". */
export function hatch(colour: string): { image: HTMLCanvasElement; repeat: 'repeat' } {
  const size = 6;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const context = canvas.getContext('2d')!;
  context.strokeStyle = colour;
  context.lineWidth = 1.2;
  context.beginPath();
  for (const shift of [-size, 0, size]) {
    context.moveTo(shift, size);
    context.lineTo(shift + size, 0);
  }
  context.stroke();
  return { image: canvas, repeat: 'repeat' };
}
