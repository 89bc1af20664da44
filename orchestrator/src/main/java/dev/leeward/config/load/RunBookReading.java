package dev.leeward.config.load;

import dev.leeward.config.MeasureSettings;
import dev.leeward.config.load.Draft.RunBookDraft;
import dev.leeward.config.source.Node;
import dev.leeward.measure.Measure;
import dev.leeward.measure.MeasureId;
import dev.leeward.measure.Measures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what a move does besides steering, in its order. */
final class RunBookReading {
    private static final List<String> KINDS = List.of("fence", "catch-up", "settings", "proof", "command");
    private static final String STEER = "steer";
    private static final int MOST = 16;

    private final List<Measure> before = new ArrayList<>();
    private final List<Measure> after = new ArrayList<>();
    private final List<MeasureSettings> means = new ArrayList<>();
    private final Set<MeasureId> names = new HashSet<>();
    private boolean steered;

    private final RegionMeans regions;

    private RunBookReading(RegionMeans regions) {
        this.regions = regions;
    }

    /** @param regions what the regions have */
    static RunBookDraft read(Cell cell, RegionMeans regions) {
        var reading = new RunBookReading(regions);
        var items = cell.items("the steps of a move, steer among them").orElse(List.of());
        items.forEach(reading::item);
        if (items.size() > MOST + 1) cell.wrong("more than " + MOST + " steps besides steer");
        if (!items.isEmpty() && !reading.steered) {
            cell.wrong("it does not say when traffic is steered", "add `- steer`");
        }
        return new RunBookDraft(
                cell.place().path(), new Measures(reading.before, reading.after), List.copyOf(reading.means));
    }

    private void item(Cell item) {
        if (item.node() instanceof Node.Scalar scalar && scalar.text().equals(STEER)) {
            if (steered) item.wrong("traffic is steered once", "leave one of the two out");
            steered = true;
            return;
        }
        Kind.of(item, KINDS, Set.of(), "a step such as `fence: tables`, or steer")
                .ifPresent(this::measure);
    }

    private void measure(Kind kind) {
        MeasureReading.read(kind, regions).ifPresent(read -> {
            var measure = read.measure();
            boolean keepsWritesOut = measure.kind() == Measure.Kind.FENCE || measure.kind() == Measure.Kind.CATCH_UP;
            if (steered && keepsWritesOut) {
                kind.content().wrong("\"" + kind.word() + "\" comes too late after steer", "put it before");
                return;
            }
            if (!names.add(measure.id())) {
                kind.content()
                        .wrong("there is another step called \"" + measure.id() + "\"", "give it a name: of its own");
                return;
            }
            // Traffic has moved and was seen to arrive: that is not undone because something beside it failed.
            if (steered) after.add(measure.otherwise(Measure.OnFailure.CONTINUE));
            else before.add(measure);
            read.means().ifPresent(means::add);
        });
    }
}
