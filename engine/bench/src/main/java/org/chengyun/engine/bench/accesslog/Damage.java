package org.chengyun.engine.bench.accesslog;

/** What is wrong with a line. */
public enum Damage {
    NONE(""),
    /** The server stopped in the middle of the request. */
    CUT("quote-unclosed"),
    /** The brackets hold no time. */
    NO_TIME("time-malformed"),
    /** The place of the status holds words. */
    NO_STATUS("status-malformed"),
    /** Another program wrote into the same file. */
    FOREIGN("line-malformed");

    private static final Damage[] KINDS = {CUT, NO_TIME, NO_STATUS, FOREIGN};
    private static final int ONE_IN = 1000;

    private final String reason;

    Damage(String reason) {
        this.reason = reason;
    }

    /** The reason that Chengyun must give; empty for a line that is whole. */
    public String reason() {
        return reason;
    }

    static Damage of(long roll) {
        return Dice.even(roll, ONE_IN) == 0 ? KINDS[(int) (roll & 3)] : NONE;
    }
}
