package org.chengyun.dashboard.showcase;

import java.util.List;

/** Names of the made-up city. */
final class Names {
    private Names() {}

    record Name(String en, String zh) {}

    static final List<Name> SERVICES = List.of(
            new Name("Social security enquiry", "社保查询"),
            new Name("Housing fund withdrawal", "公积金提取"),
            new Name("Residence permit", "居住证办理"),
            new Name("Business registration", "企业登记"),
            new Name("Marriage registration", "婚姻登记预约"),
            new Name("Driving licence renewal", "驾驶证换证"),
            new Name("School enrolment", "入学报名"),
            new Name("Tax certificates", "完税证明"),
            new Name("Medical insurance", "医保服务"),
            new Name("Exit and entry documents", "出入境证件"),
            new Name("Property registration", "不动产登记"),
            new Name("Elderly benefits", "老年补贴申领"),
            new Name("Building permits and completion acceptance", "建设工程规划许可与竣工验收"));

    static final List<Name> ROADS = List.of(
            new Name("Renmin South Road", "人民南路"),
            new Name("Second Ring Elevated", "二环高架"),
            new Name("Tianfu Avenue", "天府大道"),
            new Name("Shuanghe Bridge", "双河大桥"),
            new Name("Jianshe Road", "建设路"),
            new Name("Binjiang East Road", "滨江东路"),
            new Name("Airport Expressway", "机场高速"),
            new Name("Wuhou Shrine Street", "武侯祠大街"),
            new Name("Station West Street", "火车站西街"),
            new Name("Third Ring Road North", "三环路北段"),
            new Name("Hongxing Road", "红星路"),
            new Name("Guanghua Avenue", "光华大道"));

    static final List<Name> CASES = List.of(
            new Name("Noise at night", "夜间噪音"),
            new Name("Illegal parking", "违章停车"),
            new Name("Street light out", "路灯损坏"),
            new Name("Blocked drain", "下水道堵塞"),
            new Name("Rubbish not collected", "垃圾未清运"),
            new Name("Pothole", "道路坑洼"),
            new Name("Water supply", "供水问题"),
            new Name("Shared bicycles piled up", "共享单车堆放"),
            new Name("Construction dust", "工地扬尘"),
            new Name("Lift out of order", "电梯故障"),
            new Name("Traffic light fault", "信号灯故障"),
            new Name("Fallen tree", "树木倒伏"));
}
