package org.chengyun.ingest.decode;

/** The registry of sites was never read, so observations would lack their road and district for ever. Try again later. */
public final class RegistryAway extends RuntimeException {
    public RegistryAway(String message) {
        super(message);
    }
}
