/**
 * The orchestrator's side of the link to the agents beside the applications: orders wait here until an agent asks for them,
 * and what agents report is kept until somebody looks. In memory only: whoever gives an order gives it again after a restart,
 * under the same operation id, and the agent knows whether it did that already.
 */
@NullMarked
package dev.leeward.agents;

import org.jspecify.annotations.NullMarked;
