package dev.leeward.config.load;

import dev.leeward.config.load.Draft.PlaceDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what fails together, as far as somebody wrote it down. */
final class PlacesReading {
    private static final int MAX_PLACES = 100;

    private PlacesReading() {}

    static List<PlaceDraft> read(Cell cell) {
        List<PlaceDraft> places = new ArrayList<>();
        cell.named("places, each with its name").ifPresent(named -> {
            if (named.size() > MAX_PLACES) cell.wrong("more than " + MAX_PLACES + " places");
            named.forEach((name, place) -> place(name, place).ifPresent(places::add));
        });
        return places;
    }

    private static Optional<PlaceDraft> place(String name, Cell cell) {
        return cell.section("what is in it: regions, nodes, etcd, targets, notify")
                .map(section -> {
                    var place = new PlaceDraft(
                            cell.place().path(),
                            name,
                            section.list("regions", "names of regions", Values::words),
                            section.list("nodes", "names of nodes", Values::words),
                            section.list("etcd", "hosts of endpoints", Values::words),
                            section.list("targets", "names of targets", Values::words),
                            section.list("notify", "names of notifications", Values::words));
                    section.end();
                    return place;
                });
    }
}
