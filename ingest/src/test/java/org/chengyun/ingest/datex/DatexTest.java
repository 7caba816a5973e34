package org.chengyun.ingest.datex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.chengyun.ingest.format.Choice;
import org.chengyun.ingest.testing.Definitions;
import org.chengyun.ingest.testing.RealData;
import org.chengyun.ingest.testing.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DATEX II documents as sources write them. */
class DatexTest {
    private static final String V2 = """
            <?xml version="1.0" encoding="UTF-8"?>
            <d2LogicalModel modelBaseVersion="2" xmlns="http://datex2.eu/schema/2/2_0" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
            <exchange><supplierIdentification><country>fr</country></supplierIdentification></exchange>
            <payloadPublication xsi:type="MeasuredDataPublication" lang="fre">
            <publicationTime>2026-07-25T08:24:00+02:00</publicationTime>
            <measurementSiteTableReference targetClass="MeasurementSiteTable" id="" version="1"/>
            %s
            </payloadPublication></d2LogicalModel>
            """;

    private static final String SITE = """
            <siteMeasurements><measurementSiteReference id="%s" version="1"/>
            <measurementTimeDefault>2026-07-25T08:30:00.000+02:00</measurementTimeDefault>
            %s</siteMeasurements>
            """;

    private static final String FLOW = """
            <measuredValue index="1"><measuredValue><basicData xsi:type="TrafficFlow">\
            <vehicleFlow%s><vehicleFlowRate>%s</vehicleFlowRate></vehicleFlow></basicData></measuredValue></measuredValue>
            """;

    private static final String SPEED = """
            <measuredValue index="2"><measuredValue><basicData xsi:type="TrafficSpeed">\
            <averageVehicleSpeed%s>%s<speed>%s</speed></averageVehicleSpeed></basicData></measuredValue></measuredValue>
            """;

    private static final String V3_SITE = """
            <roa:siteMeasurements><roa:measurementSiteReference targetClass="roa:MeasurementSite" id="23001_1" version="1"/>
            <roa:physicalQuantity index="1"><roa:physicalQuantity xsi:type="roa:SinglePhysicalQuantity">
            <roa:basicData xsi:type="roa:TrafficFlow"><roa:vehicleFlow><com:vehicleFlowRate>600</com:vehicleFlowRate>\
            </roa:vehicleFlow><roa:normallyExpectedFlow><com:vehicleFlowRate>9</com:vehicleFlowRate>\
            </roa:normallyExpectedFlow></roa:basicData></roa:physicalQuantity></roa:physicalQuantity>
            <roa:physicalQuantity index="2"><roa:physicalQuantity xsi:type="roa:SinglePhysicalQuantity">
            <roa:basicData xsi:type="roa:TrafficSpeed"><roa:averageVehicleSpeed><com:speed>81.5</com:speed>\
            </roa:averageVehicleSpeed></roa:basicData></roa:physicalQuantity></roa:physicalQuantity>
            <roa:physicalQuantity index="3"><roa:physicalQuantity xsi:type="roa:SinglePhysicalQuantity">
            <roa:basicData xsi:type="roa:TrafficConcentration"><roa:occupancy><com:percentage>12.5</com:percentage>\
            </roa:occupancy></roa:basicData></roa:physicalQuantity></roa:physicalQuantity>
            <roa:physicalQuantity index="4"><roa:physicalQuantity xsi:type="roa:SinglePhysicalQuantity">
            <roa:basicData xsi:type="roa:TravelTimeData"><roa:travelTime><roa:duration>93</roa:duration>\
            </roa:travelTime></roa:basicData></roa:physicalQuantity></roa:physicalQuantity>
            <roa:measurementTimeDefault>%s</roa:measurementTimeDefault></roa:siteMeasurements>
            """;

    private static final String V3 = """
            <d2:payload xsi:type="roa:MeasuredDataPublication" lang="fi" modelBaseVersion="3" \
            xmlns:d2="http://datex2.eu/schema/3/d2Payload" xmlns:com="http://datex2.eu/schema/3/common" \
            xmlns:roa="http://datex2.eu/schema/3/roadTrafficData" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
            <com:publicationTime>2026-07-25T06:31:00Z</com:publicationTime>
            """ + V3_SITE + "</d2:payload>";

    private static Run v2(String sites) {
        return Run.of("traffic", null, V2.formatted(sites));
    }

    private static Run site(String values) {
        return v2(SITE.formatted("A1", values));
    }

