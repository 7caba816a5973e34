package org.chengyun.ingest.cases;

/** What a dated fact says about whether the case was open. */
public enum Evidence {
    /** Nothing: something else changed. */
    NEITHER(0),
    /** The record that changed then shows the case open. Of facts of one time this is the first. */
    SHOWN_OPEN(1),
    /** It was opened, or opened again. */
    OPENS(2),
    /** It was closed. */
    CLOSES(3),
    /** It was closed by then at the latest, as nothing says when. Is no news of a case that is closed already. */
    CLOSED_BY(4);

    private final int code;

    Evidence(int code) {
        this.code = code;
    }

    /** Stands for it in stored bytes, for ever. */
    int code() {
        return code;
    }

    static Evidence of(int code) {
        for (Evidence evidence : values()) {
            if (evidence.code == code) {
                return evidence;
            }
        }
        throw new IllegalStateException("no evidence has the code %d: a newer program wrote it".formatted(code));
    }

    boolean isOpen() {
        return this == SHOWN_OPEN || this == OPENS;
    }

    boolean isClosed() {
        return this == CLOSES || this == CLOSED_BY;
    }

    /** True if both say the same about the case. */
    boolean agrees(Evidence that) {
        return isOpen() == that.isOpen() && isClosed() == that.isClosed();
    }
}
