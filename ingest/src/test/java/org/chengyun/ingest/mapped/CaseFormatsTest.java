package org.chengyun.ingest.mapped;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.chengyun.ingest.testing.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden samples of the cities' layouts, and what becomes of documents that are not what they should be. */
class CaseFormatsTest {
    /** Case, action, time, and hours, type, agency, district, channel, category where there are any. */
    private static List<String> events(Run run) {
        return run.observations.stream()
                .map(o -> "%s %s %s %s %s %s %s %s %s"
                        .formatted(
                                run.text(o, "case_id"),
                                run.text(o, "action"),
                                run.at(o),
                                run.text(o, "closing_hours"),
                                run.text(o, "type"),
                                run.text(o, "agency"),
                                run.text(o, "district"),
                                run.text(o, "channel"),
                                run.text(o, "category")))
                .toList();
    }

    private static void mustRead(String format, Run run, String... events) {
        assertThat(run.format).isEqualTo(format);
        assertThat(run.rejections).isEmpty();
        assertThat(events(run)).containsExactly(events);
    }

    @Test
    void shouldReadChicago() {
        mustRead(
                "chicago-311",
                Run.of("events", null, """
                        SR_NUMBER,SR_TYPE,SR_SHORT_CODE,OWNER_DEPARTMENT,STATUS,ORIGIN,CREATED_DATE,LAST_MODIFIED_DATE,CLOSED_DATE,WARD,LATITUDE,LONGITUDE
                        SR19-1,Pothole in Street Complaint,PHF,CDOT,Completed,Phone Call,03/10/2019 01:30:00 AM,03/10/2019 03:30:05 AM,03/10/2019 03:30:00 AM,21,41.7,-87.6
                        SR19-2,Rodent,SGA,DSS,Open,Internet,03/11/2019 12:00:00 PM,03/12/2019 12:00:00 PM,,1,,
                        """),
                "SR19-1 opened 2019-03-10T07:30:00Z null Pothole in Street Complaint CDOT 21 Phone Call street",
                "SR19-1 closed 2019-03-10T08:30:00Z 2.0 Pothole in Street Complaint CDOT 21 Phone Call street",
                "SR19-2 opened 2019-03-11T17:00:00Z null Rodent DSS 1 Internet animals",
                "SR19-2 changed 2019-03-12T17:00:00Z null Rodent DSS 1 Internet animals");
    }

    @Test
    void shouldReadTheOlderFilesOfChicago() {
        mustRead(
                "chicago-311",
                Run.of("events", null, """
                        Creation Date,Status,Completion Date,Service Request Number,Type of Service Request,Ward,Latitude,Longitude
                        01/02/2014,Completed - Dup,01/04/2014,14-1,Graffiti Removal,2,41.7,-87.6
                        """),
                "14-1 opened 2014-01-02T06:00:00Z null Graffiti Removal null 2 null graffiti",
                "14-1 closed 2014-01-04T06:00:00Z 48.0 Graffiti Removal null 2 null graffiti");
    }

    @Test
    void shouldReadBoston() {
        mustRead(
                "boston-311",
                Run.of("events", null, """
                        case_enquiry_id,open_dt,target_dt,closed_dt,ontime,case_status,subject,reason,type,department,neighborhood,latitude,longitude,source
                        101,2022-01-01 23:46:09,2022-01-17 08:30:00,2022-01-02 00:46:09,ONTIME,Closed,PWD,Street Lights,A new type,PWDx,Brighton,42.3549,-71.143,Citizens Connect App
                        102,2024-07-01 10:00:00+00,,,ONTIME,Open,PWD,Highway Maintenance,Request for Pothole Repair,PWDx,Roxbury,,,Self Service
                        """),
                "101 opened 2022-01-02T04:46:09Z null A new type PWDx Brighton Citizens Connect App lighting",
                "101 closed 2022-01-02T05:46:09Z 1.0 A new type PWDx Brighton Citizens Connect App lighting",
                "102 opened 2024-07-01T10:00:00Z null Request for Pothole Repair PWDx Roxbury Self Service street");
    }

    @Test
    void shouldReadSanFrancisco() {
        mustRead(
                "san-francisco-311",
                Run.of("events", null, """
                        CaseID,Opened,Closed,Updated,Status,Responsible Agency,Category,Request Type,Supervisor District,Latitude,Longitude,Source
                        7,07/01/2016 12:30:00 AM,07/01/2016 01:00:00 AM,07/02/2016 01:00:00 AM,Open,DPW,Graffiti,Graffiti on Pole,6,37.7,-122.4,Mobile/Open311
                        """),
                "7 opened 2016-07-01T07:30:00Z null Graffiti DPW 6 Mobile/Open311 graffiti",
                "7 closed 2016-07-01T08:00:00Z 0.5 Graffiti DPW 6 Mobile/Open311 graffiti",
                "7 reopened 2016-07-02T08:00:00Z null Graffiti DPW 6 Mobile/Open311 graffiti");
    }

