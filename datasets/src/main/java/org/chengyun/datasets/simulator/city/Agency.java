package org.chengyun.datasets.simulator.city;

import org.chengyun.datasets.catalogue.Wording;

/** A city agency; it answers for portal services, for kinds of cases, or both. */
public record Agency(int index, String id, Wording label) {}
