package org.dicomaccess.keycloak.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Times of one thing that was done again and again, in milliseconds. */
public final class Millis {
    private final List<Double> sorted = new ArrayList<>();

    /** Does it, some times first without a look at the clock. */
    public static Millis of(int times, Runnable thing) {
        for (int i = 0; i < times / 4; i++) {
            thing.run();
        }
        Millis all = new Millis();
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            thing.run();
            all.sorted.add((System.nanoTime() - start) / 1e6);
        }
        all.sorted.sort(null);
        return all;
    }

    /** The time within which so many of a hundred were done. */
    public double percentile(int ofHundred) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * ofHundred / 100));
    }
}
