package org.chengyun.engine.bench.ingest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A publication of DATEX II in one line, as the Dutch national access point sends it: each site with a flow and a speed.
 *
 * @param sites how many
 */
record DatexDocument(Path file, int sites) {
    private static final String HEAD =
            "<?xml version=\"1.0\"?><SOAP:Envelope xmlns:SOAP=\"http://schemas.xmlsoap.org/soap/envelope/\">"
                    + "<SOAP:Body><d2LogicalModel modelBaseVersion=\"2\"><payloadPublication xsi:type=\"MeasuredDataPublication\">";
    private static final String TAIL = "</payloadPublication></d2LogicalModel></SOAP:Body></SOAP:Envelope>";

    /** The document in a folder, made if it is missing: some 580 bytes for a site. */
    static DatexDocument of(Path folder, int sites) throws IOException {
        Path file = Files.createDirectories(folder).resolve("datex-%d.xml".formatted(sites));
        if (!Files.exists(file)) {
            Path making = folder.resolve(file.getFileName() + ".new");
            try (BufferedWriter out = Files.newBufferedWriter(making, StandardCharsets.UTF_8)) {
                out.write(HEAD);
                for (int i = 0; i < sites; i++) {
                    out.write(site(i));
                }
                out.write(TAIL);
            }
            Files.move(making, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return new DatexDocument(file, sites);
    }

    private static int speed(int site) {
        return 40 + site % 80;
    }

    /** Of all sites. */
    long sumOfSpeeds() {
        long sum = 0;
        for (int i = 0; i < sites; i++) {
            sum += speed(i);
        }
        return sum;
    }

    private static String site(int i) {
        return """
                <siteMeasurements><measurementSiteReference targetClass="MeasurementSiteRecord" id="RWS01_%07d" version="1"/>\
                <measurementTimeDefault>2026-07-25T08:30:00Z</measurementTimeDefault>\
                <measuredValue index="1"><measuredValue><basicData xsi:type="TrafficFlow"><vehicleFlow>\
                <vehicleFlowRate>%d</vehicleFlowRate></vehicleFlow></basicData></measuredValue></measuredValue>\
                <measuredValue index="2"><measuredValue><basicData xsi:type="TrafficSpeed"><averageVehicleSpeed \
                numberOfInputValuesUsed="3"><speed>%d</speed></averageVehicleSpeed></basicData></measuredValue></measuredValue>\
                </siteMeasurements>""".formatted(i, 60 * (i % 50), speed(i));
    }
}