    private static String at(Run run) {
        return run.at(run.observations.get(0)).toString();
    }

    private static void mustReject(Run run, String reason, String inDetail) {
        assertThat(run.observations).isEmpty();
        assertThat(run.rejections).singleElement().satisfies(rejection -> {
            assertThat(rejection.reason().code()).isEqualTo(reason);
            assertThat(rejection.detail()).contains(inDetail);
        });
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {Integer.MAX_VALUE, 100})
    void shouldReadTheFrenchRoads(int piece) {
        Run run = Run.of("traffic", null, RealData.bytes("traffic/datex2-v2.2-fr-speeds.xml"), piece);

        assertThat(run.format).isEqualTo("datex2");
        assertThat(run.rejections).isEmpty();
        assertThat(run.observations.stream()
                        .map(o -> "%s %s %s %s"
                                .formatted(
                                        run.at(o), run.value(o, "site"), run.value(o, "flow"), run.value(o, "speed"))))
                .containsExactly(
                        "2026-07-25T06:30:00Z MUM76.h1 1010.0 112.0", "2026-07-25T06:30:00Z A0001011200 1420.0 85.0");
    }

    @Test
    void shouldReadVersion2WithinSoap() {
        String body = V2.formatted(
                SITE.formatted("A&amp;1", FLOW.formatted("", 1200)) + SITE.formatted("A2", FLOW.formatted("", 0)));
        String soap = "\ufeff<?xml version='1.0'?><SOAP:Envelope xmlns:SOAP=\"x\"><SOAP:Body>"
                + body.substring(body.indexOf("<d2"))
                + "</SOAP:Body></SOAP:Envelope>";

        Run run = Run.of("traffic", null, soap);

        assertThat(run.rejections).isEmpty();
        assertThat(run.observations).hasSize(2);
        assertThat(run.value(0, "site")).isEqualTo("A&1");
        assertThat(run.value(0, "flow")).isEqualTo(1200.0);
        assertThat(run.value(0, "volume")).isNull();
        assertThat(run.value(1, "flow")).isEqualTo(0.0);
    }

    @Test
    void shouldReadVersion3() {
        String period = "<roa:timeMeaning>endTime</roa:timeMeaning><roa:period>"
                + "<com:startOfPeriod>2026-07-25T06:25:00Z</com:startOfPeriod>"
                + "<com:endOfPeriod>2026-07-25T06:30:00Z</com:endOfPeriod></roa:period>";

        Run run = Run.of("traffic", null, V3.formatted(period));

        assertThat(run.rejections).isEmpty();
        assertThat(run.observations).hasSize(1);
        assertThat(at(run)).isEqualTo("2026-07-25T06:25:00Z");
        assertThat(run.value(0, "site")).isEqualTo("23001_1");
        assertThat(run.value(0, "flow")).isEqualTo(600.0);
        assertThat(run.value(0, "volume")).isEqualTo(50.0);
        assertThat(run.value(0, "speed")).isEqualTo(81.5);
        assertThat(run.value(0, "occupancy")).isEqualTo(0.125);
        assertThat(run.value(0, "travel_time")).isEqualTo(93.0);
    }

