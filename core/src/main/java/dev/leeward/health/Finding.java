package dev.leeward.health;

/**
 * One piece of what a verdict rests on. It is put into words only where somebody reads it: regions are judged many times a
 * second, and read now and then.
 */
@FunctionalInterface
public interface Finding {
    /** For people. */
    String sentence();
}
