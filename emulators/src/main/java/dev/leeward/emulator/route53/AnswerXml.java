package dev.leeward.emulator.route53;

import java.util.Optional;
import java.util.SequencedCollection;

/** Writes answers, as the 2013-04-01 schema has them. */
final class AnswerXml {
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private AnswerXml() {}

    static String zone(HostedZone zone) {
        return root(
                "GetHostedZoneResponse",
                element(
                                "HostedZone",
                                text("Id", "/hostedzone/" + zone.id())
                                        + text("Name", zone.name())
                                        + text("CallerReference", "emulated")
                                        + element("Config", text("PrivateZone", "false"))
                                        + text(
                                                "ResourceRecordSetCount",
                                                zone.sets().size()))
                        + element(
                                "DelegationSet", element("NameServers", text("NameServer", "ns-1.emulated.example"))));
    }

    static String list(SequencedCollection<RecordSet> page, Optional<RecordSet> next, int maxItems) {
        var sets = new StringBuilder();
        page.forEach(set -> sets.append(set(set)));
        var rest = new StringBuilder(text("IsTruncated", next.isPresent()));
        next.ifPresent(set -> {
            rest.append(text("NextRecordName", set.name())).append(text("NextRecordType", set.type()));
            if (!set.policy().identifier().isEmpty()) {
                rest.append(text("NextRecordIdentifier", set.policy().identifier()));
            }
        });
        return root(
                "ListResourceRecordSetsResponse",
                element("ResourceRecordSets", sets.toString()) + rest + text("MaxItems", maxItems));
    }

    /** {@code operation} is ChangeResourceRecordSets or GetChange: both answer the same. */
    static String change(String operation, String id, boolean inSync, String comment) {
        return root(
                operation + "Response",
                element(
                        "ChangeInfo",
                        text("Id", "/change/" + id)
                                + text("Status", inSync ? "INSYNC" : "PENDING")
                                + text("SubmittedAt", "2026-01-01T00:00:00.000Z")
                                + (comment.isEmpty() ? "" : text("Comment", comment))));
    }

    static String error(Refusal refusal) {
        return root(
                "ErrorResponse",
                element(
                                "Error",
                                text("Type", refusal.status() < 500 ? "Sender" : "Receiver")
                                        + text("Code", refusal.code())
                                        + text("Message", refusal.message()))
                        + text("RequestId", "emulated"));
    }

    private static String set(RecordSet set) {
        var inner = new StringBuilder(text("Name", set.name())).append(text("Type", set.type()));
        if (!set.policy().identifier().isEmpty()) {
            inner.append(text("SetIdentifier", set.policy().identifier()));
        }
        inner.append(
                switch (set.policy()) {
                    case RecordSet.Simple simple -> "";
                    case RecordSet.Weighted weighted -> text("Weight", weighted.weight());
                    case RecordSet.Failover failover -> text("Failover", failover.role());
                    case RecordSet.Other other -> text(other.element(), other.value());
                });
        switch (set.content()) {
            case RecordSet.Plain plain -> {
                inner.append(text("TTL", plain.ttl()));
                var values = new StringBuilder();
                plain.ordered().forEach(value -> values.append(element("ResourceRecord", text("Value", value))));
                inner.append(element("ResourceRecords", values.toString()));
            }
            case RecordSet.Alias alias ->
                inner.append(element(
                        "AliasTarget",
                        text("HostedZoneId", alias.zone())
                                + text("DNSName", alias.name())
                                + text("EvaluateTargetHealth", alias.evaluateTargetHealth())));
        }
        set.healthCheck().ifPresent(check -> inner.append(text("HealthCheckId", check)));
        return element("ResourceRecordSet", inner.toString());
    }

    private static String root(String name, String inner) {
        return HEAD + "<" + name + " xmlns=\"" + RequestXml.NAMESPACE + "\">" + inner + "</" + name + ">";
    }

    private static String element(String name, String inner) {
        return "<" + name + ">" + inner + "</" + name + ">";
    }

    private static String text(String name, Object value) {
        String escaped =
                value.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return element(name, escaped);
    }
}
