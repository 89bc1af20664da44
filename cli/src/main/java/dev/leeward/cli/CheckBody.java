package dev.leeward.cli;

import dev.leeward.api.body.Names;
import dev.leeward.config.load.ConfigurationCheck;
import dev.leeward.config.load.Forecast;
import dev.leeward.config.source.Remark;
import dev.leeward.steering.Finding;
import dev.leeward.steering.TargetId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code leeward check} says to programs.
 *
 * @param usable whether a node would start on it
 * @param targets what providers said, with {@code --online}
 */
record CheckBody(boolean usable, List<Line> remarks, List<Recovery> forecasts, List<Target> targets) {
    /** Something about the file, at a place in it. */
    record Line(
            String severity, String file, int line, int column, String path, String sentence, Optional<String> advice) {
        static Line of(Remark remark) {
            return new Line(
                    Names.of(remark.severity()),
                    remark.file(),
                    remark.span().line(),
                    remark.span().column(),
                    remark.path(),
                    remark.sentence(),
                    remark.advice());
        }
    }

    /** How long a failover of a service takes, from the fault to the last client, in seconds. */
    record Recovery(String service, double typicalSeconds, double worstSeconds) {
        static Recovery of(Forecast forecast) {
            var range = forecast.recoveryTime();
            return new Recovery(
                    forecast.service().value(),
                    range.typical().toMillis() / 1000.0,
                    range.worst().toMillis() / 1000.0);
        }
    }

    /** What a provider said about a target. */
    record Target(String target, List<Found> findings) {
        /** One finding. */
        record Found(String severity, String code, String sentence) {}

        static Target of(TargetId target, List<Finding> findings) {
            return new Target(
                    target.value(),
                    findings.stream()
                            .map(finding -> new Found(
                                    Names.of(finding.severity()), finding.code().name(), finding.sentence()))
                            .toList());
        }
    }

    static CheckBody of(ConfigurationCheck check, Map<TargetId, List<Finding>> findings) {
        return new CheckBody(
                check.configuration().isPresent(),
                check.remarks().stream().map(Line::of).toList(),
                check.forecasts().stream().map(Recovery::of).toList(),
                findings.entrySet().stream()
                        .map(each -> Target.of(each.getKey(), each.getValue()))
                        .toList());
    }
}
