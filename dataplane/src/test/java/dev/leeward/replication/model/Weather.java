package dev.leeward.replication.model;

import java.util.HashSet;
import java.util.Set;

/** What goes wrong: links that swallow requests or answers in one direction, single calls, processes, clocks. */
final class Weather {
    private final World world;
    private final Set<Way> swallowsRequests = new HashSet<>();
    private final Set<Way> swallowsAnswers = new HashSet<>();
    private boolean isRough;

    Weather(World world) {
        this.world = world;
    }

    /** Lets something happen, or nothing. To be called again and again. */
    void blow() {
        isRough = true;
        Region one = world.region();
        Region other = world.region();
        var way = new Way(one, other);
        switch (world.random.nextInt(400)) {
            case 0, 1 -> world.kill(one);
            case 2, 3, 4, 5 -> {
                if (!world.isAlive(one)) world.start(one);
            }
            case 6 -> swallowsRequests.add(way);
            case 7 -> swallowsAnswers.add(way);
            case 8, 9, 10 -> swallowsRequests.remove(way);
            case 11, 12, 13 -> swallowsAnswers.remove(way);
            case 14 -> world.skew(one);
            case 15 -> world.killSweeper();
            case 16 -> world.trim(one);
            default -> {}
        }
    }

    /** From now on nothing goes wrong; clocks stay as they are. */
    void clear() {
        isRough = false;
        swallowsRequests.clear();
        swallowsAnswers.clear();
    }

    boolean losesRequest(Region from, Region to) {
        return swallowsRequests.contains(new Way(from, to)) || hiccups();
    }

    boolean losesAnswer(Region from, Region to) {
        return swallowsAnswers.contains(new Way(from, to)) || hiccups();
    }

    private boolean hiccups() {
        return isRough && world.random.nextInt(60) == 0;
    }

    private record Way(Region from, Region to) {}
}