    @Test
    void shouldReadVersion3InAMessageContainer() {
        String payload = V3.formatted("<roa:timeValue>2026-07-25T08:30:00+02:00</roa:timeValue>")
                .replace("d2:payload", "con:payload");

        Run run =
                Run.of("traffic", null, "<con:messageContainer xmlns:con=\"y\">" + payload + "</con:messageContainer>");

        assertThat(run.rejections).isEmpty();
        assertThat(at(run)).isEqualTo("2026-07-25T06:30:00Z");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "'', '', -1",
        "' numberOfInputValuesUsed=\"0\"', '', 0",
        "'', '<dataError>true</dataError>', 57",
        "'', '<dataError>1</dataError>', 0"
    })
    void shouldTakeWhatIsNoMeasurementAsMissing(String attribute, String error, String speed) {
        Run run = site(FLOW.formatted("", 120) + SPEED.formatted(attribute, error, speed));

        assertThat(run.rejections).isEmpty();
        assertThat(run.value(0, "flow")).isEqualTo(120.0);
        assertThat(run.value(0, "speed")).isNull();
    }

    @Test
    void shouldTakeWhatEquipmentAtFaultSaysAsMissing() {
        String fault = "<measurementEquipmentFault><measurementEquipmentFaultType>spuriousUnreliableDataValues"
                + "</measurementEquipmentFaultType></measurementEquipmentFault><basicData";

        Run run = site(FLOW.formatted("", 120) + SPEED.formatted("", "", 50).replace("<basicData", fault));

        assertThat(run.value(0, "flow")).isEqualTo(120.0);
        assertThat(run.value(0, "speed")).isNull();
    }

    @Test
    void shouldNotGuessWhichOfSeveralValuesIsMeant() {
        mustReject(site(FLOW.formatted("", 1) + FLOW.formatted("", 2)), "values-ambiguous", "FLOW");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "xml-malformed    | <speed>          | </spead>",
                "xml-malformed    | <siteMeasurements> | <siteMeasurement>",
                "xml-malformed    | </siteMeasurements> | </siteMeasurement>",
                "xml-malformed    | <speed>          | <speed>&x;",
                "number-malformed | <speed>          | <speed>fast",
                "out-of-range     | <speed>          | <speed>9",
                "time-malformed   | 2026-07-25T08:30 | 2026-07-32T08:30",
                "value-missing    | 2026-07-25T08:30:00.000+02:00 | ' '",
                "value-missing    | A1               | ' '",
                "xml-doctype      | <siteMeasurements>           | <!DOCTYPE x><siteMeasurements>"
            })
    void shouldSayWhatIsWrongWithASite(String reason, String from, String to) {
        String good = SITE.formatted("G", FLOW.formatted("", 1));
        String bad = SITE.formatted("A1", SPEED.formatted("", "", "52")).replace(from, to);

        Run run = v2(good + bad + good);

        assertThat(run.observations.stream().filter(run.where("site", "G")).count())
                .isEqualTo(2);
        assertThat(run.rejections.stream().map(rejection -> rejection.reason().code()))
                .contains(reason)
                .hasSizeLessThan(3);
    }

    @Test
    void shouldRefuseEntities() {
        String xxe = "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                + "<d2LogicalModel><payloadPublication xsi:type=\"MeasuredDataPublication\">"
                + SITE.formatted("&x;", FLOW.formatted("", 1))
                + "</payloadPublication></d2LogicalModel>";

        Choice choice = Definitions.formats("traffic").choose(null, xxe.getBytes(StandardCharsets.UTF_8));
        Run asked = Run.of("traffic", "datex2", xxe);

        assertThat(choice)
                .isInstanceOfSatisfying(
                        Choice.Unknown.class,
                        unknown ->
                                assertThat(unknown.tried()).anyMatch(why -> why.contains("document type declaration")));
        assertThat(asked.observations).isEmpty();
        assertThat(asked.rejections.stream().map(rejection -> rejection.reason().code()))
                .containsExactly("xml-doctype", "xml-malformed");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"MeasurementSiteTablePublication, site_tables", "SituationPublication, no measured data"})
    void shouldNameOtherPublications(String type, String why) {
        byte[] head = V2.formatted("").replace("MeasuredDataPublication", type).getBytes(StandardCharsets.UTF_8);

        assertThat(Definitions.formats("traffic").choose(null, head))
                .isInstanceOfSatisfying(Choice.NoFeed.class, nothing -> {
                    assertThat(nothing.guess()).isEqualTo("DATEX II " + type);
                    assertThat(nothing.why()).contains(why);
                });
    }

    @Test
    void shouldReadTheEncodingThatTheDocumentNames() {
        byte[] latin = V2.formatted(SITE.formatted("Pl\u00e9", FLOW.formatted("", 1)))
                .replace("UTF-8", "ISO-8859-1")
                .getBytes(Charset.forName("ISO-8859-1"));

        assertThat(Run.of("traffic", null, latin).value(0, "site")).isEqualTo("Pl\u00e9");
    }

    @Test
    void shouldIgnoreWhatTheDatasetHasNoFieldFor() {
        Run run = site(
                "<measuredValue index=\"1\"><measuredValue><basicData xsi:type=\"TrafficStatus\"><trafficStatus>"
                        + "<trafficStatusValue>freeFlow</trafficStatusValue></trafficStatus></basicData></measuredValue></measuredValue>");

        assertThat(run.observations).isEmpty();
        assertThat(run.rejections).isEmpty();
        assertThat(run.ignored).isEqualTo(2);
    }

    @Test
    void shouldReadAPublicationWithoutSites() {
        Run run = v2("");

        assertThat(run.format).isEqualTo("datex2");
        assertThat(run.observations).isEmpty();
        assertThat(run.rejections).isEmpty();
    }
}
