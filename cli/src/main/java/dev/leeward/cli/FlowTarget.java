package dev.leeward.cli;

import dev.leeward.config.Configuration;
import dev.leeward.probe.UserFlow;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A flow of the configuration, in one region: {@code flow:shop/buy@eu-central}.
 *
 * @param name of the flow
 */
record FlowTarget(ServiceName service, String name, RegionName region) {
    static final String PREFIX = "flow:";
    private static final Pattern SHAPE = Pattern.compile("flow:([^/@]+)/([^/@]+)@([^/@]+)");

    /**
     * Reads {@code target}.
     *
     * @throws IllegalArgumentException if it is none, with a sentence that says why
     */
    static FlowTarget parse(String target) {
        Matcher shape = SHAPE.matcher(target);
        boolean fits = shape.matches() && ServiceName.isValid(shape.group(1)) && RegionName.isValid(shape.group(3));
        if (!fits) {
            throw new IllegalArgumentException(
                    "'" + target + "' names no flow: write flow:SERVICE/FLOW@REGION, such as flow:shop/buy@eu-central");
        }
        return new FlowTarget(new ServiceName(shape.group(1)), shape.group(2), new RegionName(shape.group(3)));
    }

    /**
     * The flow as it is gone through there.
     *
     * @throws IllegalArgumentException if there is none, with a sentence that says why
     */
    UserFlow in(Configuration configuration) {
        return configuration
                .flow(service, region, name)
                .orElseThrow(() -> new IllegalArgumentException("no probe of " + service + " in " + region
                        + " and no proof of " + service + " goes through a flow " + name));
    }
}
