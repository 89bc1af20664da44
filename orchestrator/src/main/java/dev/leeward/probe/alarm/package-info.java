/** Asks CloudWatch how its alarms stand, for those who cannot or would not be posted to. */
@NullMarked
package dev.leeward.probe.alarm;

import org.jspecify.annotations.NullMarked;
