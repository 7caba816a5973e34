package org.chengyun.ingest.accesslog;

import java.util.List;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.Pseudonyms;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.RecordDecoder;
import org.chengyun.ingest.decode.SourceText;
import org.chengyun.ingest.request.Request;
import org.chengyun.ingest.request.RequestFields;
import org.chengyun.ingest.request.RequestLine;
import org.chengyun.ingest.request.Routes;
import org.jspecify.annotations.Nullable;

/** One line of an access log becomes one observation. Not thread-safe. */
public final class AccessLogDecoder implements RecordDecoder {
    private final LogLine line;
    private final boolean withVirtualHost;
    private final Request request = new Request();
    private final RequestFields fields;

    /** @param withVirtualHost true if each line begins with the virtual host */
    public AccessLogDecoder(Schema schema, boolean withVirtualHost, Routes routes, Pseudonyms pseudonyms) {
        this.line = new LogLine(withVirtualHost);
        this.withVirtualHost = withVirtualHost;
        this.fields = new RequestFields(schema, routes, pseudonyms);
    }

    @Override
    public Decoded decode(byte[] source, int from, int to) {
        if (SourceText.isBlankOrComment(source, from, to)) {
            return Decoded.Ignored.INSTANCE;
        }
        Reason reason = line.parse(source, from, to);
        if (reason != null) {
            return SourceText.looksBinary(source, from, to)
                    ? new Decoded.Rejected(
                            Reason.ENCODING_BINARY, "not a line of text; as a log line: " + line.detail())
                    : new Decoded.Rejected(reason, line.detail());
        }
        return new Decoded.Accepted(List.<@Nullable Object[]>of(observation(source)));
    }

    private @Nullable Object[] observation(byte[] source) {
        int from = line.requestStart;
        int to = line.requestEnd;
        int target = RequestLine.targetStart(source, from, to);
        request.begin(line.timeMs)
                .client(source, line.hostStart, line.hostEnd)
                .asked(
                        RequestLine.method(source, from, to),
                        RequestLine.path(source, target, RequestLine.targetEnd(source, target, to)))
                .status(status(source))
                .size(line.size);
        if (line.userEnd > line.userStart + 1 || source[line.userStart] != '-') {
            request.user(text(source, line.userStart, line.userEnd));
        }
        if (withVirtualHost) {
            request.virtualHost(text(source, line.vhostStart, line.vhostEnd));
        }
        if (line.combined) {
            request.agent(source, line.agentStart, line.agentEnd);
        }
        return fields.observation(request);
    }

    private int status(byte[] source) {
        int at = line.statusStart;
        return (source[at] - '0') * 100 + (source[at + 1] - '0') * 10 + (source[at + 2] - '0');
    }

    private static String text(byte[] source, int from, int to) {
        return RequestLine.text(source, from, to);
    }
}
