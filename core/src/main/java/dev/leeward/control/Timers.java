package dev.leeward.control;

import java.time.Duration;

/**
 * The control loop's own rhythm.
 *
 * @param tick the longest it sleeps
 * @param surveyEvery how often targets are read to notice foreign edits
 * @param surveyRetry how often they are read while the active region is not known
 * @param surveyLimit after which a survey that never came back is begun anew
 * @param slowRun after which a person hears of a run that makes no progress
 */
public record Timers(
        Duration tick, Duration surveyEvery, Duration surveyRetry, Duration surveyLimit, Duration slowRun) {
    /** 1 s, 60 s, 2 s, 45 s, 60 s. */
    public static Timers defaults() {
        return new Timers(
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                Duration.ofSeconds(45),
                Duration.ofSeconds(60));
    }
}
