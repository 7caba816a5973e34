package org.chengyun.launcher.doctor;

/**
 * What one check found.
 *
 * @param advice what to do; empty if all is well
 */
record Finding(Grade grade, String about, String text, String advice) {
    enum Grade {
        GOOD("ok  "),
        NOTE("note"),
        BAD("BAD ");

        private final String label;

        Grade(String label) {
            this.label = label;
        }
    }

    static Finding good(String about, String text) {
        return new Finding(Grade.GOOD, about, text, "");
    }

    static Finding note(String about, String text, String advice) {
        return new Finding(Grade.NOTE, about, text, advice);
    }

    static Finding bad(String about, String text, String advice) {
        return new Finding(Grade.BAD, about, text, advice);
    }

    @Override
    public String toString() {
        return "%s  %-10s %s%s".formatted(grade.label, about, text, advice.isEmpty() ? "" : ": " + advice);
    }
}
