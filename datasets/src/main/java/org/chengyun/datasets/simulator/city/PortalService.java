package org.chengyun.datasets.simulator.city;

import org.chengyun.datasets.catalogue.Wording;

/**
 * A service of the e-government portal, under {@code /services/<id>/}.
 *
 * @param weight share-like popularity
 * @param forBusiness true if it is used in office hours, by companies; false if by anybody, evenings included
 */
public record PortalService(int index, String id, Wording label, Agency agency, double weight, boolean forBusiness) {
    /** Every path of the service begins with it. */
    public String pathPrefix() {
        return "/services/" + id + "/";
    }
}
