package dev.leeward.simulator.forecast;

import java.time.Duration;
import java.util.Optional;

/** What is measured on every seed. */
public enum Figure {
    DETECTED("fault to verdict"),
    PAGED("fault to first page"),
    DECIDED("fault to decision"),
    STEERED("fault to every target steered"),
    VERIFIED("fault to verified (RTO)"),
    USERS_BACK("last user back, TTLs respected"),
    LOST("requests lost, as time of full outage"),
    STUBBORN_LOST("of that, where TTLs are ignored");

    private final String words;

    Figure(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** The figure of one seed, where there is one. */
    Optional<Duration> of(Findings seed) {
        return switch (this) {
            case DETECTED -> seed.detected();
            case PAGED -> seed.paged();
            case DECIDED -> seed.decided();
            case STEERED -> seed.steered();
            case VERIFIED -> seed.verified();
            case USERS_BACK -> seed.usersBack();
            case LOST -> Optional.of(seed.lost());
            case STUBBORN_LOST -> Optional.of(seed.stubbornLost());
        };
    }
}
