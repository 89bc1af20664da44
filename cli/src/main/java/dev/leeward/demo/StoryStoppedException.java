package dev.leeward.demo;

/** The story cannot go on; why was told already. */
final class StoryStoppedException extends Exception {
    private static final long serialVersionUID = 1;

    StoryStoppedException(String why) {
        super(why);
    }
}
