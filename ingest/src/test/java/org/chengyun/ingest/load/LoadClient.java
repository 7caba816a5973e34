package org.chengyun.ingest.load;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What a client of the loading API does, without HTTP. */
final class LoadClient {
    private final Loads loads;
    private final int piece;

    LoadClient(Loads loads, int piece) {
        this.loads = loads;
        this.piece = piece;
    }

    static LoadRequest request(String dataset, byte[] content, @Nullable String continues) {
        return request(dataset, null, content, continues);
    }

    static LoadRequest request(String dataset, @Nullable String format, byte[] content, @Nullable String continues) {
        byte[] head = Arrays.copyOf(content, Math.min(content.length, LoadRequest.HEAD_BYTES));
        return new LoadRequest(
                dataset,
                format,
                null,
                "a file",
                content.length,
                sha256(content),
                Base64.getEncoder().encodeToString(head),
                null,
                continues);
    }

    LoadStatus load(String dataset, byte[] content, @Nullable String continues) {
        return load(request(dataset, content, continues), content);
    }

    LoadStatus load(LoadRequest request, byte[] content) {
        LoadStatus status = loads.begin(request);
        while (!status.complete()) {
            status = next(status, content);
        }
        return status;
    }

    LoadStatus next(LoadStatus status, byte[] content) {
        int from = (int) status.position();
        int to = Math.min(content.length, from + piece);
        return loads.append(status.id(), from, to == content.length, Arrays.copyOfRange(content, from, to));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
