/**
 * Settings put into force on hosts by SSH, where no agent runs: the environment file is replaced in one go, what an order of a
 * later epoch has done is left alone, and what breaks the application is taken back.
 */
@NullMarked
package dev.leeward.measure.ssh;

import org.jspecify.annotations.NullMarked;
