package org.chengyun.api.quarantine;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of records in quarantine, the newest first. */
@Schema(description = "Records in quarantine, the newest first")
public record RejectedRecords(
        List<RejectedRecord> records,

        @Schema(description = "True if the dataset may name people, and bytes are for admins only")
        boolean personal,

        @Schema(nullable = true, description = "Pass as 'after' for the next page; null = this is the last") @Nullable
        Long next) {
    public RejectedRecords {
        records = List.copyOf(records);
    }
}
