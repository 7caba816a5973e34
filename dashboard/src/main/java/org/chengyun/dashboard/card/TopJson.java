package org.chengyun.dashboard.card;

import org.chengyun.dashboard.trust.Finality;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a ranking for the chart; {@code cy-top.ts} reads it. */
final class TopJson {
    private TopJson() {}

    static ObjectNode of(TopList top) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("label", top.label())
                .put("unit", top.unit())
                .put("ranked", top.ranked())
                .put("provisional", top.trust().finality() == Finality.PROVISIONAL);
        var entries = json.putArray("entries");
        top.entries()
                .forEach(entry -> entries.addObject()
                        .put("rank", entry.rank())
                        .put("key", entry.key())
                        .put("label", entry.label())
                        .put("score", entry.score())
                        .put("previous", entry.previousRank())
                        .put("compared", entry.listBefore()));
        return json;
    }
}
