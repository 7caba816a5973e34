package org.chengyun.datasets.simulator.city;

import org.chengyun.datasets.catalogue.Wording;

/**
 * A kind of case.
 *
 * @param weight share-like frequency
 * @param habit when people report it
 * @param medianHours median time to close
 * @param officeWork true if it is only closed in office hours
 */
public record CaseType(
        int index,
        String id,
        Wording label,
        Agency agency,
        double weight,
        CaseHabit habit,
        double medianHours,
        boolean officeWork) {}
