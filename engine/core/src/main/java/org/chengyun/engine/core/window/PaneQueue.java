package org.chengyun.engine.core.window;

import java.util.Arrays;

/**
 * The panes of a window that slides over them, and their merge. Of its two halves the front keeps the merge of each pane
 * with all behind it, the back one merge of all: so a pane costs three merges in its life, however many windows it is part
 * of, and nothing is ever subtracted (the two-stack queue of Tangwongsan, Hirzel and Schneider, VLDB 2015).
 *
 * <p>Reused; not thread-safe.
 */
final class PaneQueue {
    private Part[] panes = parts(16);
    /** Merge of pane i up to the end of the front half. */
    private Part[] suffixes = parts(16);

    private final Part back = new Part();
    private long merges;
    private int head;
    private int middle;
    private int tail;

    private static Part[] parts(int length) {
        Part[] parts = new Part[length];
        Arrays.setAll(parts, i -> new Part());
        return parts;
    }

    boolean isEmpty() {
        return head == tail;
    }

    void clear() {
        head = 0;
        middle = 0;
        tail = 0;
        back.clear(0);
    }

    /** Adds a row to the pane that starts there: the one that was added last, or a new one behind it. */
    void add(long startMs, Part row) {
        if (head == tail) {
            clear();
        }
        if (head == tail || panes[tail - 1].startMs() != startMs) {
            push(startMs);
        }
        panes[tail - 1].add(row);
        back.add(row);
        merges += 2;
    }

    private void push(long startMs) {
        if (tail == panes.length) {
            makeRoom();
        }
        panes[tail++].clear(startMs);
    }

    private void makeRoom() {
        if (head > panes.length / 2) {
            rotate();
            return;
        }
        int length = panes.length;
        panes = Arrays.copyOf(panes, length * 2);
        suffixes = Arrays.copyOf(suffixes, length * 2);
        for (int i = length; i < length * 2; i++) {
            panes[i] = new Part();
            suffixes[i] = new Part();
        }
    }

    /** Moves what is left to the beginning; the parts in front of it are used again behind it. */
    private void rotate() {
        Part[] unused = Arrays.copyOf(panes, head);
        Part[] unusedSuffixes = Arrays.copyOf(suffixes, head);
        int left = tail - head;
        System.arraycopy(panes, head, panes, 0, left);
        System.arraycopy(suffixes, head, suffixes, 0, left);
        System.arraycopy(unused, 0, panes, left, head);
        System.arraycopy(unusedSuffixes, 0, suffixes, left, head);
        middle -= head;
        tail = left;
        head = 0;
    }

    /** Forgets the panes that start before it. */
    void dropBefore(long startMs) {
        while (head < tail && panes[head].startMs() < startMs) {
            if (head == middle) {
                turn();
            }
            head++;
        }
    }

    /** The back half becomes the front one. */
    private void turn() {
        Part behind = null;
        for (int i = tail - 1; i >= head; i--) {
            suffixes[i].clear(panes[i].startMs());
            suffixes[i].add(panes[i]);
            merges++;
            if (behind != null) {
                suffixes[i].add(behind);
                merges++;
            }
            behind = suffixes[i];
        }
        middle = tail;
        back.clear(0);
    }

    /** How many merges it did in all: what it costs. */
    long merges() {
        return merges;
    }

    /** The merge of all panes, as a window that starts there. */
    void merge(long startMs, Part window) {
        window.clear(startMs);
        if (head < middle) {
            window.add(suffixes[head]);
        }
        window.add(back);
        merges += 2;
    }
}
