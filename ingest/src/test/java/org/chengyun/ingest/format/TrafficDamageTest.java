package org.chengyun.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.ingest.cases.CaseRecord;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.decode.Pseudonyms;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.StreamDecoder;
import org.chengyun.ingest.testing.Definitions;
import org.chengyun.ingest.testing.Run;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged documents and lines about traffic: nothing escapes, nothing is lost, and what is accepted can be sent. */
class TrafficDamageTest {
    private static final int MUTATIONS = Integer.getInteger("damage.mutations", 10_000);
    private static final String SPICE = "<>/\"'&;=!-[]:,.0 \n";
    private static final Dataset TRAFFIC = Definitions.dataset("traffic");

    private static final Map<String, String> SAMPLES = Map.of(
            "datex2-v2",
            """
            <?xml version="1.0"?><d2LogicalModel><payloadPublication xsi:type="MeasuredDataPublication" lang="en">
            <siteMeasurements><measurementSiteReference id="A" version="1"/>
            <measurementTimeDefault>2026-07-25T08:30:00+02:00</measurementTimeDefault>
            <measuredValue index="1"><measuredValue><basicData xsi:type="TrafficFlow"><vehicleFlow
             numberOfInputValuesUsed="7"><vehicleFlowRate>420</vehicleFlowRate></vehicleFlow></basicData></measuredValue>
            </measuredValue></siteMeasurements>
            <!-- <siteMeasurements> --><siteMeasurements><measurementSiteReference id="B &amp; C"/>
            <measurementTimeDefault>2026-07-25T06:30:00Z</measurementTimeDefault><measuredValue index="2"><measuredValue>
            <basicData xsi:type="TrafficSpeed"><averageVehicleSpeed><dataError>false</dataError><speed>85.0</speed>
            </averageVehicleSpeed></basicData></measuredValue></measuredValue></siteMeasurements>
            </payloadPublication></d2LogicalModel>
            """,
            "datex2-v3",
            """
            <d2:payload xsi:type="roa:MeasuredDataPublication"><roa:siteMeasurements>
            <roa:measurementSiteReference id="A"/><roa:physicalQuantity index="1"><roa:physicalQuantity>
            <roa:basicData><roa:occupancy><com:percentage>12.5</com:percentage></roa:occupancy></roa:basicData>
            </roa:physicalQuantity></roa:physicalQuantity><roa:measurementTimeDefault><roa:period>
            <com:startOfPeriod>2026-07-25T06:25:00Z</com:startOfPeriod><com:endOfPeriod>2026-07-25T06:30:00Z</com:endOfPeriod>
            </roa:period></roa:measurementTimeDefault></roa:siteMeasurements><![CDATA[x]]></d2:payload>
            """,
            "pems-station-5min",
            """
            07/04/2026 08:05:00,1108148,11,5,N,ML,.5,40,100,300,.0625,62.5,10,75,.0625,62.5,1
            07/04/2026 08:05:00,1108149,11,5,S,HV,.5,0,0,120,.05,60,0,120,.05,60,0

            """,
            "pems-station-hour",
            "07/04/2026 08:00:00,1108148,11,5,N,ML,.5,480,100,3600,.0625,62.5,0,0,0,0,0,1.5,900,.0625,62.5\n",
            "pems-station-raw",
            "07/04/2026 08:05:30,1108148,10,.05,60,5,.1,30,,,\n07/04/2026 08:05:30,1108149,,,\n",
            "pems-live",
            "1108148,2,10,60,50,5,30,100,2026-07-04 08:05:30\n1108149,1,,,,2026-07-04 08:05:30\n",
            "speeds-wide",
            "time,A,B\n2026-11-21 08:00:00,50,60.5\n2026/11/21 8:05,-1,\"7,0\"\n",
            "metr-la",
            "A,B\n64.375,67.625\n0,1e1\n\n",
            "pems-route-by-lane",
            """
            Date,Day,Lane,Time,Minimum,Mean,Maximum,# Lane Pts,% Observed
            3/5/23,Sunday,1,00:00,30.37,30.37,30.37,318.00,38.7
            3/5/23,Sunday,HOV2,00:05,,,,0,39.3
            """);

