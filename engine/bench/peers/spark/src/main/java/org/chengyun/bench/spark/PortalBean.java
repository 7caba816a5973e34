package org.chengyun.bench.spark;

import java.io.Serializable;

/** A request as Spark's bean encoder wants it. */
public final class PortalBean implements Serializable {
    private static final long serialVersionUID = 1;

    private long ts;
    private String service = "";
    private int status;
    private int bytes;

    public long getTs() {
        return ts;
    }

    public void setTs(long ts) {
        this.ts = ts;
    }

    public String getService() {
        return service;
    }

    public void setService(String service) {
        this.service = service;
    }

    public int getStatus() {
        return status;
    }

    public void setStatus(int status) {
        this.status = status;
    }

    public int getBytes() {
        return bytes;
    }

    public void setBytes(int bytes) {
        this.bytes = bytes;
    }
}
