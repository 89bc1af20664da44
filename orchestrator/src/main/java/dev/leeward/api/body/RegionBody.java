package dev.leeward.api.body;

import dev.leeward.control.ServiceView;
import dev.leeward.health.PartlySeen;
import dev.leeward.health.RegionHealth;
import dev.leeward.region.Region;
import dev.leeward.region.RegionName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One region of a service.
 *
 * @param role active, standby, or unknown while it is not known which region carries the traffic
 * @param home whether traffic comes back to it
 * @param addresses what the steered names answer while it is active, by record type
 * @param verdict healthy, unhealthy or unknown
 * @param since when the verdict became what it is
 * @param evidenceAt start of the oldest of the newest looks the verdict rests on
 * @param evidenceAgeSeconds how old that is
 * @param evidence a sentence per probe
 * @param votes what each vantage point says of it
 * @param partlySeen that some see it and others do not, where that is so
 */
public record RegionBody(
        String name,
        String role,
        boolean home,
        Map<String, List<String>> addresses,
        String verdict,
        Optional<Instant> since,
        Optional<Instant> evidenceAt,
        Optional<Double> evidenceAgeSeconds,
        List<String> evidence,
        List<Vote> votes,
        Optional<String> partlySeen,
        List<ProbeBody> probes) {

    /**
     * What one vantage point says.
     *
     * @param sight clear, blind, suspect or silent
     */
    public record Vote(String from, String verdict, String sight) {}

    /** The outside shape of every region of {@code view}, in the order of priority. */
    public static List<RegionBody> of(ServiceView view) {
        return view.service().regions().stream().map(region -> of(view, region)).toList();
    }

    private static RegionBody of(ServiceView view, Region region) {
        Optional<RegionHealth> health = view.health().stream()
                .filter(h -> h.region().equals(region.name()))
                .findFirst();
        // The beginning of time stands for "never".
        var seen = health.map(RegionHealth::freshAt).filter(at -> at.isAfter(Instant.EPOCH));
        return new RegionBody(
                region.name().value(),
                role(view.state().active(), region),
                view.service().home().equals(region),
                addresses(region),
                health.map(h -> Names.of(h.verdict())).orElse("unknown"),
                health.map(RegionHealth::since),
                seen,
                seen.map(at -> seconds(Duration.between(at, view.at()))),
                health.map(RegionHealth::evidence).orElse(List.of()),
                votes(health),
                health.flatMap(RegionHealth::partlySeen).map(PartlySeen::sentence),
                health.stream()
                        .flatMap(h -> Stream.concat(h.probes().stream(), h.hearsay().stream()))
                        .map(ProbeBody::of)
                        .toList());
    }

    private static List<Vote> votes(Optional<RegionHealth> health) {
        return health.map(RegionHealth::votes).orElse(List.of()).stream()
                .map(vote -> new Vote(vote.from().value(), Names.of(vote.verdict()), Names.of(vote.sight())))
                .toList();
    }

    private static String role(Optional<RegionName> active, Region region) {
        return active.map(name -> name.equals(region.name()) ? "active" : "standby")
                .orElse("unknown");
    }

    static Map<String, List<String>> addresses(Region region) {
        var byType = new TreeMap<String, List<String>>();
        region.endpoints().byType().forEach((type, values) -> byType.put(type.name(), new ArrayList<>(values)));
        return byType;
    }

    private static double seconds(Duration age) {
        return Math.max(0, Math.round(age.toMillis() / 100.0) / 10.0);
    }
}
