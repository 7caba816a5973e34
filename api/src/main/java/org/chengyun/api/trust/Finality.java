package org.chengyun.api.trust;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a number may still change, best first. */
public enum Finality {
    /** The watermark has passed the window's end and nothing came later. */
    @JsonProperty("final")
    FINAL,
    /** Late observations changed it after it was final. */
    @JsonProperty("revised")
    REVISED,
    /** The window is open. */
    @JsonProperty("provisional")
    PROVISIONAL;

    public static Finality of(boolean closed, int revision) {
        if (revision > 0) {
            return REVISED;
        }
        return closed ? FINAL : PROVISIONAL;
    }

    /** The one that promises less. */
    public Finality worse(Finality that) {
        return compareTo(that) >= 0 ? this : that;
    }
}
