package org.chengyun.launcher.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chengyun.launcher.api.HttpFake;
import org.chengyun.launcher.api.HttpFake.Answer;
import org.chengyun.launcher.api.HttpFake.Request;

/**
 * The application's side of a load, as the contract has it: whole records only, one position a load, the same content is
 * one load. A line with "bad" in it goes to quarantine, one that begins with # is filtered.
 */
final class LoadsFake implements HttpFake.Handler {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final class Load {
        private final String id;
        private final ObjectNode begun;
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private long base;
        private long read;
        private long filtered;
        private long quarantined;
        private boolean complete;
        private int looks;

        Load(String id, ObjectNode begun) {
            this.id = id;
            this.begun = begun;
        }

        long position() {
            return base + taken.size();
        }
    }

    private final Map<String, Load> loads = new LinkedHashMap<>();

    /** Every byte taken, load after load. */
    String taken() {
        StringBuilder text = new StringBuilder();
        loads.values().forEach(load -> text.append(load.taken.toString(StandardCharsets.UTF_8)));
        return text.toString();
    }

    /** What the loads were begun with. */
    ArrayNode begun() {
        ArrayNode all = JSON.createArrayNode();
        loads.values().forEach(load -> all.add(load.begun));
        return all;
    }

    @Override
    public Answer answer(Request request) throws IOException {
        String[] path = request.path().split("/", -1);
        if (request.method().equals("POST")) {
            return begin((ObjectNode) request.json());
        }
        if (path.length == 4) {
            return list(request.parameter("dataset"));
        }
        Load load = loads.get(path[4]);
        if (load == null) {
            return Answer.problem(404, "load-unknown", "there is no load " + path[4]);
        }
        return request.method().equals("PUT") ? take(load, request) : status(load);
    }

    private Answer list(String dataset) {
        ArrayNode list = JSON.createArrayNode();
        loads.values().stream()
                .filter(load -> load.begun.path("dataset").asText().equals(dataset))
                .forEach(load ->
                        list.add(load.begun.deepCopy().put("id", load.id).put("complete", load.complete)));
        return new Answer(200, list);
    }

    private Answer begin(ObjectNode body) {
        if (body.path("dataset").asText().equals("weather")) {
            return Answer.problem(
                    400, "dataset-unknown", "there is no dataset weather; there are portal, traffic, events");
        }
        for (Load load : loads.values()) {
            if (load.begun.path("sha256").equals(body.path("sha256"))) {
                return status(load);
            }
        }
        Load load = new Load("load-" + (loads.size() + 1), body);
        Load before = loads.get(body.path("continues").asText());
        if (before != null) {
            load.base = before.position();
        }
        loads.put(load.id, load);
        return status(load);
    }

    private Answer take(Load load, Request request) {
        if (load.complete || load.position() != Long.parseLong(request.parameter("from"))) {
            return Answer.problem(409, "position-mismatch", "the load stands at " + load.position());
        }
        boolean last = Boolean.parseBoolean(request.parameter("last"));
        byte[] body = request.bytes();
        int length = body.length;
        while (!last && length > 0 && body[length - 1] != '\n') {
            length--;
        }
        load.taken.write(body, 0, length);
        new String(body, 0, length, StandardCharsets.UTF_8).lines().forEach(line -> {
            load.read++;
            load.filtered += line.startsWith("#") ? 1 : 0;
            load.quarantined += line.contains("bad") ? 1 : 0;
        });
        load.complete = last;
        return status(load);
    }

    /** Committed at the second look after the end. */
    private Answer status(Load load) {
        load.looks += load.complete ? 1 : 0;
        ObjectNode status = JSON.createObjectNode()
                .put("id", load.id)
                .put("dataset", load.begun.path("dataset").asText())
                .put("format", "lines")
                .put("position", load.position())
                .put("read", load.read)
                .put("observations", load.read - load.filtered - load.quarantined)
                .put("filtered", load.filtered)
                .put("complete", load.complete)
                .put("committed", load.looks > 2);
        status.putObject("quarantined").put("line-malformed", load.quarantined);
        return new Answer(200, status);
    }
}
