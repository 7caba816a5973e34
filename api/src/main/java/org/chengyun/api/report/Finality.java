package org.chengyun.api.report;

/** Whether a number can still change. */
public enum Finality {
    /** The watermark has not passed the end of the window: late data may still change it. */
    PROVISIONAL,
    /** The watermark has passed, and nothing has changed since. */
    FINAL,
    /** Late data changed it after it was final. */
    REVISED
}
