package dev.leeward.stream.kcl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PairTest {
    @Test
    void what_is_brought_along_fits() {
        assertThat(Pair.defect()).isEmpty();
    }

    @Test
    void a_library_that_calls_what_the_adapter_does_not_have_is_told_of() {
        assertThat(Pair.misfit(Newer.class, Older.class)).contains("createShardSyncTaskManager with 2 arguments");
    }

    /** As the library is from 3.4.0. */
    interface Newer {
        void createShardSyncTaskManager(String metrics);

        void createShardSyncTaskManager(String metrics, String streams);
    }

    /** As the adapter is before 2.1.2. */
    static class Older {
        public void createShardSyncTaskManager(String metrics) {
            throw new UnsupportedOperationException(metrics);
        }
    }
}
