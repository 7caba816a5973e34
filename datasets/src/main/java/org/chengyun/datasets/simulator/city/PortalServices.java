package org.chengyun.datasets.simulator.city;

import java.util.ArrayList;
import java.util.List;
import org.chengyun.datasets.catalogue.Wording;

/** The 120 services of the portal, the most used first: a few large ones and a long tail. */
final class PortalServices {
    // id | en | zh | agency | b = for business
    static final List<PortalService> ALL = read("""
            social-insurance|Social insurance query|社会保险查询|social-security|
            housing-fund|Housing provident fund|住房公积金|housing|
            hospital-appointment|Hospital appointment|预约挂号|health|
            traffic-violation|Traffic violations|交通违法处理|public-security|
            invoice|Electronic invoices|电子发票|taxation|b
            household-register|Household register|户籍办理|public-security|
            school-enrolment|School enrolment|义务教育入学|education|
            company-registration|Company registration|企业设立登记|market|b
            tax-filing|Tax filing|纳税申报|taxation|b
            medical-insurance|Medical insurance|医疗保险|health|
            bus-card|Transit card|公交卡服务|transport|
            residence-permit|Residence permit|居住证办理|public-security|
            income-tax|Personal income tax|个人所得税|taxation|
            real-estate|Real estate register|不动产登记|housing|
            identity-card|Identity card|居民身份证|public-security|
            passport|Passport and travel permits|出入境证件|public-security|
            driving-licence|Driving licence|驾驶证业务|public-security|
            vehicle-register|Vehicle register|机动车登记|public-security|
            water-bill|Water bill|水费缴纳|water|
            power-bill|Electricity bill|电费缴纳|energy|
            gas-bill|Gas bill|燃气费缴纳|energy|
            vaccination|Vaccination record|预防接种|health|
            marriage-appointment|Marriage appointment|婚姻登记预约|civil-affairs|
            business-licence|Business licence changes|营业执照变更|market|b
            unemployment|Unemployment benefit|失业保险|social-security|
            pension|Pension|养老金查询|social-security|
            job-fair|Jobs and fairs|招聘求职|social-security|
            rental-contract|Rental contract filing|租赁合同备案|housing|
            parking-permit|Resident parking|居民停车证|transport|
            metro-info|Metro information|地铁信息|transport|
            exam-results|Examination results|考试成绩查询|education|
            food-permit|Food business permit|食品经营许可|market|b
            construction-permit|Construction permit|施工许可|housing|b
            public-rental|Public rental housing|公共租赁住房|housing|
            credit-report|Public credit report|信用信息查询|market|b
            hukou-transfer|Household transfer|户口迁移|public-security|
            birth-registration|Birth registration|出生登记|public-security|
            road-permit|Road occupation permit|占道施工许可|transport|b
            freight-permit|Freight permit|货运通行证|transport|b
            online-taxi|Ride-hailing licence|网约车许可|transport|b
            environmental-assessment|Environmental assessment|环境影响评价|environment|b
            discharge-permit|Discharge permit|排污许可|environment|b
            air-quality|Air quality today|空气质量发布|environment|
            waste-sorting|Waste sorting guide|垃圾分类指南|urban-management|
            advertising-permit|Outdoor advertising permit|户外广告许可|urban-management|b
            market-stall|Market stall licence|摊位备案|urban-management|b
            tree-felling|Tree felling permit|树木砍伐许可|parks|b
            park-booking|Park and venue booking|公园场馆预约|parks|
            library-card|Library card|图书馆读者证|education|
            teacher-certificate|Teacher certificate|教师资格认定|education|
            kindergarten|Kindergarten places|幼儿园报名|education|
            school-bus|School bus|校车服务|education|
            scholarship|Scholarships and aid|助学金申请|education|
            degree-check|Degree verification|学历认证|education|
            doctor-licence|Doctor's licence|医师执业注册|health|b
            pharmacy-licence|Pharmacy licence|药店许可|health|b
            health-certificate|Health certificate|健康证办理|health|
            blood-donation|Blood donation|无偿献血|health|
            family-doctor|Family doctor|家庭医生签约|health|
            disability-card|Disability card|残疾人证|civil-affairs|
            minimum-allowance|Minimum allowance|最低生活保障|civil-affairs|
            elderly-card|Senior citizen card|老年人优待证|civil-affairs|
            adoption|Adoption|收养登记|civil-affairs|
            funeral-service|Funeral service|殡葬服务|civil-affairs|
            ngo-registration|Association register|社会组织登记|civil-affairs|b
            charity|Charity information|慈善信息|civil-affairs|
            work-injury|Work injury insurance|工伤保险|social-security|
            maternity|Maternity benefit|生育津贴|social-security|
            skill-certificate|Skill certificates|职业技能证书|social-security|
            labour-contract|Labour contract filing|劳动合同备案|social-security|b
            labour-dispute|Labour arbitration|劳动仲裁|social-security|
            talent-programme|Talent programme|人才引进|social-security|
            startup-loan|Start-up loan|创业担保贷款|social-security|b
            foreign-work-permit|Foreigner's work permit|外国人工作许可|social-security|b
            trademark|Trademark guidance|商标业务|market|b
            patent|Patent subsidies|专利资助|market|b
            special-equipment|Special equipment register|特种设备登记|market|b
            measuring-instruments|Measuring instruments|计量器具检定|market|b
            product-recall|Product recalls|产品召回|market|
            price-filing|Price filing|价格备案|market|b
            company-closing|Company closing|企业注销|market|b
            tender|Public procurement|政府采购|market|b
            stamp-duty|Stamp duty|印花税申报|taxation|b
            property-tax|Property tax|房产税申报|taxation|b
            export-refund|Export tax refund|出口退税|taxation|b
            tax-certificate|Tax certificate|完税证明|taxation|
            social-fee-payment|Social fee payment|社保费缴纳|taxation|b
            housing-subsidy|Housing subsidy|购房补贴|housing|
            property-fund|Building maintenance fund|维修资金|housing|
            old-estate|Estate renewal|老旧小区改造|housing|
            lift-retrofit|Lift retrofit|加装电梯|housing|
            planning-permit|Planning permit|规划许可|housing|b
            fire-acceptance|Fire safety acceptance|消防验收|housing|b
            surveyor-register|Surveyor register|测绘资质|housing|b
            water-connection|Water connection|用水报装|water|b
            drainage-permit|Drainage permit|排水许可|water|b
            flood-warning|Flood warning|防汛信息|water|
            river-chief|River chiefs|河长制公开|water|
            power-connection|Power connection|用电报装|energy|b
            charging-station|Charging stations|充电桩查询|energy|
            solar-filing|Rooftop solar filing|光伏备案|energy|b
            gas-connection|Gas connection|用气报装|energy|b
            firework-permit|Firework permit|烟花爆竹许可|public-security|b
            drone-filing|Drone filing|无人机备案|public-security|
            lost-property|Lost property|失物招领|public-security|
            hotel-licence|Hotel licence|旅馆业许可|public-security|b
            security-guard|Security guard certificate|保安员证|public-security|
            event-permit|Large event permit|大型活动许可|public-security|b
            dog-licence|Dog licence|养犬登记|public-security|
            bicycle-register|Electric bicycle register|电动自行车登记|public-security|
            taxi-driver|Taxi driver certificate|出租车从业资格|transport|
            bus-route|Bus route proposals|公交线路建议|transport|
            ferry|Ferry timetable|轮渡时刻|transport|
            airport-transfer|Airport transfer|机场接驳|transport|
            road-closures|Road closures|道路施工公告|transport|
            noise-permit|Night work permit|夜间施工许可|environment|b
            radiation-permit|Radiation safety permit|辐射安全许可|environment|b
            hazardous-waste|Hazardous waste transfer|危险废物转移|environment|b
            allotment|City garden plots|市民菜园|parks|
            wildlife|Wildlife protection|野生动物保护|parks|
            """);

    private PortalServices() {}

    private static List<PortalService> read(String table) {
        List<PortalService> services = new ArrayList<>();
        for (String line : table.lines().toList()) {
            String[] cells = line.split("\\|", -1);
            int rank = services.size();
            // Zipf–Mandelbrot: what access counts of many sites follow.
            double weight = 1 / StrictMath.pow(rank + 3.5, 1.15);
            services.add(new PortalService(
                    rank,
                    cells[0],
                    new Wording(cells[1], cells[2]),
                    Agencies.of(cells[3]),
                    weight,
                    cells[4].equals("b")));
        }
        return List.copyOf(services);
    }
}
