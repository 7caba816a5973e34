package org.chengyun.datasets.simulator.city;

import java.util.ArrayList;
import java.util.List;
import org.chengyun.datasets.catalogue.Wording;

/** The agencies of the city. */
final class Agencies {
    static final List<Agency> ALL = read("""
            public-security|Public Security Bureau|公安局
            transport|Transport Bureau|交通运输局
            urban-management|Urban Management Bureau|城市管理局
            water|Water Authority|水务局
            environment|Ecology and Environment Bureau|生态环境局
            housing|Housing and Construction Bureau|住房和城乡建设局
            health|Health Commission|卫生健康委员会
            market|Market Supervision Bureau|市场监督管理局
            civil-affairs|Civil Affairs Bureau|民政局
            parks|Parks and Forestry Bureau|园林绿化局
            energy|Energy Supply Office|能源保障中心
            social-security|Human Resources and Social Security Bureau|人力资源和社会保障局
            education|Education Bureau|教育局
            taxation|Tax Service|税务局
            """);

    private Agencies() {}

    private static List<Agency> read(String table) {
        List<Agency> agencies = new ArrayList<>();
        for (String line : table.lines().toList()) {
            String[] cells = line.split("\\|", -1);
            agencies.add(new Agency(agencies.size(), cells[0], new Wording(cells[1], cells[2])));
        }
        return List.copyOf(agencies);
    }

    static Agency of(String id) {
        return ALL.stream()
                .filter(a -> a.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no agency " + id));
    }
}
