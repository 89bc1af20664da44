package dev.leeward.demo;

import dev.leeward.journal.Event;
import dev.leeward.journal.sqlite.SqliteJournalReader;
import dev.leeward.runbook.Ending;

/** What is left when the node has stopped: the journal, read from its file. */
final class Journaled {
    private static final int PAGE = 1_000;

    private final Scene scene;

    Journaled(Scene scene) {
        this.scene = scene;
    }

    void isIntact() throws StoryStoppedException {
        scene.narrator().chapter("8. What the journal says");
        scene.stage().stopNode();
        var reading = SqliteJournalReader.open(scene.stage().folder().journal());
        if (reading instanceof SqliteJournalReader.Reading.Opened opened) {
            try (var reader = opened.reader()) {
                judge(reader);
            }
        } else {
            throw scene.stop("the journal cannot be read: " + reading);
        }
    }

    private void judge(SqliteJournalReader reader) {
        var broken = reader.verify();
        scene.check(
                broken.isEmpty(),
                "its hash chain is intact over " + reader.lastSequence() + " entries"
                        + broken.map(problem -> ": " + problem.sentence()).orElse(""));
        int moves = 0;
        int started = 0;
        int succeeded = 0;
        long last = 0;
        for (var page = reader.read(last, PAGE); !page.isEmpty(); page = reader.read(last, PAGE)) {
            for (var entry : page) {
                last = entry.sequence();
                if (entry.event() instanceof Event.RunStarted run) {
                    started++;
                    if (run.kind().movesTraffic()) moves++;
                }
                if (entry.event() instanceof Event.RunEnded run && run.ending() == Ending.SUCCEEDED) succeeded++;
            }
        }
        scene.check(
                moves == 2 && started == 2 && succeeded == 2,
                "traffic moved twice, away and home, and both runs succeeded (" + started + " started, " + succeeded
                        + " succeeded)");
        int answers = scene.world().published().size();
        scene.check(answers == 3, "the name server saw the same: home, away, home (" + answers + " answers)");
    }
}
