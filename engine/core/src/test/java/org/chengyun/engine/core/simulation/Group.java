package org.chengyun.engine.core.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Kafka's consumer group: who reads which partition. All give everything back before anything is dealt anew. */
final class Group {
    private static final long SESSION_TIMEOUT_MS = 4_000;
    private static final long REBALANCE_TIMEOUT_MS = 12_000;

    private final World world;
    private final Set<Session> members = new LinkedHashSet<>();
    /** Those that have given their partitions back. */
    private final Set<Session> ready = new HashSet<>();

    private Map<Session, Set<Integer>> assignment = Map.of();
    private boolean isBalancing;
    private long balancingSinceMs;
    /** Kafka waits a little for the first members. */
    private final long firstDealMs;

    Group(World world) {
        this.world = world;
        this.firstDealMs = world.nowMs + world.upTo(3_000);
    }

    void join(Session session) {
        members.add(session);
        ready.add(session);
        balance();
    }

    void leave(Session session) {
        if (members.remove(session)) {
            balance();
        }
    }

    void gaveBack(Session session) {
        ready.add(session);
    }

    boolean isMember(Session session) {
        return members.contains(session);
    }

    boolean isBalancing() {
        return isBalancing;
    }

    Set<Integer> assigned(Session session) {
        return assignment.getOrDefault(session, Set.of());
    }

    private void balance() {
        if (!isBalancing) {
            isBalancing = true;
            balancingSinceMs = world.nowMs;
            ready.removeIf(session -> !assigned(session).isEmpty());
        }
    }

    void step() {
        for (Session member : List.copyOf(members)) {
            if (world.nowMs - member.heardOfMs() > SESSION_TIMEOUT_MS) {
                leave(member);
            }
        }
        if (!isBalancing) {
            return;
        }
        if (world.nowMs - balancingSinceMs > REBALANCE_TIMEOUT_MS) {
            members.retainAll(ready);
        }
        if (ready.containsAll(members) && world.nowMs >= firstDealMs) {
            deal();
        }
    }

    private void deal() {
        Map<Session, Set<Integer>> next = new HashMap<>();
        List<Session> hands = List.copyOf(members);
        int first = world.random.nextInt(4);
        for (int p = 0; p < world.log.partitions() && !hands.isEmpty(); p++) {
            next.computeIfAbsent(hands.get((first + p) % hands.size()), hand -> new HashSet<>())
                    .add(p);
        }
        assignment = next;
        isBalancing = false;
        ready.clear();
    }
}
