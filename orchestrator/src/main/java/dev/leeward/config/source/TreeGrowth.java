package dev.leeward.config.source;

import java.io.Serial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Grows a tree from the events of the YAML parser and stops when it becomes too deep or too large. */
final class TreeGrowth {
    private static final int MAX_DEPTH = 32;
    /** Counted as if every alias were written out. */
    private static final int MAX_NODES = 100_000;

    private static final int MAX_ALIASES = 256;

    private final Iterator<Event> events;
    private final Map<Anchor, Sized> anchored = new HashMap<>();
    private int nodes;
    private int aliases;

    /** A node with the number of nodes in it. */
    private record Sized(Node node, int size) {}

    TreeGrowth(Iterator<Event> events) {
        this.events = events;
    }

    YamlTree.Outcome grow() {
        Optional<Node> root = Optional.empty();
        while (events.hasNext()) {
            Event event = events.next();
            switch (event) {
                case StreamStartEvent _, StreamEndEvent _, DocumentEndEvent _ -> {}
                case DocumentStartEvent document -> {
                    if (root.isPresent()) {
                        throw new TooMuchException(
                                begin(document), "a second document begins here; a configuration is one document");
                    }
                }
                default -> root = Optional.of(node(event, 0).node());
            }
        }
        return root.<YamlTree.Outcome>map(YamlTree.Outcome.Grown::new)
                .orElseGet(
                        () -> new YamlTree.Outcome.Broken(Span.START, "the file is empty; it needs at least services"));
    }

    private Sized node(Event event, int depth) {
        if (depth > MAX_DEPTH) throw new TooMuchException(begin(event), "nested deeper than " + MAX_DEPTH + " levels");
        int before = nodes;
        count(event, 1);
        Node node = switch (event) {
            case AliasEvent alias -> {
                Sized meant = anchored(alias);
                count(event, meant.size());
                yield meant.node();
            }
            case ScalarEvent scalar -> scalar(scalar);
            case MappingStartEvent start -> mapping(start, depth);
            case CollectionStartEvent start -> sequence(start, depth);
            default -> throw new IllegalStateException("a node cannot begin with " + event.getEventId());
        };
        Sized sized = new Sized(node, nodes - before);
        if (event instanceof NodeEvent named && !(event instanceof AliasEvent)) {
            named.getAnchor().ifPresent(anchor -> anchored.put(anchor, sized));
        }
        return sized;
    }

    private Sized anchored(AliasEvent alias) {
        if (++aliases > MAX_ALIASES) throw new TooMuchException(begin(alias), "more than " + MAX_ALIASES + " aliases");
        Sized meant = alias.getAnchor().map(anchored::get).orElse(null);
        if (meant == null) {
            throw new TooMuchException(begin(alias), "this alias stands for nothing that was finished before it");
        }
        return meant;
    }

    private Node scalar(ScalarEvent event) {
        refuseTag(event, event.getTag());
        return new Node.Scalar(event.getValue(), event.isPlain(), span(event));
    }

    private Node mapping(MappingStartEvent start, int depth) {
        refuseTag(start, start.getTag());
        List<Node.Entry> entries = new ArrayList<>();
        Event event = events.next();
        while (!(event instanceof MappingEndEvent)) {
            if (!(node(event, depth + 1).node() instanceof Node.Scalar key)) {
                throw new TooMuchException(begin(event), "a key must be a single word");
            }
            entries.add(new Node.Entry(key, node(events.next(), depth + 1).node()));
            event = events.next();
        }
        return new Node.Mapping(
                entries, new Span(begin(start).line(), begin(start).column(), 1));
    }

    private Node sequence(CollectionStartEvent start, int depth) {
        refuseTag(start, start.getTag());
        List<Node> items = new ArrayList<>();
        Event event = events.next();
        while (!(event instanceof SequenceEndEvent)) {
            items.add(node(event, depth + 1).node());
            event = events.next();
        }
        return new Node.Sequence(items, begin(start));
    }

    private void count(Event event, int more) {
        nodes += more;
        if (nodes > MAX_NODES) throw new TooMuchException(begin(event), "more than " + MAX_NODES + " values");
    }

    private static void refuseTag(Event event, Optional<String> tag) {
        if (tag.isPresent()) {
            throw new TooMuchException(
                    begin(event), "tags such as " + tag.get() + " have no meaning here; leave it out");
        }
    }

    private static Span span(Event event) {
        Span begin = begin(event);
        int width = event.getEndMark()
                .filter(end -> end.getLine() + 1 == begin.line())
                .map(end -> end.getColumn() + 1 - begin.column())
                .orElse(1);
        return new Span(begin.line(), begin.column(), Math.max(1, width));
    }

    private static Span begin(Event event) {
        Optional<Mark> mark = event.getStartMark();
        return mark.map(YamlTree::span).orElse(Span.START);
    }

    /** Leaves the recursion; caught in {@link YamlTree#read}. */
    static final class TooMuchException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Span span;
        private final String sentence;

        TooMuchException(Span span, String sentence) {
            super(sentence);
            this.span = span;
            this.sentence = sentence;
        }

        Span span() {
            return span;
        }

        String sentence() {
            return sentence;
        }
    }
}
