package org.chengyun.bench.spark;

import java.io.Serializable;

/** A reading as Spark's bean encoder wants it. */
public final class TrafficBean implements Serializable {
    private static final long serialVersionUID = 1;

    private long ts;
    private String sensor = "";
    private String road = "";
    private double speed;
    private int volume;

    public long getTs() {
        return ts;
    }

    public void setTs(long ts) {
        this.ts = ts;
    }

    public String getSensor() {
        return sensor;
    }

    public void setSensor(String sensor) {
        this.sensor = sensor;
    }

    public String getRoad() {
        return road;
    }

    public void setRoad(String road) {
        this.road = road;
    }

    public double getSpeed() {
        return speed;
    }

    public void setSpeed(double speed) {
        this.speed = speed;
    }

    public int getVolume() {
        return volume;
    }

    public void setVolume(int volume) {
        this.volume = volume;
    }
}
