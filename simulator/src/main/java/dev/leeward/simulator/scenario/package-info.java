/**
 * What may happen to a service, as an operator would put it: regions by their role, times from the beginning, and what
 * breaks. Pure; where scenarios are written down and read is not its business.
 */
@NullMarked
package dev.leeward.simulator.scenario;

import org.jspecify.annotations.NullMarked;
