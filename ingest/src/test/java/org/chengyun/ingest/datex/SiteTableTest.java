package org.chengyun.ingest.datex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.yaml.Faults;
import org.chengyun.datasets.yaml.InvalidDefinitions;
import org.chengyun.datasets.yaml.YamlNode;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.KnownSite;
import org.chengyun.ingest.decode.Pseudonyms;
import org.chengyun.ingest.testing.Definitions;
import org.chengyun.ingest.testing.Run;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a table of measurement sites says about the values of a site. */
class SiteTableTest {
    private static final Dataset TRAFFIC = Definitions.dataset("traffic");

    /** Two lanes and both together by class: what the Dutch feed looks like. */
    private static final String V2 = """
            <SOAP:Envelope xmlns:SOAP="x"><SOAP:Body><d2LogicalModel modelBaseVersion="2">
            <payloadPublication xsi:type="MeasurementSiteTablePublication"><measurementSiteTable id="T" version="1">
            <measurementSiteRecord id="S" version="1">
            <measurementSiteName><values><value lang="nl">A2 bij Best</value></values></measurementSiteName>
            <measurementSiteLocation><pointByCoordinates><pointCoordinates><latitude>51.51</latitude>
            <longitude>5.39</longitude></pointCoordinates></pointByCoordinates></measurementSiteLocation>
            <measurementSpecificCharacteristics index="1"><measurementSpecificCharacteristics><period>60.0</period>
            <specificLane>lane1</specificLane><specificMeasurementValueType>trafficFlow</specificMeasurementValueType>
            <specificVehicleCharacteristics><vehicleType>anyVehicle</vehicleType></specificVehicleCharacteristics>
            </measurementSpecificCharacteristics></measurementSpecificCharacteristics>
            <measurementSpecificCharacteristics index="2"><measurementSpecificCharacteristics><period>60.0</period>
            <specificLane>lane1</specificLane><specificMeasurementValueType>trafficFlow</specificMeasurementValueType>
            <specificVehicleCharacteristics><lengthCharacteristic><vehicleLength>5.6</vehicleLength></lengthCharacteristic>
            </specificVehicleCharacteristics>
            </measurementSpecificCharacteristics></measurementSpecificCharacteristics>
            <measurementSpecificCharacteristics index="3"><measurementSpecificCharacteristics><period>60.0</period>
            <specificLane>lane2</specificLane><specificMeasurementValueType>trafficFlow</specificMeasurementValueType>
            </measurementSpecificCharacteristics></measurementSpecificCharacteristics>
            <measurementSpecificCharacteristics index="4"><measurementSpecificCharacteristics>
            <specificLane>lane1</specificLane><specificMeasurementValueType>trafficSpeed</specificMeasurementValueType>
            </measurementSpecificCharacteristics></measurementSpecificCharacteristics>
            <measurementSpecificCharacteristics index="5"><measurementSpecificCharacteristics>
            <specificLane>lane2</specificLane><specificMeasurementValueType>trafficSpeed</specificMeasurementValueType>
            </measurementSpecificCharacteristics></measurementSpecificCharacteristics>
            </measurementSiteRecord></measurementSiteTable></payloadPublication></d2LogicalModel></SOAP:Body></SOAP:Envelope>
            """;

    private static final String V3 = """
            <d2:payload xsi:type="roa:MeasurementSiteTablePublication"><roa:measurementSiteTable id="T" version="1">
            <roa:measurementSite id="S" version="1">
            <roa:measurementSpecificCharacteristics index="1"><roa:measurementSpecificCharacteristics>
            <roa:period>300</roa:period><roa:specificLane><loc:laneNumber>1</loc:laneNumber></roa:specificLane>
            </roa:measurementSpecificCharacteristics></roa:measurementSpecificCharacteristics>
            <roa:measurementSpecificCharacteristics index="3"><roa:measurementSpecificCharacteristics>
            <roa:period>300</roa:period><roa:specificLane><loc:laneNumber>2</loc:laneNumber></roa:specificLane>
            </roa:measurementSpecificCharacteristics></roa:measurementSpecificCharacteristics>
            <roa:measurementSiteLocation><loc:roadInformation><loc:roadNumber>E18</loc:roadNumber></loc:roadInformation>
            </roa:measurementSiteLocation></roa:measurementSite></roa:measurementSiteTable></d2:payload>
            """;

