package dev.leeward.cli;

import dev.leeward.simulator.forecast.Moment;
import dev.leeward.simulator.forecast.Outlook;
import dev.leeward.simulator.forecast.Subject;
import java.util.List;

/**
 * One service in one scenario.
 *
 * @param story the time line of its worst seed
 */
record Prospect(Subject subject, Outlook outlook, List<Moment> story) {}
