package org.chengyun.ingest.push;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Reads from a token for which datasets and agencies its sender speaks. */
final class SenderClaims {
    private static final String UNLIMITED_ROLE = "operator";

    private SenderClaims() {}

    /** Without a claim a sender speaks for nobody. */
    static SenderScope scope(SecurityIdentity identity) {
        return identity.hasRole(UNLIMITED_ROLE)
                ? SenderScope.EVERYTHING
                : SenderScope.of(claim(identity, "datasets"), claim(identity, "agencies"));
    }

    private static List<String> claim(SecurityIdentity identity, String name) {
        Object stated = identity.getAttribute(name);
        if (stated == null && identity.getPrincipal() instanceof JsonWebToken token) {
            stated = token.getClaim(name);
        }
        return strings(stated);
    }

    private static List<String> strings(@Nullable Object claim) {
        return switch (claim) {
            case null -> List.of();
            case Collection<?> many -> many.stream().map(SenderClaims::string).toList();
            default -> List.of(string(claim));
        };
    }

    private static String string(@Nullable Object value) {
        return value instanceof JsonString json ? json.getString() : String.valueOf(value);
    }
}
