package dev.leeward.config.load;

import dev.leeward.config.source.Frames;
import dev.leeward.config.source.Node;
import dev.leeward.config.source.Remark;
import dev.leeward.config.source.Remark.Severity;
import dev.leeward.config.source.SourceText;
import dev.leeward.config.source.Span;
import dev.leeward.secret.Secret;
import dev.leeward.secret.Secrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One pass over one file: gathers the remarks, and remembers which keys were asked for and where everything stands. */
final class Reading {
    private static final int MAX_REMARKS = 200;

    private record Note(Severity severity, Place place, String sentence, Optional<String> advice) {}

    private final SourceText source;
    private final Frames frames;
    private final Path directory;
    private final Secrets secrets;
    private final List<Note> notes = new ArrayList<>();
    private final Set<String> broken = new HashSet<>();
    private final Set<String> keys = new TreeSet<>();
    private final Map<String, Span> spans = new HashMap<>();
    private final Map<String, Span> keySpans = new HashMap<>();
    private final Map<String, Secret> found = new TreeMap<>();
    private int errors;

    /** @param directory what relative paths start from */
    Reading(SourceText source, Path directory, Secrets secrets) {
        this.source = source;
        this.directory = directory;
        this.frames = new Frames(source);
        this.secrets = secrets;
    }

    Path directory() {
        return directory;
    }

    Secrets secrets() {
        return secrets;
    }

    /** Notes that {@code pattern} is a key of the language. */
    void asked(String pattern) {
        keys.add(pattern);
    }

    /** Every key of the language that was asked for, as patterns. */
    Set<String> keys() {
        return keys;
    }

    /** Learns where everything in the tree stands. */
    void locate(Node root) {
        locate(Place.ROOT.path(), root);
    }

    /** Where {@code path} stands, or the nearest thing above it that stands in the file. */
    Span span(String path) {
        String above = path;
        while (!spans.containsKey(above) && !above.isEmpty()) {
            above = above(above);
        }
        return spans.getOrDefault(above, Span.START);
    }

    /** Where the key stands whose value is at {@code path}. */
    Span keySpan(String path) {
        return keySpans.getOrDefault(path, Span.START);
    }

    void error(Place place, String sentence, Optional<String> advice) {
        errors++;
        broken.add(place.path());
        note(new Note(Severity.ERROR, place, sentence, advice));
    }

    void warning(Place place, String sentence, Optional<String> advice) {
        note(new Note(Severity.WARNING, place, sentence, advice));
    }

    int errors() {
        return errors;
    }

    /** Whether there is an error at {@code path} or below it. */
    boolean isBroken(String path) {
        return broken.stream().anyMatch(b -> b.equals(path) || b.startsWith(path + ".") || b.startsWith(path + "["));
    }

    void cover(Node node) {
        switch (node) {
            case Node.Scalar scalar -> frames.cover(scalar.span());
            case Node.Mapping mapping -> mapping.entries().forEach(e -> cover(e.value()));
            case Node.Sequence list -> list.items().forEach(this::cover);
        }
    }

    void keep(String path, Secret secret) {
        found.put(path, secret);
    }

    /** The secrets that were fetched, by path: to see whether one has changed. */
    Map<String, Secret> found() {
        return Map.copyOf(found);
    }

    /** What was noted, in the order of the file. */
    List<Remark> remarks() {
        return notes.stream()
                .sorted(Comparator.comparing((Note n) -> n.place.span()).thenComparing(n -> n.place.path()))
                .map(this::remark)
                .toList();
    }

    private Remark remark(Note note) {
        return new Remark(
                note.severity,
                source.name(),
                note.place.span(),
                note.place.path(),
                note.sentence,
                note.advice,
                frames.around(note.place.span()));
    }

    private void note(Note note) {
        if (notes.size() < MAX_REMARKS) {
            notes.add(note);
        } else if (notes.size() == MAX_REMARKS) {
            notes.add(new Note(
                    Severity.ERROR,
                    new Place("", "", note.place.span()),
                    "there is more; only the first " + MAX_REMARKS + " remarks are shown",
                    Optional.empty()));
        }
    }

    private void locate(String path, Node node) {
        spans.putIfAbsent(path, node.span());
        switch (node) {
            case Node.Scalar _ -> {}
            case Node.Mapping mapping ->
                mapping.entries().forEach(entry -> {
                    String below = Place.path(path, entry.key().text());
                    spans.putIfAbsent(below, pointAt(entry));
                    keySpans.putIfAbsent(below, entry.key().span());
                    locate(below, entry.value());
                });
            case Node.Sequence list -> {
                for (int i = 0; i < list.items().size(); i++) {
                    locate(Place.path(path, i), list.items().get(i));
                }
            }
        }
    }

    /** A single value is pointed at itself, anything larger by its key. */
    static Span pointAt(Node.Entry entry) {
        return entry.value() instanceof Node.Scalar scalar
                        && !(scalar.plain() && scalar.text().isEmpty())
                ? scalar.span()
                : entry.key().span();
    }

    private static String above(String path) {
        int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return cut < 0 ? "" : path.substring(0, cut);
    }
}
