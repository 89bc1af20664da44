package dev.leeward.api.body;

import dev.leeward.control.Company;
import dev.leeward.control.Company.Member;
import dev.leeward.control.Company.Peer;
import dev.leeward.control.Desk.Lead;
import dev.leeward.control.Desk.VantageStanding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who of several nodes leads, as one of them sees it. */
public record ClusterBody(
        String node,
        boolean leads,
        Optional<String> leader,
        String sentence,
        Optional<Double> leaseLeft,
        long sequence,
        Optional<Instant> silentSince,
        List<NodeLine> nodes,
        List<MemberLine> members,
        List<String> worries,
        List<VantageBody> vantagePoints) {
    private static final double MILLIS = 1_000.0;

    /** The outside shape of {@code lead}, who shares the journal, and the places that watch. */
    public static ClusterBody of(Lead lead, Company company, List<VantageStanding> vantagePoints) {
        return new ClusterBody(
                lead.node(),
                lead.leads(),
                lead.leader(),
                lead.sentence(),
                lead.leaseLeft().map(Duration::toMillis).map(millis -> millis / MILLIS),
                lead.sequence(),
                lead.silentSince(),
                company.nodes().stream().map(NodeLine::of).toList(),
                company.members().stream().map(MemberLine::of).toList(),
                Stream.concat(company.worries().stream(), vantagePoints.stream().flatMap(ClusterBody::worry))
                        .toList(),
                vantagePoints.stream().map(VantageBody::of).toList());
    }

    /** A vote that is missing is redundancy that is lost. */
    private static Stream<String> worry(VantageStanding point) {
        return point.sentence().isEmpty()
                ? Stream.empty()
                : Stream.of("vantage point " + point.name() + ": " + point.sentence());
    }

    /** A node that gave a sign of life within the last seconds. */
    public record NodeLine(
            String name, boolean leads, Instant since, Optional<String> place, String version, int journalFormat) {
        static NodeLine of(Peer node) {
            return new NodeLine(node.name(), node.leads(), node.since(), node.place(), node.version(), node.format());
        }
    }

    /** A member of etcd; {@code trouble} says why it does not count as healthy. */
    public record MemberLine(
            String name,
            String endpoint,
            boolean healthy,
            Optional<String> trouble,
            boolean leads,
            long index,
            long lag,
            long bytes,
            String version) {
        static MemberLine of(Member member) {
            return new MemberLine(
                    member.name(),
                    member.endpoint(),
                    member.trouble().isEmpty(),
                    member.trouble(),
                    member.leads(),
                    member.index(),
                    member.lag(),
                    member.bytes(),
                    member.version());
        }
    }
}
