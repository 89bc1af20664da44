package dev.leeward.emulator.route53;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Reads {@code ChangeResourceRecordSetsRequest}, as the 2013-04-01 schema has it. */
final class RequestXml {
    static final String NAMESPACE = "https://route53.amazonaws.com/doc/2013-04-01/";
    private static final String INVALID = "InvalidInput";

    /** A batch as it was sent. */
    record Batch(String comment, List<Change> changes) {}

    private RequestXml() {}

    static Batch batch(byte[] body) {
        Element root = parse(body);
        if (!"ChangeResourceRecordSetsRequest".equals(root.getLocalName())
                || !NAMESPACE.equals(root.getNamespaceURI())) {
            throw malformed("unexpected root element " + root.getNodeName());
        }
        Element batch = child(root, "ChangeBatch");
        var changes = children(child(batch, "Changes"), "Change").stream()
                .map(RequestXml::change)
                .toList();
        if (changes.isEmpty()) throw malformed("a batch needs a change");
        return new Batch(text(batch, "Comment").orElse(""), changes);
    }

    private static Change change(Element change) {
        Change.Action action = switch (required(change, "Action")) {
            case "CREATE" -> Change.Action.CREATE;
            case "DELETE" -> Change.Action.DELETE;
            case "UPSERT" -> Change.Action.UPSERT;
            default -> throw malformed("unknown action");
        };
        return new Change(action, set(child(change, "ResourceRecordSet")));
    }

    private static RecordSet set(Element set) {
        return new RecordSet(
                required(set, "Name"), required(set, "Type"), policy(set), content(set), text(set, "HealthCheckId"));
    }

    private static RecordSet.Policy policy(Element set) {
        Optional<String> id = text(set, "SetIdentifier");
        var found = new ArrayList<RecordSet.Policy>();
        text(set, "Weight").ifPresent(w -> found.add(new RecordSet.Weighted(id.orElse(""), (int) number(w))));
        text(set, "Failover").ifPresent(role -> found.add(new RecordSet.Failover(id.orElse(""), role)));
        for (String element : List.of("Region", "MultiValueAnswer")) {
            text(set, element).ifPresent(v -> found.add(new RecordSet.Other(id.orElse(""), element, v)));
        }
        if (found.size() > 1) throw malformed("more than one routing policy");
        if (id.isPresent() == found.isEmpty()) {
            throw malformed("Invalid XML: a SetIdentifier and exactly one of Weight, Region, Failover, MultiValueAnswer"
                    + " go together");
        }
        return found.isEmpty() ? new RecordSet.Simple() : found.getFirst();
    }

    private static RecordSet.Content content(Element set) {
        var alias = children(set, "AliasTarget");
        Optional<String> ttl = text(set, "TTL");
        if (!alias.isEmpty()) {
            if (ttl.isPresent()) throw malformed("an alias has no TTL");
            Element target = alias.getFirst();
            return new RecordSet.Alias(
                    required(target, "HostedZoneId"),
                    required(target, "DNSName"),
                    Boolean.parseBoolean(required(target, "EvaluateTargetHealth")));
        }
        var values = children(child(set, "ResourceRecords"), "ResourceRecord").stream()
                .map(one -> required(one, "Value"))
                .toList();
        if (values.stream().distinct().count() < values.size()) throw malformed("Duplicate Resource Record");
        return RecordSet.Plain.of(
                number(ttl.orElseThrow(() -> malformed("a TTL is missing"))), values.toArray(String[]::new));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw malformed("not a number: " + text);
        }
    }

    private static Element parse(byte[] body) {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(body))
                    .getDocumentElement();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        } catch (SAXException | IOException e) {
            throw malformed("not XML");
        }
    }

    private static Element child(Element parent, String name) {
        var found = children(parent, name);
        if (found.size() != 1) throw malformed("one " + name + " is wanted in " + parent.getLocalName());
        return found.getFirst();
    }

    private static List<Element> children(Element parent, String name) {
        var nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(node -> node instanceof Element && name.equals(node.getLocalName()))
                .map(Element.class::cast)
                .toList();
    }

    private static String required(Element parent, String name) {
        return text(parent, name).orElseThrow(() -> malformed(name + " is missing in " + parent.getLocalName()));
    }

    private static Optional<String> text(Element parent, String name) {
        return children(parent, name).stream().findFirst().map(Element::getTextContent);
    }

    private static Refusal malformed(String why) {
        return new Refusal(400, INVALID, why);
    }
}
