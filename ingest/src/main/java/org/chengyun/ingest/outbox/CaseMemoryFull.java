package org.chengyun.ingest.outbox;

/** No room to remember new cases. Nothing was sent, as what is not remembered would be counted again. */
public final class CaseMemoryFull extends RuntimeException {
    CaseMemoryFull(String message) {
        super(message);
    }
}
