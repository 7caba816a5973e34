package org.chengyun.dashboard.assembly;

import com.vaadin.flow.shared.Registration;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.LongConsumer;
import org.chengyun.api.audit.Audit;
import org.chengyun.api.audit.Audits;
import org.chengyun.api.cut.CutFeed;
import org.chengyun.api.engine.EngineAnswer;
import org.chengyun.api.engine.EngineService;
import org.chengyun.api.span.Span;
import org.chengyun.dashboard.engine.EngineStatus;

/** The engine page from the api's services. Thread-safe. */
@DefaultBean
@ApplicationScoped
class LiveEngineStatus implements EngineStatus {
    private static final int AUDITS_SHOWN = 30;

    private final EngineService engine;
    private final Audits audits;
    private final CutFeed cuts;

    LiveEngineStatus(EngineService engine, Audits audits, CutFeed cuts) {
        this.engine = engine;
        this.audits = audits;
        this.cuts = cuts;
    }

    @Override
    public EngineAnswer read() {
        return engine.now();
    }

    @Override
    public List<Audit> audits() {
        return audits.newest(null, AUDITS_SHOWN);
    }

    @Override
    public void audit(String by) {
        audits.runAndStore(null, Span.ALWAYS, by);
    }

    @Override
    public Registration onCut(LongConsumer listener) {
        CutFeed.Subscription subscription = cuts.subscribe(notice -> listener.accept(notice.cut()));
        return subscription::close;
    }
}
