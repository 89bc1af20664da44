/**
 * An orchestrator's process in virtual time: the production control loop, timetable and steps around simulated calls.
 */
@NullMarked
package dev.leeward.simulator.node;

import org.jspecify.annotations.NullMarked;
