package org.chengyun.api.report;

import org.jspecify.annotations.Nullable;

final class Shares {
    private Shares() {}

    static void check(String what, @Nullable Double share) {
        // written so that NaN fails too
        if (share != null && !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("%s must be within 0 and 1, got %s".formatted(what, share));
        }
    }
}
