package org.chengyun.dashboard.assembly;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.chengyun.api.quarantine.QuarantineGroup;
import org.chengyun.api.quarantine.QuarantineReplay;
import org.chengyun.api.quarantine.QuarantineService;
import org.chengyun.api.quarantine.QuarantineService.Reader;
import org.chengyun.api.quarantine.RecordsQuery;
import org.chengyun.api.quarantine.RejectedRecords;
import org.chengyun.api.quarantine.ReplayWish;
import org.chengyun.dashboard.quarantine.QuarantineDesk;

/** The quarantine page from the api's service. Thread-safe. */
@DefaultBean
@ApplicationScoped
class StoredQuarantine implements QuarantineDesk {
    /** Of each dataset only the newest can be open. */
    private static final int NEWEST = 200;

    private final QuarantineService quarantine;

    StoredQuarantine(QuarantineService quarantine) {
        this.quarantine = quarantine;
    }

    @Override
    public List<QuarantineGroup> groups() {
        return quarantine.groups();
    }

    @Override
    public RejectedRecords records(RecordsQuery query, Reader by) {
        return quarantine.records(query, by);
    }

    @Override
    public QuarantineReplay ask(ReplayWish wish, String by) {
        return quarantine.ask(wish, by);
    }

    @Override
    public QuarantineReplay replay(long number) {
        return quarantine.replay(number);
    }

    @Override
    public List<QuarantineReplay> open() {
        return quarantine.newest(NEWEST).stream()
                .filter(replay -> replay.endedAt() == null)
                .toList();
    }

    @Override
    public QuarantineReplay cancel(long number, String by) {
        return quarantine.cancel(number, by);
    }
}
