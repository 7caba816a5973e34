package org.chengyun.launcher.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A content that the application knows already. */
record EarlierLoad(String id, String name, long bytes, String sha256) {
    static List<EarlierLoad> list(JsonNode loads) {
        return StreamSupport.stream(loads.spliterator(), false)
                .map(load -> new EarlierLoad(
                        load.path("id").asText(),
                        load.path("name").asText(),
                        load.path("bytes").asLong(),
                        load.path("sha256").asText()))
                .toList();
    }

    /** The longest of them that is a true beginning of the content, whether it ends with a line or not. */
    static Optional<EarlierLoad> longestBeginning(List<EarlierLoad> earlier, Fingerprint content) {
        return earlier.stream()
                .filter(load -> load.bytes < content.bytes() && load.matches(content))
                .max(Comparator.comparingLong(EarlierLoad::bytes));
    }

    boolean isSame(Fingerprint content) {
        return bytes == content.bytes() && sha256.equalsIgnoreCase(content.sha256());
    }

    boolean endsLine(Fingerprint content) {
        PrefixHash.Prefix prefix = content.prefixes().get(bytes);
        return prefix != null && prefix.endsLine();
    }

    private boolean matches(Fingerprint content) {
        PrefixHash.Prefix prefix = content.prefixes().get(bytes);
        return prefix != null && prefix.sha256().equalsIgnoreCase(sha256);
    }
}
