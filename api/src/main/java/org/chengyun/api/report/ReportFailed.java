package org.chengyun.api.report;

import java.util.UUID;

/** A report could not be made; it is listed as failed, with the reason, and no part of it was kept. */
public final class ReportFailed extends RuntimeException {
    private final UUID id;

    ReportFailed(UUID id, String reason, Throwable cause) {
        super(reason, cause);
        this.id = id;
    }

    /** The failed report's id. */
    public UUID id() {
        return id;
    }
}