    @ParameterizedTest(name = "{0}, seed {2}")
    @CsvSource({
        "datex2-v2, datex2, 11",
        "datex2-v3, datex2, 12",
        "pems-station-5min, pems-station-5min, 13",
        "pems-station-hour, pems-station-hour, 14",
        "pems-station-raw, pems-station-raw, 15",
        "pems-live, pems-live, 16",
        "speeds-wide, speeds-wide, 17",
        "metr-la, metr-la, 18",
        "pems-route-by-lane, pems-route-by-lane, 19"
    })
    void shouldAccountForEveryByteWhateverHappensToIt(String sample, String name, long seed) {
        var random = new Random(seed);
        byte[] good = String.valueOf(SAMPLES.get(sample)).getBytes(StandardCharsets.UTF_8);
        FeedFormat format = Definitions.formats("traffic").find(name).orElseThrow();
        boolean table = name.equals("speeds-wide") || name.equals("metr-la") || name.equals("pems-route-by-lane");
        int preamble = table ? String.valueOf(SAMPLES.get(sample)).indexOf('\n') + 1 : 0;
        long before = new Account(good, format, name, preamble, good.length).observations;
        assertThat(before).isPositive();
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = damage(good, preamble, random);
            int piece = random.nextInt(4) == 0 ? 1 + random.nextInt(200) : damaged.length;
            new Account(damaged, format, name, preamble, piece).mustBalance();
        }
    }

    /** Bytes exchanged, a stretch left out or said twice, the end cut off. */
    private static byte[] damage(byte[] good, int preamble, Random random) {
        byte[] damaged = good.clone();
        int length = good.length - preamble;
        for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
            int at = preamble + random.nextInt(length);
            damaged[at] = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) SPICE.charAt(random.nextInt(SPICE.length()));
        }
        int from = preamble + random.nextInt(length);
        int to = from + random.nextInt(good.length - from);
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(damaged, from);
            case 1 -> joined(damaged, from, to);
            case 2 -> joined(damaged, to, from);
            default -> damaged;
        };
    }

    /** The bytes up to the first place and those from the second. */
    private static byte[] joined(byte[] bytes, int until, int from) {
        byte[] joined = Arrays.copyOf(bytes, until + bytes.length - from);
        System.arraycopy(bytes, from, joined, until, bytes.length - from);
        return joined;
    }

    /** A decoded stream; what became of its bytes. */
    private static final class Account implements StreamDecoder.Sink {
        private final byte[] content;
        private final ObservationEncoder encoder = new ObservationEncoder(TRAFFIC.schema());
        private final List<Reason> reasons = new ArrayList<>();
        private long observations;
        private long decoded;
        private long rejected;
        private int consumed;

        Account(byte[] content, FeedFormat format, String name, int preamble, int pieceBytes) {
            this.content = content;
            var decoder = new StreamDecoder(
                    format,
                    format.decoder(name, Arrays.copyOf(content, preamble), ZoneId.of("UTC"), new Pseudonyms(Run.KEY)));
            int size = pieceBytes;
            consumed = preamble;
            while (consumed < content.length) {
                int to = (int) Math.min(content.length, (long) consumed + size);
                byte[] piece = Arrays.copyOfRange(content, consumed, to);
                var progress = decoder.decode(piece, to == content.length, false, this);
                decoded += progress.decoded();
                rejected += progress.rejected();
                consumed += progress.consumed();
                size = progress.consumed() == 0 ? size * 2 : pieceBytes;
            }
        }

        void mustBalance() {
            assertThat(consumed).isEqualTo(content.length);
            assertThat(rejected).isEqualTo(reasons.size());
            assertThat(observations).isGreaterThanOrEqualTo(decoded);
        }

        @Override
        public void accept(@Nullable Object[] observation) {
            assertThat(encoder.encode(observation)).isNotEmpty();
            observations++;
        }

        @Override
        public void accept(CaseRecord told) {
            told.observations().forEach(this::accept);
        }

        @Override
        public void reject(Reason reason, String detail, byte[] record, int at) {
            assertThat(detail).isNotBlank();
            reasons.add(reason);
        }
    }
}