    @TempDir
    private Path folder;

    private static String flow(int index, int rate) {
        return ("<measuredValue index=\"%d\"><measuredValue><basicData><vehicleFlow><vehicleFlowRate>%d</vehicleFlowRate>"
                        + "</vehicleFlow></basicData></measuredValue></measuredValue>")
                .formatted(index, rate);
    }

    private static String speed(int index, int kmh) {
        return ("<measuredValue index=\"%d\"><measuredValue><basicData><averageVehicleSpeed><speed>%d</speed>"
                        + "</averageVehicleSpeed></basicData></measuredValue></measuredValue>")
                .formatted(index, kmh);
    }

    private DatexFormat format(String... tables) throws IOException {
        Path file = folder.resolve("datex2.yaml");
        Files.writeString(file, "id: datex2\nkind: datex2\nsite_tables: [%s]\n".formatted(String.join(", ", tables)));
        var faults = new Faults();
        DatexFormat format =
                DatexFormatReader.read(YamlNode.read(file, "datex2.yaml", faults), "datex2", file, TRAFFIC);
        faults.throwIfAny();
        return format;
    }

    private DatexFormat withTable(String table) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("sites.xml.gz")))) {
            out.write(table.getBytes(StandardCharsets.UTF_8));
        }
        return format("sites.xml.gz");
    }

    private static List<@Nullable Object> decode(DatexFormat format, String values, String... fields) {
        byte[] site =
                ("<siteMeasurements><measurementSiteReference id=\"S\"/><measurementTimeDefault>2026-07-25T08:30:00Z"
                                + "</measurementTimeDefault>" + values + "</siteMeasurements>")
                        .getBytes(StandardCharsets.UTF_8);
        Decoded decoded = format.decoder("datex2", new byte[0], ZoneId.of("UTC"), new Pseudonyms(Run.KEY))
                .decode(site, 0, site.length);
        assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
        List<@Nullable Object> found = new ArrayList<>();
        if (decoded instanceof Decoded.Accepted accepted) {
            for (String field : fields) {
                found.add(accepted.observations().get(0)[TRAFFIC.schema().indexOf(field)]);
            }
        }
        return found;
    }

    @Test
    void shouldJoinTheLanesAndLeaveOutTheClasses() throws IOException {
        String values = flow(1, 1200) + flow(2, 900) + flow(3, 600) + speed(4, 100) + speed(5, 130);

        var found = decode(withTable(V2), values, "flow", "volume", "speed", "road");

        assertThat(found).containsExactly(1800.0, 30.0, 110.0, "A2 bij Best");
    }

    @Test
    void shouldNotSumSomeOfTheLanes() throws IOException {
        var found = decode(withTable(V2), flow(1, -1) + flow(3, 600) + speed(4, -1) + speed(5, 130), "flow", "speed");

        assertThat(found).containsExactly(null, 130.0);
    }

    @Test
    void shouldReadTablesOfVersion3() throws IOException {
        var found = decode(withTable(V3), flow(1, 600) + flow(3, 24), "flow", "volume", "road");

        assertThat(found).first().isEqualTo(624.0);
        assertThat((Double) found.get(1)).isCloseTo(52.0, within(1e-9));
        assertThat(found.get(2)).isEqualTo("E18");
    }

    @Test
    void shouldNameTablesThatCannotBeRead() throws IOException {
        Files.writeString(folder.resolve("no.xml"), "<a/>");
        Files.writeString(folder.resolve("dtd.xml"), "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>");

        assertThatThrownBy(() -> format("no.xml", "dtd.xml", "gone.xml"))
                .isInstanceOf(InvalidDefinitions.class)
                .hasMessageContainingAll("no.xml holds no measurement sites", "dtd.xml cannot be read", "gone.xml");
    }

    @Test
    void shouldDescribeItsSitesForTheRegistry() throws IOException {
        assertThat(withTable(V2).sites()).containsExactly(new KnownSite("S", "A2 bij Best", 5.39, 51.51, 60));
        assertThat(withTable(V3).sites()).containsExactly(new KnownSite("S", "E18", null, null, 300));
        assertThat(format().sites()).isEmpty();
    }
}
