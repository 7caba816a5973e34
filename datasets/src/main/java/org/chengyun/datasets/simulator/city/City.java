package org.chengyun.datasets.simulator.city;

import java.util.List;

/**
 * The invented city of Yunjiang: everything about it that does not change with time. Immutable and a pure function of
 * the seed.
 */
public record City(
        long seed,
        List<District> districts,
        List<Road> roads,
        List<Site> sites,
        List<Agency> agencies,
        List<PortalService> services,
        List<CaseType> caseTypes) {
    public static City of(long seed) {
        List<District> districts = DistrictMap.of(seed);
        List<Road> roads = RoadNetwork.of(seed, districts);
        List<Site> sites = Detectors.of(seed, districts, roads);
        return new City(seed, districts, roads, sites, Agencies.ALL, PortalServices.ALL, CaseTypes.ALL);
    }
}