    @Test
    void shouldReadKansasCityByTheDay() {
        mustRead(
                "kansas-city-311",
                Run.of("events", null, """
                        CASE ID,SOURCE,DEPARTMENT,REQUEST TYPE,CATEGORY,CREATION DATE,CREATION TIME,STATUS,CLOSED DATE,COUNCIL DISTRICT,LATITUDE,LONGITUDE
                        2016000001,PHONE,NHS,Animals-Stray,Animals / Pets,01/04/2016,08:15 AM,RESOL,01/06/2016,3,39.0,-94.5
                        2016000002,WEB,PW,Pothole,Nothing known,01/04/2016,,OPEN,,3,,
                        """),
                "2016000001 opened 2016-01-04T14:15:00Z null Animals-Stray NHS 3 PHONE animals",
                "2016000001 closed 2016-01-06T06:00:00Z 48.0 Animals-Stray NHS 3 PHONE animals",
                "2016000002 opened 2016-01-04T06:00:00Z null Pothole PW 3 WEB unlisted");
    }

    @Test
    void shouldReadGeoReportBulk() {
        mustRead(
                "georeport-bulk",
                Run.of("events", null, """
                        service_request_id,requested_datetime,updated_datetime,closed_date,status_description,source,service_name,service_subtype,agency_responsible,lat,long
                        1,2015-05-09T19:02:21-05:00,2015-05-11T00:00:00-05:00,2015-05-10T19:02:21-05:00,Closed,phone,Pothole,,DPW,41.7,-87.6
                        2,2015-05-09T19:02:21-05:00,2015-05-10T20:02:21-05:00,,Closed,web,Pothole,,DPW,41.7,-87.6
                        """),
                "1 opened 2015-05-10T00:02:21Z null Pothole DPW null phone null",
                "1 closed 2015-05-11T00:02:21Z 24.0 Pothole DPW null phone null",
                "2 opened 2015-05-10T00:02:21Z null Pothole DPW null web null",
                "2 closed 2015-05-11T01:02:21Z 25.0 Pothole DPW null web null");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"UTF-8, case-csv", "GB18030, case-csv+gb18030"})
    void shouldReadTheExportsOfHotlines(String charset, String format) {
        String export = """
                工单编号,受理时间,办结时间,工单状态,诉求类型,承办单位,所属区县,诉求来源,经度,纬度
                \tGD2026-1,2026/1/5 8:30,2026年1月6日 8:30,已办结,噪声污染,生态环境局,徐汇区,电话,121.4,31.2
                GD2026-2,2026-01-05 08:30:00,--,处理中,𠮷祥路路灯,城管局,徐汇区,微信,,
                """;

        mustRead(
                format,
                Run.of("events", null, export.getBytes(Charset.forName(charset)), 64),
                "GD2026-1 opened 2026-01-05T00:30:00Z null 噪声污染 生态环境局 徐汇区 电话 null",
                "GD2026-1 closed 2026-01-06T00:30:00Z 24.0 噪声污染 生态环境局 徐汇区 电话 null",
                "GD2026-2 opened 2026-01-05T00:30:00Z null 𠮷祥路路灯 城管局 徐汇区 微信 null");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"UTF-8, case-csv@china", "GB18030, case-csv+gb18030@china"})
    void shouldKnowWhatChineseCitiesCallTheirCases(String charset, String format) {
        String export = """
                案件编号,立案时间,结案时间,案件状态,小类代码,小类名称,大类名称,处置部门,所属区县,案件来源
                A1,2026-06-30 23:30:00,,处置中,01002,暴露垃圾,市容环境,环卫所,徐汇区,监督员上报
                A2,2026-06-30 23:30:00,,处置中,01002,,,环卫所,徐汇区,监督员上报
                A3,2026-07-01 00:00:00,,处置中,01002,,,环卫所,徐汇区,监督员上报
                A4,2026-07-01 00:00:00,,处置中,06028,噪声扰民,市容环境类,城管局,徐汇区,监督员上报
                A5,2026-07-02 08:00:00,2026-07-02 12:00:00,已结案,,门(楼号)牌异常,交通设施类,公安局,徐汇区,监督员上报
                A6,2026-07-02 08:00:00,,处置中,,乱堆物堆料,街面秩序,城管局,徐汇区,监督员上报
                A7,2026-07-02 08:00:00,,处置中,,供暖问题,,供热办,徐汇区,12345热线
                A8,2026-07-02 08:00:00,,处置中,,𠮷祥路的怪事,街面秩序,城管局,徐汇区,12345热线
                A9,2026-07-02 08:00:00,,处置中,,咨询,,城管局,徐汇区,12345热线
                """;

        mustRead(
                format,
                Run.of("events", "case-csv@china", export.getBytes(Charset.forName(charset)), 64),
                // the day of the case decides which version holds, by the city's clock
                "A1 opened 2026-06-30T15:30:00Z null 暴露垃圾 环卫所 徐汇区 监督员上报 sanitation",
                "A2 opened 2026-06-30T15:30:00Z null null 环卫所 徐汇区 监督员上报 unlisted",
                "A3 opened 2026-06-30T16:00:00Z null null 环卫所 徐汇区 监督员上报 water",
                "A4 opened 2026-06-30T16:00:00Z null 噪声扰民 城管局 徐汇区 监督员上报 noise",
                "A5 opened 2026-07-02T00:00:00Z null 门(楼号)牌异常 公安局 徐汇区 监督员上报 signals",
                "A5 closed 2026-07-02T04:00:00Z 4.0 门(楼号)牌异常 公安局 徐汇区 监督员上报 signals",
                "A6 opened 2026-07-02T00:00:00Z null 乱堆物堆料 城管局 徐汇区 监督员上报 sanitation",
                "A7 opened 2026-07-02T00:00:00Z null 供暖问题 供热办 徐汇区 12345热线 housing",
                "A8 opened 2026-07-02T00:00:00Z null 𠮷祥路的怪事 城管局 徐汇区 12345热线 public-order",
                "A9 opened 2026-07-02T00:00:00Z null 咨询 城管局 徐汇区 12345热线 unlisted");
    }

    @Test
    void shouldReadTheNumbersOfOneCityByItsOwnTable() {
        String document = """
                {"data": [
                  {"任务号": "A1", "立案时间": "2026-07-05 08:30:00", "案件状态": "处置中", "小类代码": "200504"},
                  {"任务号": "A2", "立案时间": "2026-07-05 08:30:00", "案件状态": "处置中", "小类代码": "01002"}
                ]}
                """;

        Run run = Run.of("events", "case-list@beijing-chaoyang", document);

        assertThat(run.value(0, "category")).isEqualTo("business");
        assertThat(run.value(1, "category")).isEqualTo("unlisted");
    }

    @Test
    void shouldReadExportsOfDigitalCityManagementAsAListWithinAnObject() {
        mustRead(
                "case-list",
                Run.of("events", null, """
                        {"code": 0, "msg": "成功", "data": [
                          {"任务号": "A1", "立案时间": "2026-01-05 08:30:00", "结案时间": null, "案件状态": "处置中",
                           "更新时间": "2026-01-05 09:30:00", "小类名称": "乱堆物堆料", "处置部门": "环卫所", "问题来源": "监督员上报"}
                        ]}
                        """),
                "A1 opened 2026-01-05T00:30:00Z null 乱堆物堆料 环卫所 null 监督员上报 null",
                "A1 changed 2026-01-05T01:30:00Z null 乱堆物堆料 环卫所 null 监督员上报 null");
    }

    @Test
    void shouldTakeCodesWithLeadingZerosWhichAreNoJson() {
        Run run = Run.of("events", "open311-json@san-francisco", """
                [{"service_request_id":1,"status":"OPEN","service_code":006,"service_name":null,
                  "requested_datetime":"2010-04-14T06:37:38-08:00","updated_datetime":null}]
                """);

        assertThat(run.rejections).isEmpty();
        assertThat(run.value(0, "type")).isEqualTo("006");
        assertThat(run.value(0, "category")).isEqualTo("street");
    }

    @Test
    void shouldTellReopeningsFromTheHistoryOfARequest() {
        mustRead(
                "open311-json",
                Run.of("events", null, """
                        [{"service_request_id":"1","status":"open","service_name":"x","requested_datetime":"2026-01-01T00:00:00Z",
                          "updated_datetime":"2026-01-05T00:00:00Z","notes":[
                          {"datetime":"2026-01-04T00:00:00Z","type":"reopened"},
                          {"datetime":"2026-01-02T00:00:00Z","type":"closed"},
                          {"datetime":"2026-01-01T00:00:00Z","type":"opened"},
                          {"datetime":null,"type":"activity"},
                          {"datetime":"2026-01-03T00:00:00Z","type":"activity","description":"x"}]}]
                        """),
                "1 opened 2026-01-01T00:00:00Z null x null null null null",
                "1 closed 2026-01-02T00:00:00Z 24.0 x null null null null",
                "1 changed 2026-01-03T00:00:00Z null x null null null null",
                "1 reopened 2026-01-04T00:00:00Z null x null null null null",
                "1 changed 2026-01-05T00:00:00Z null x null null null null");
    }

    @Test
    void shouldReadXmlWithNotesPrefixesCommentsAndBareAmpersands() {
        mustRead(
                "open311-xml",
                Run.of("events", null, """
                        <?xml version="1.0"?><!-- </request> --><g:service_requests xmlns:g="urn:x"><g:request a="/">
                        <g:service_request_id>1</g:service_request_id><g:status>closed</g:status>
                        <g:service_name> Sidewalk
                          &amp; Curb & more <![CDATA[</request>]]></g:service_name><g:service_code/>
                        <g:requested_datetime>2026-01-01T00:00:00Z</g:requested_datetime>
                        <g:extended_attributes><g:ward>7</g:ward></g:extended_attributes>
                        <g:notes><g:note><g:datetime>2026-01-01T06:00:00Z</g:datetime><g:type>closed</g:type></g:note></g:notes>
                        </g:request></g:service_requests>
                        """),
                "1 opened 2026-01-01T00:00:00Z null Sidewalk & Curb & more </request> null 7 null null",
                "1 closed 2026-01-01T06:00:00Z 6.0 Sidewalk & Curb & more </request> null 7 null null");
    }

    @Test
    void shouldLoseOnlyTheElementThatIsDamaged() {
        Run run = Run.of("events", null, request("1", "</status>") + request("2", "") + request("3", "</status>"));

        assertThat(run.rejections).singleElement().satisfies(rejection -> {
            assertThat(rejection.reason().code()).isEqualTo("xml-malformed");
            assertThat(rejection.bytes()).contains("<service_request_id>2<");
        });
        assertThat(run.observations.stream().map(o -> run.text(o, "case_id"))).containsExactly("1", "3");
    }

    private static String request(String id, String endOfStatus) {
        return "<request><service_request_id>" + id + "</service_request_id><status>open" + endOfStatus
                + "<requested_datetime>2026-01-01T00:00:00Z</requested_datetime></request>\n";
    }

    @Test
    void shouldRefuseEntities() {
        Run run = Run.of("events", null, """
                <?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><service_requests>
                <request><service_request_id>1</service_request_id><status>open</status><service_name>&x;</service_name>
                <requested_datetime>2026-01-01T00:00:00Z</requested_datetime></request></service_requests>
                """);

        assertThat(run.rejections.stream().map(rejection -> rejection.reason().code()))
                .containsExactly("xml-doctype");
        assertThat(run.value(0, "type")).isEqualTo("&x;");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "open311-json | [{\"code\":403,\"description\":\"Bad key\"}]       | source-error   | Bad key",
                "open311-json | {\"errors\":[{\"code\":404,\"description\":\"x\"}]} | source-error   | 404",
                "open311-json | {\"error\":\"boom\"}                              | source-error   | boom",
                "open311-json | [{\"service_request_id\":\"1\"}]                  | value-missing  | requested is empty",
                "open311-json | [{\"service_request_id\":{\"a\":1}}]              | value-nested   | service_request_id",
                "open311-json | [{\"service_request_id\":]                        | json-malformed | byte",
                "open311-json | [oops]                                            | json-malformed | between the objects",
                "open311-xml  | <request><service_request_id>1</service_request_id> | xml-malformed | character",
                "open311-xml  | HTTP/1.1 502 Bad Gateway                          | source-error   | 502 Bad Gateway",
                "open311-xml  | <html><body>Sorry</body></html>                   | document-unexpected | <html>"
            })
    void shouldSayWhatIsWrongWithADocument(String format, String document, String reason, String inDetail) {
        Run run = Run.of("events", format, document);

        assertThat(run.observations).isEmpty();
        assertThat(run.rejections).singleElement().satisfies(rejection -> {
            assertThat(rejection.reason().code()).isEqualTo(reason);
            assertThat(rejection.detail()).contains(inDetail);
        });
    }

    @Test
    void shouldReadXmlInTheCharacterSetThatItDeclares() {
        byte[] document = ("<?xml version='1.0' encoding='ISO-8859-1'?><service_requests>" + request("é", "</status>")
                        + "</service_requests>")
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(Run.of("events", null, document).value(0, "case_id")).isEqualTo("é");
    }
}
