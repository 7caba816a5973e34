/** How numbers and times are written in the browser; the twin of Notation.java. */

const DAY_MS = 86_400_000;
const BYTES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

export class Notation {
  constructor(
    readonly language: string,
    readonly zone: string,
  ) {}

  number(value: number): string {
    const size = Math.abs(value);
    const decimals = Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2;
    return value.toLocaleString(this.language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  }

  value(value: number, unit: string): string {
    if (unit !== 'B') {
      return unit ? `${this.number(value)} ${unit}` : this.number(value);
    }
    let scale = 0;
    while (Math.abs(value) >= 1000 && scale < BYTES.length - 1) {
      value /= 1000;
      scale++;
    }
    return `${this.number(value)} ${BYTES[scale]}`;
  }

  /** On an axis: short, without unit for plain numbers. */
  axis(value: number, unit: string): string {
    if (unit === 'B') {
      return this.value(value, unit);
    }
    return value.toLocaleString(this.language, { notation: 'compact', maximumFractionDigits: 1 });
  }

  /** Rounds towards 0, so that only a whole share is ever written as 100 %. */
  percent(share: number): string {
    return share > 0 && share < 0.01
      ? `<${(0.01).toLocaleString(this.language, { style: 'percent' })}`
      : (Math.floor(share * 100) / 100).toLocaleString(this.language, { style: 'percent' });
  }

  /** Start of a window in city time. */
  windowStart(ms: number, stepMs: number, long: boolean): string {
    const day = stepMs >= DAY_MS;
    const options: Intl.DateTimeFormatOptions = { timeZone: this.zone, hourCycle: 'h23' };
    if (day || long) {
      options.month = day && !long ? 'numeric' : 'short';
      options.day = 'numeric';
    }
    if (!day) {
      options.hour = '2-digit';
      options.minute = '2-digit';
    }
    return new Intl.DateTimeFormat(this.language, options).format(day ? this.noon(ms) : ms);
  }

  /** Day of the month of a window of a day. */
  dayOfMonth(ms: number): number {
    return Number(new Intl.DateTimeFormat('en-GB', { timeZone: this.zone, day: 'numeric' }).format(this.noon(ms)));
  }

  /** Whether a day that starts there is one of the city and not one of UTC. A changed clock is an hour off. */
  isCityDay(ms: number): boolean {
    const minute = this.minuteOfDay(ms);
    return Math.min(minute, 1440 - minute) <= 60;
  }

  /** What lies half a day after the start has the date of the day, be it one of the city or of UTC, clocks changed or not. */
  private noon(ms: number): number {
    return ms + DAY_MS / 2;
  }

  /** Minutes since midnight of the city, for choosing axis labels. */
  minuteOfDay(ms: number): number {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone: this.zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).formatToParts(ms);
    const part = (type: string) => Number(parts.find((p) => p.type === type)?.value ?? 0);
    return part('hour') * 60 + part('minute');
  }
}
