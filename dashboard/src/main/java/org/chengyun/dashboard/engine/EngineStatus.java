package org.chengyun.dashboard.engine;

import com.vaadin.flow.shared.Registration;
import java.util.List;
import java.util.function.LongConsumer;
import org.chengyun.api.audit.Audit;
import org.chengyun.api.engine.EngineAnswer;

/** Where the engine page gets its numbers from. Implementations are thread-safe and may block. */
public interface EngineStatus {
    /** How the engine stands now. Throws an unchecked exception if that cannot be read. */
    EngineAnswer read();

    /** The newest audits first, some tens of them. */
    List<Audit> audits();

    /**
     * Audits everything now, stores the verdicts, and returns when that is done, which may take minutes.
     *
     * <p>Throws an unchecked exception whose message says why if it cannot be done.
     *
     * @param by account that asks for it
     */
    void audit(String by);

    /** Calls {@code listener} with the number of each commit, on any thread, in order or not. It returns at once. */
    Registration onCut(LongConsumer listener);
}
