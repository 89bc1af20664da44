package dev.leeward.probe.alarm;

import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Sighting;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** How alarms stand, by name. */
record Alarms(List<Alarm> all) {
    private static final int LONGEST = 200;

    private record Alarm(String name, StateValue state, String reason) {
        /** {@code shop-errors: Threshold Crossed: ...}. */
        private String words() {
            var all = reason.isBlank() ? name : name + ": " + reason;
            return all.length() <= LONGEST ? all : all.substring(0, LONGEST);
        }
    }

    static Alarms of(DescribeAlarmsResponse given) {
        return new Alarms(Stream.concat(
                        given.metricAlarms().stream()
                                .map(a -> new Alarm(a.alarmName(), a.stateValue(), text(a.stateReason()))),
                        given.compositeAlarms().stream()
                                .map(a -> new Alarm(a.alarmName(), a.stateValue(), text(a.stateReason()))))
                .toList());
    }

    /** What they show: one that is on is enough; one that is not there is a mistake somebody should see. */
    Sighting against(Check.Alarms check, PhaseTimings timings) {
        var on = all.stream().filter(alarm -> alarm.state() == StateValue.ALARM).toList();
        if (!on.isEmpty()) {
            var first = on.getFirst().words();
            var more = on.size() == 1 ? "" : " and " + (on.size() - 1) + " more";
            return new Sighting.Failing(FailureKind.SIGNALLED, first + more, timings);
        }
        var known = all.stream().map(Alarm::name).toList();
        var missing =
                check.names().stream().filter(name -> !known.contains(name)).toList();
        if (!missing.isEmpty()) {
            return new Sighting.Inconclusive(
                    "CloudWatch " + check.awsRegion() + " has no alarm called " + String.join(", ", missing), timings);
        }
        var undecided = all.stream()
                .filter(alarm -> alarm.state() != StateValue.OK)
                .map(alarm -> alarm.name() + " has not enough data")
                .toList();
        return new Sighting.Healthy(timings, undecided);
    }

    private static String text(String orNothing) {
        return Objects.requireNonNullElse(orNothing, "");
    }
}
