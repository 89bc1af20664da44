package dev.leeward.config.source;

import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 into a tree of {@link Node}s. Built from the parser's events, so that depth and size are limited before
 * anything is kept.
 */
public final class YamlTree {
    private YamlTree() {}

    /** What came of reading. */
    public sealed interface Outcome {
        /** The tree of the only document. */
        record Grown(Node root) implements Outcome {}

        /** It is not YAML, or more than is taken. */
        record Broken(Span span, String sentence) implements Outcome {}
    }

    /** Reads {@code source}. */
    public static Outcome read(SourceText source) {
        var settings = LoadSettings.builder()
                .setLabel(source.name())
                .setCodePointLimit(SourceText.MAX_BYTES + 1)
                .build();
        try {
            Iterator<Event> events =
                    new Parse(settings).parseString(source.text()).iterator();
            return new TreeGrowth(events).grow();
        } catch (TreeGrowth.TooMuchException e) {
            return new Outcome.Broken(e.span(), e.sentence());
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            return new Outcome.Broken(mark.map(YamlTree::span).orElse(Span.START), sentence(e));
        } catch (YamlEngineException e) {
            return new Outcome.Broken(Span.START, "not YAML: " + firstLine(String.valueOf(e.getMessage())));
        }
    }

    static Span span(Mark mark) {
        return new Span(mark.getLine() + 1, mark.getColumn() + 1, 1);
    }

    private static String sentence(MarkedYamlEngineException e) {
        String context = e.getContext() == null ? "" : " " + e.getContext();
        String problem = e.getProblem() == null ? "it cannot be read" : e.getProblem();
        String where = e.getContextMark()
                .filter(mark -> !context.isEmpty())
                .map(mark -> " that begins in line " + (mark.getLine() + 1))
                .orElse("");
        return "not YAML:" + context + where + (context.isEmpty() ? " " : ": ") + firstLine(problem);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }
}
