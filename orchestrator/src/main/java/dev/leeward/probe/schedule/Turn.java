package dev.leeward.probe.schedule;

/**
 * One look to be started.
 *
 * @param place whose look it is
 * @param look its number in the cadence
 */
record Turn(Place place, long look) {}
