package dev.leeward.demo;

import java.time.Duration;

/** The whole story, unattended: what should happen, and whether it did. */
final class Story {
    private final Stage stage;
    private final Narrator narrator;

    Story(Stage stage, Narrator narrator) {
        this.stage = stage;
        this.narrator = narrator;
    }

    /** Plays it; whether everything was right. */
    boolean play() {
        var began = stage.now();
        var scene = new Scene(stage, narrator);
        introduce();
        try {
            chapters(scene);
        } catch (StoryStoppedException stopped) {
            if (stage.isClosed()) {
                narrator.line("Interrupted.");
                return false;
            }
            narrator.say("The story ends here: " + stopped.getMessage() + ".");
        }
        return verdict(scene, Duration.between(began, stage.now()));
    }

    private void introduce() {
        var world = stage.world();
        narrator.line(
                "Leeward moves a shop out of a dying region and brings it home. Everything runs on this machine:");
        narrator.line("");
        narrator.line("  the shop in us-east (home)   http://%s:%d/"
                .formatted(
                        world.home().address().getAddress().getHostAddress(),
                        world.home().address().getPort()));
        narrator.line("  the shop in eu-central       http://%s:%d/"
                .formatted(
                        world.away().address().getAddress().getHostAddress(),
                        world.away().address().getPort()));
        narrator.line("  its name                     %s.%s, at the name server 127.0.0.1:%d"
                .formatted(
                        DemoWorld.RECORD,
                        DemoWorld.DOMAIN,
                        world.nameServer().address().getPort()));
        narrator.line("  an emulated Linode API       " + world.linode().apiUrl());
        narrator.line("  the real orchestrator        " + stage.api().base()
                + "   (another terminal: leeward status --api " + stage.api().base() + ")");
        narrator.line("  a client                     asks the name server and gets the page, ten times a second");
        narrator.line("");
        narrator.say(
                "What is checked below is seen by that client, at that name server, by counting the API's calls, and in"
                        + " the journal. It takes about a minute, half of it waiting for a TTL.");
    }

    private static void chapters(Scene scene) throws StoryStoppedException {
        var beginning = new Beginning(scene);
        beginning.allIsWell();
        beginning.hiccup();
        new Outage(scene).homeDies();
        var homecoming = new Homecoming(scene);
        homecoming.homeIsBack();
        homecoming.comesHome();
        var blackout = new Blackout(scene);
        blackout.bothAreDown();
        blackout.recovers();
        new Journaled(scene).isIntact();
    }

    private boolean verdict(Scene scene, Duration took) {
        narrator.line("");
        var wrong = scene.wrong();
        if (wrong.isEmpty()) {
            narrator.line("Everything was right: %d of %d checks, in %d s."
                    .formatted(scene.checked(), scene.checked(), took.toSeconds()));
            return true;
        }
        narrator.line("Not right, after %d checks in %d s:".formatted(scene.checked(), took.toSeconds()));
        wrong.forEach(each -> narrator.line("  - not so: " + each));
        return false;
    }
}
