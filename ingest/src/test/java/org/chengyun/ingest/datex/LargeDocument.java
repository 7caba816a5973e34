package org.chengyun.ingest.datex;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import org.chengyun.ingest.cases.CaseRecord;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.decode.Pseudonyms;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.StreamDecoder;
import org.chengyun.ingest.testing.Definitions;
import org.chengyun.ingest.testing.Run;
import org.jspecify.annotations.Nullable;

/**
 * A process that decodes a document of one line, which comes into being while it is read, in pieces of 4 MiB.
 * Arguments: bytes of the document. Prints sites, observations, the sum of
 * their speeds, megabytes, and processor seconds of decoding.
 */
final class LargeDocument implements StreamDecoder.Sink {
    private static final int PIECE_BYTES = 4 << 20;
    private static final String HEAD = "<?xml version=\"1.0\"?><SOAP:Envelope xmlns:SOAP=\"x\"><SOAP:Body>"
            + "<d2LogicalModel modelBaseVersion=\"2\"><payloadPublication xsi:type=\"MeasuredDataPublication\">";
    private static final String TAIL = "</payloadPublication></d2LogicalModel></SOAP:Body></SOAP:Envelope>";

    private long observations;
    private double speeds;

    public static void main(String[] args) {
        long length = Long.parseLong(args[0]);
        FeedFormat format = Definitions.formats("traffic").find("datex2").orElseThrow();
        byte[] preamble = HEAD.getBytes(StandardCharsets.UTF_8);
        var decoder = new StreamDecoder(
                format, format.decoder("datex2", preamble, ZoneId.of("UTC"), new Pseudonyms(Run.KEY)));
        var document = new LargeDocument();
        byte[] piece = new byte[0];
        long made = 0;
        int site = 0;
        long decodeNanos = 0;
        while (made < length) {
            var more = new StringBuilder(PIECE_BYTES);
            while (more.length() < PIECE_BYTES && made + more.length() < length) {
                more.append(site(site));
                site++;
            }
            made += more.length();
            byte[] bytes = more.append(made < length ? "" : TAIL).toString().getBytes(StandardCharsets.UTF_8);
            byte[] whole = Arrays.copyOf(piece, piece.length + bytes.length);
            System.arraycopy(bytes, 0, whole, piece.length, bytes.length);
            long startNanos = cpuNanos();
            var progress = decoder.decode(whole, made >= length, false, document);
            decodeNanos += cpuNanos() - startNanos;
            piece = Arrays.copyOfRange(whole, progress.consumed(), whole.length);
        }
        double seconds = decodeNanos / 1e9;
        System.out.printf("%d %d %.0f %.1f %.2f%n", site, document.observations, document.speeds, made / 1e6, seconds);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String site(int n) {
        return ("<siteMeasurements><measurementSiteReference targetClass=\"MeasurementSiteRecord\""
                        + " id=\"RWS01_%07d\" version=\"1\"/><measurementTimeDefault>2026-07-25T08:30:00Z</measurementTimeDefault>"
                        + "<measuredValue index=\"1\"><measuredValue><basicData xsi:type=\"TrafficFlow\"><vehicleFlow>"
                        + "<vehicleFlowRate>%d</vehicleFlowRate></vehicleFlow></basicData></measuredValue></measuredValue>"
                        + "<measuredValue index=\"2\"><measuredValue><basicData xsi:type=\"TrafficSpeed\"><averageVehicleSpeed "
                        + "numberOfInputValuesUsed=\"3\"><speed>%d</speed></averageVehicleSpeed></basicData></measuredValue>"
                        + "</measuredValue></siteMeasurements>")
                .formatted(n, 60 * (n % 50), 40 + n % 80);
    }

    @Override
    public void accept(@Nullable Object[] observation) {
        observations++;
        if (observation[Definitions.dataset("traffic").schema().indexOf("speed")] instanceof Double speed) {
            speeds += speed;
        }
    }

    @Override
    public void accept(CaseRecord told) {
        told.observations().forEach(this::accept);
    }

    @Override
    public void reject(Reason reason, String detail, byte[] record, int at) {
        throw new AssertionError(reason + ": " + detail);
    }
}
