package org.chengyun.datasets.simulator.city;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chengyun.datasets.catalogue.Wording;

/** The forty kinds of cases. */
final class CaseTypes {
    // id | en | zh | agency | weight | habit | median hours to close | o = closed in office hours only
    static final List<CaseType> ALL = read("""
            illegal-parking|Illegal parking|违规停车|public-security|95|evening|2.2|
            noise-neighbour|Noise from neighbours|邻里噪声|public-security|70|evening|1.6|
            noise-construction|Construction noise|施工噪声|environment|62|evening|9|
            noise-traffic|Traffic noise|交通噪声|environment|18|evening|52|o
            noise-business|Noise from shops and bars|商业娱乐噪声|urban-management|34|evening|7|
            street-vendor|Street vendors|流动摊贩占道|urban-management|58|evening|4|
            garbage-uncollected|Uncollected garbage|垃圾清运不及时|urban-management|64|day|11|
            bulky-waste|Bulky waste|大件垃圾堆放|urban-management|30|day|30|
            graffiti|Graffiti and posters|乱涂乱贴|urban-management|17|day|46|o
            illegal-building|Unlicensed building|违法搭建|urban-management|22|office|130|o
            street-cleaning|Dirty street|道路保洁|urban-management|33|day|10|
            public-toilet|Public toilet out of order|公厕设施损坏|urban-management|11|day|20|
            pothole|Pothole|路面坑洼|transport|46|rush|58|o
            traffic-light|Traffic light out of order|信号灯故障|public-security|24|rush|3.5|
            road-marking|Faded road marking|标线模糊|transport|13|rush|110|o
            bus-service|Bus service complaint|公交服务投诉|transport|38|rush|44|o
            taxi-complaint|Taxi complaint|出租车投诉|transport|27|rush|50|o
            shared-bicycles|Abandoned shared bicycles|共享单车乱停|transport|41|rush|8|
            metro-service|Metro service complaint|地铁服务投诉|transport|16|rush|40|o
            streetlight|Street light out|路灯不亮|energy|36|evening|27|
            power-outage|Power outage|停电报修|energy|31|evening|2.6|
            gas-smell|Smell of gas|燃气异味|energy|9|day|1.1|
            heating|Heating and hot water|供热供暖|energy|21|day|15|
            water-leak|Water main leak|供水管漏水|water|29|day|7|
            no-water|No water or low pressure|停水及水压不足|water|25|day|5|
            water-quality|Discoloured water|自来水浑浊|water|12|day|16|
            blocked-drain|Blocked drain|排水不畅|water|32|day|14|
            manhole-cover|Missing manhole cover|井盖缺失|water|19|day|4.5|
            river-pollution|River pollution|河道污染|environment|10|day|60|o
            air-pollution|Smoke and smell|异味与扬尘|environment|26|day|26|
            tree-fallen|Fallen or dangerous tree|树木倒伏|parks|14|day|9|
            park-facility|Park facility broken|公园设施损坏|parks|12|day|70|o
            food-safety|Food safety|食品安全|market|35|day|72|o
            consumer-dispute|Consumer dispute|消费纠纷|market|60|office|96|o
            price-complaint|Price complaint|价格投诉|market|15|office|64|o
            elevator|Lift out of order|电梯故障|market|28|day|3|
            property-management|Property management|物业管理纠纷|housing|57|office|120|o
            housing-quality|Building defects|房屋质量|housing|16|office|160|o
            unpaid-wages|Unpaid wages|拖欠工资|social-security|30|office|150|o
            elderly-care|Elderly care|养老服务|civil-affairs|9|office|48|o
            """);

    private CaseTypes() {}

    private static List<CaseType> read(String table) {
        List<CaseType> types = new ArrayList<>();
        for (String line : table.lines().toList()) {
            String[] cells = line.split("\\|", -1);
            types.add(new CaseType(
                    types.size(),
                    cells[0],
                    new Wording(cells[1], cells[2]),
                    Agencies.of(cells[3]),
                    Double.parseDouble(cells[4]),
                    CaseHabit.valueOf(cells[5].toUpperCase(Locale.ROOT)),
                    Double.parseDouble(cells[6]),
                    cells[7].equals("o")));
        }
        return List.copyOf(types);
    }
}
