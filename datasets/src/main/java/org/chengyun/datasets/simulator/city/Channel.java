package org.chengyun.datasets.simulator.city;

import org.chengyun.datasets.catalogue.Wording;

/** How a case reaches the city; the shares of office hours and of the other hours each add up to 1. */
public enum Channel {
    PHONE("phone", "Hotline 12345", "12345热线", 0.44, 0.38),
    APP("app", "City app", "城市应用", 0.22, 0.30),
    WECHAT("wechat", "Mini program", "小程序", 0.17, 0.23),
    WEB("web", "Web portal", "门户网站", 0.09, 0.09),
    COUNTER("counter", "Service counter", "政务大厅窗口", 0.08, 0);

    private final String id;
    private final String en;
    private final String zhCn;
    private final double officeShare;
    private final double otherShare;

    Channel(String id, String en, String zhCn, double officeShare, double otherShare) {
        this.id = id;
        this.en = en;
        this.zhCn = zhCn;
        this.officeShare = officeShare;
        this.otherShare = otherShare;
    }

    public String id() {
        return id;
    }

    public Wording label() {
        return new Wording(en, zhCn);
    }

    /** The channel of a case, drawn by a number in [0, 1). */
    public static Channel drawn(double unit, boolean officeHour) {
        double rest = unit;
        for (Channel channel : values()) {
            double share = officeHour ? channel.officeShare : channel.otherShare;
            if (rest < share) {
                return channel;
            }
            rest -= share;
        }
        return APP;
    }
}
