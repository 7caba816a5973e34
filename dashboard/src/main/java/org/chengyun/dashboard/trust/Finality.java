package org.chengyun.dashboard.trust;

/** Whether a window's numbers can still change, judged by the dataset's watermark. */
public enum Finality {
    /** The window ends after the watermark: more observations are expected. */
    PROVISIONAL,
    /** The watermark passed the window's end, and nothing has changed it since. */
    FINAL,
    /** Final once, then corrected by late observations. */
    REVISED;

    /** The word of the REST contract and of the translation keys: {@code provisional}, {@code final}, {@code revised}. */
    public String word() {
        return switch (this) {
            case PROVISIONAL -> "provisional";
            case FINAL -> "final";
            case REVISED -> "revised";
        };
    }
}
