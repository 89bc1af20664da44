/** Alarms in CloudWatch that declared tables need. */
@NullMarked
package dev.leeward.provision.cloudwatch;

import org.jspecify.annotations.NullMarked;
