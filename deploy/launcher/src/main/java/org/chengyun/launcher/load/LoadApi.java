package org.chengyun.launcher.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.chengyun.launcher.api.ApiClient;
import org.chengyun.launcher.api.AwayException;
import org.chengyun.launcher.api.Patience;
import org.chengyun.launcher.api.ProblemException;

/** The application's side of a load. Each call waits patiently for an application that is away. */
final class LoadApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApiClient client;
    private final Patience patience;

    LoadApi(ApiClient client, Patience patience) {
        this.client = client;
        this.patience = patience;
    }

    /** What a person chose; empty means: let the application find out. */
    record Choice(String dataset, Optional<String> format, Optional<String> zone, Optional<String> cases) {}

    List<EarlierLoad> earlier(String dataset) throws AwayException, ProblemException, InterruptedException {
        String path = "/api/v1/loads?dataset=" + URLEncoder.encode(dataset, StandardCharsets.UTF_8);
        return EarlierLoad.list(patience.keepTrying(() -> client.get(path)));
    }

    LoadStatus begin(Choice choice, String name, Fingerprint content, Optional<String> continues)
            throws AwayException, ProblemException, InterruptedException {
        ObjectNode body = JSON.createObjectNode()
                .put("dataset", choice.dataset())
                .put("format", choice.format().orElse(null))
                .put("zone", choice.zone().orElse(null))
                .put("cases", choice.cases().orElse(null))
                .put("name", name)
                .put("bytes", content.bytes())
                .put("sha256", content.sha256())
                .put("head", content.head())
                .put("continues", continues.orElse(null));
        return LoadStatus.of(patience.keepTrying(() -> client.post("/api/v1/loads", body)));
    }

    /** @return the status; if the application stands elsewhere than we thought, the one that says where */
    LoadStatus send(String id, long from, boolean last, byte[] piece, int length)
            throws AwayException, ProblemException, InterruptedException {
        String path = "/api/v1/loads/%s/bytes?from=%d&last=%b".formatted(id, from, last);
        try {
            return LoadStatus.of(patience.keepTrying(() -> client.put(path, piece, length)));
        } catch (ProblemException refused) {
            if (refused.problem().code().equals("position-mismatch")) {
                return status(id); // it took the piece, but its answer was lost
            }
            throw refused;
        }
    }

    LoadStatus status(String id) throws AwayException, ProblemException, InterruptedException {
        return LoadStatus.of(patience.keepTrying(() -> client.get("/api/v1/loads/" + id)));
    }
}
